"""What views answer with: pages, parts of them, and toasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.web import http

pytestmark = pytest.mark.django_db

PAGE = """{% load partials %}<html>{% partialdef card inline %}<p>{{ name }}</p>
{% endpartialdef %}{% include "components/toasts.html" %}</html>"""

Ask = Callable[..., HttpRequest]


@pytest.fixture(autouse=True)
def _page(settings: Settings) -> None:
    """One template beside the real ones."""
    loader: list[Any] = [
        ("django.template.loaders.locmem.Loader", {"page.html": PAGE}),
        "django.template.loaders.app_directories.Loader",
    ]
    [options] = [dict(each) for each in settings.TEMPLATES]
    cached = ("django.template.loaders.cached.Loader", loader)
    loaders = [("template_partials.loader.Loader", [cached])]
    options["OPTIONS"] = options["OPTIONS"] | {"loaders": loaders}
    options.pop("APP_DIRS", None)
    settings.TEMPLATES = [options]
    assert engines["django"]


@pytest.fixture
def ask(rf: RequestFactory, alice: Membership) -> Ask:
    """A request as the middleware leaves it."""

    def nothing(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def make(path: str = "/", **kwargs: Any) -> HttpRequest:
        request = rf.post(path, **kwargs)
        request.user, request.member = alice.user, alice  # type: ignore[attr-defined]
        for middleware in (SessionMiddleware, MessageMiddleware, HtmxMiddleware):
            middleware(nothing)(request)
        return request

    return make


def htmx(**more: str) -> dict[str, Any]:
    return {"headers": {"HX-Request": "true", **more}}


def test_a_browser_gets_the_page_and_htmx_its_part(ask: Ask) -> None:
    facts = {"name": "Mai"}

    page = http.render_part(ask(), "page.html", facts, "card")
    part = http.render_part(ask(**htmx()), "page.html", facts, "card")

    assert page.content.startswith(b"<html><p>Mai</p>")
    assert part.content.strip() == b"<p>Mai</p>"
    assert page["Vary"] == part["Vary"] == "HX-Request"


def test_htmx_gets_the_page_where_no_part_is_named(ask: Ask) -> None:
    whole = http.render_part(ask(**htmx()), "page.html", {}, status=422)
    history = ask(**htmx(**{"HX-History-Restore-Request": "true"}))

    assert whole.content.startswith(b"<html>")
    assert whole.status_code == 422
    again = http.render_part(history, "page.html", {}, "card")
    assert again.content.startswith(b"<html>")


def test_a_part_brings_its_toast_along(ask: Ask) -> None:
    request = ask("/people/", **htmx(**{"HX-Current-URL": "http://testserver/p/?q=1"}))
    http.toast(request, "Saved.", undo_url="/undo/", undo_data={"event": 7})

    part = http.render_part(request, "page.html", {"name": "Mai"}, "card")

    text = " ".join(part.content.decode().split())
    assert 'hx-swap-oob="innerHTML:#toasts"' in text
    assert 'action="/undo/"' in text
    assert 'name="event" value="7"' in text
    assert 'name="next" value="/p/?q=1"' in text
    assert "csrfmiddlewaretoken" in text


def test_a_toast_waits_for_the_next_page(ask: Ask) -> None:
    request = ask()
    http.toast(request, "Saved <b>.")
    http.fault(request, "Not that.")

    text = http.render_part(request, "page.html", {}, "card").content.decode()

    assert "Saved &lt;b&gt;." in text
    assert "Not that." in text
    assert "<form" not in text


def test_a_redirect_loads_the_page_whole(ask: Ask) -> None:
    plain = http.redirect(ask(), "/people/")
    part = http.redirect(ask(**htmx()), "/people/")

    assert (plain.status_code, plain["Location"]) == (302, "/people/")
    assert (part.status_code, part["HX-Redirect"]) == (200, "/people/")


def test_back_goes_to_pages_of_ours_only(ask: Ask) -> None:
    def back_from(wanted: str) -> str:
        return http.back(ask(data={"next": wanted}), "/people/")["Location"]

    assert back_from("/funnel/") == "/funnel/"
    assert back_from("https://evil.example/") == "/people/"
    assert back_from("") == "/people/"
