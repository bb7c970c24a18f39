"""What a browser is told, and what our code never does (trust.md D12, B1, B7)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.routes import Route, read_inventory
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
PAGES = [each for each in read_inventory() if "GET" in each.guards and not each.noun]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
TEMPLATES = sorted((ROOT / "bestfew").rglob("templates/**/*.html"))
CODE = [
    path
    for folder in ("bestfew", "config")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "tests" not in path.parts and "migrations" not in path.parts
]

BANNED_IN_TEMPLATES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.DOTALL),
    "a style element": re.compile(r"<style\b"),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.DOTALL | re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.DOTALL),
    "something from elsewhere": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//"),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\{%\s*autoescape\s+off|\|\s*safe(?:seq)?\b"),
    "an hx-on handler": re.compile(r"\bhx-on\b|\bhx-vals=[\"']js:"),
}
TAG = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
SAFE_BY_DJANGO = {"field_notes.html": "unescaped text"}
"""Help texts: fixed words of ours, and allauth's list of password rules (HTML)."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_every_page_tells_the_browser_what_it_may_do(
    world: World, route: Route
) -> None:
    _has_headers(world.browser("alice"), route.url(world.alices))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "mfa_index"])
def test_the_doors_do_so_too(world: World, name: str) -> None:
    who = "alice" if name == "mfa_index" else "nobody"

    _has_headers(world.browser(who), reverse(name))


@pytest.mark.parametrize("path", ["/people/1/", "/nowhere/", "/people/?after=x"])
def test_so_does_a_page_that_is_not_there(world: World, path: str) -> None:
    _has_headers(world.browser("alice"), path)


def _has_headers(client: Client, path: str) -> None:
    response = client.get(path)

    policy = response["Content-Security-Policy"].split(";")
    assert {each.strip() for each in policy} == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_are_for_our_pages_only() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize("next_page", ["//evil.example", "/\\evil.example",
    "https:evil.example", "https://evil.example/", "javascript:alert(1)",
    "evil", "evil.example", "people:list"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(world: World, next_page: str) -> None:
    client = world.browser("alice")

    chosen = client.post(
        reverse("accounts:language"), {"language": "en", "next": next_page}
    )
    finished = client.post(
        reverse("activities:done", args=[world.alices["follow_up"].pk]),
        {"next": next_page},
    )

    for response in (chosen, finished):
        assert response["Location"].startswith("/")
        assert "evil" not in response["Location"]


def test_a_forged_host_is_refused(world: World) -> None:
    response = world.browser("alice").get("/", headers={"host": "evil.example"})

    assert response.status_code == 400


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_inline_or_foreign(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    text = TAG.sub("", source)

    found = [
        what
        for what, rule in BANNED_IN_TEMPLATES.items()
        if rule.search(source if what == "unescaped text" else text)
    ]

    assert [what for what in found if SAFE_BY_DJANGO.get(path.name) != what] == []


def test_code_makes_no_text_safe_and_asks_no_raw_query() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {what}"
        for path in CODE
        for node, what in _dangers(ast.parse(path.read_text(encoding="utf-8")))
        if what not in EXCUSED.get(str(path.relative_to(ROOT)), ())
    ]

    assert not found


EXCUSED = {
    # mail programs stop e-mails by a POST without cookies (RFC 8058)
    "bestfew/campaigns/mailing/public.py": {"csrf_exempt"},
}
DANGEROUS_NAMES = {"mark_safe", "RawSQL", "csrf_exempt", "eval", "exec", "pickle"}
DANGEROUS_CALLS = {"extra", "raw", "mark_safe"}


def _dangers(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.alias, str]]:
    """Names that must not be used, and `**request.POST` in a call."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in DANGEROUS_NAMES:
                yield node, name
            case ast.alias(name=name) if name in DANGEROUS_NAMES:
                yield node, name
            case ast.Call(func=ast.Attribute(attr=name)) if name in DANGEROUS_CALLS:
                yield node, f".{name}()"
            case ast.Call(keywords=words):
                spread = [each.value for each in words if each.arg is None]
                yield from (
                    (each, "**request") for each in spread if _is_of_request(each)
                )


def _is_of_request(node: ast.expr) -> bool:
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    return "request" in names


def test_the_reader_of_code_sees_dangers() -> None:
    text = "f(**request.GET.dict())\nrows.extra(x)\nmark_safe(y)"

    assert len(list(_dangers(ast.parse(text)))) == 3
