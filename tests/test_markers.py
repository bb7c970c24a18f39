"""What somebody typed is shown as they typed it, and never obeyed (trust.md B2).

Each marker goes into every text that a form takes, then onto every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from bestfew.imports import actions as imports
from tests.form import Form
from tests.forms import forms
from tests.reading import read
from tests.routes import Route, read_inventory
from tests.world import World, make_world

IMAGE = "<img src=x onerror=alert(1)>"
BRACES = "{{7*7}}{% now %}${7*7}"
SCRIPT = "javascript:alert(1)"
QUOTES = "\"' onmouseover=alert(1) x='"
MARKERS = {"image": IMAGE, "braces": BRACES, "script": SCRIPT, "quotes": QUOTES}
TEXTS = {
    "name", "value", "organisation", "title", "tag", "text", "answer", "how", "fit",
    "next_deed", "reason", "accepted_because", "note", "call_to_action", "close",
    "what", "form-0-question", "form-0-hint", "summary", "why", "place", "substitute",
    "agreed_how",
}  # fmt: skip
"""Fields that keep whatever text is typed."""
PLAIN = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LAST = ("accounts:workspace", "accounts:language", "funnel:end", "onboarding:start")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=MARKERS.values(), ids=list(MARKERS))
def marked(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[World, str]]:
    """A world in which everything is called by the marker."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        with override_settings(STORAGES=PLAIN):
            _mark(world, request.param)
        yield world, request.param
        transaction.set_rollback(True)


def _mark(world: World, marker: str) -> None:
    client = world.browser("alice")
    for form in [*forms(), *_more()]:
        if form.route in LAST or form.label == "counts":
            continue
        for name in TEXTS & form.data.keys():
            if not form.data[name][:1].isdigit():
                form = form.with_(name, _fitting(form, name, marker))
        status = form.send(client, world.alices).status_code
        assert status < HTTPStatus.INTERNAL_SERVER_ERROR, form
    cell = marker.replace('"', '""')
    with world.inside("alice") as alice:
        imports.upload(
            alice,
            noun="people",
            file_name=f"{marker}.csv",
            chunks=[f'Name,"{cell}"\n"{cell}",x\n'.encode()],
            at=world.alices["import"].uploaded_at,
        )


def _fitting(form: Form, name: str, marker: str) -> str:
    """A number and an address must look like one; the rest is as one likes."""
    return form.data[name] if form.label in ("phone", "email") else marker


def _more() -> Iterator[Form]:
    data = {"value": "", "before": "Ottilie Person"}
    yield Form("people:edit", "person", data, ("name",))
    yield Form("people:edit", "person", {"value": "", "before": "Ottilie note"},
               ("note",))  # fmt: skip
    data = {"value": "", "before": "Ottilie Ltd"}
    yield Form("people:edit-organisation", "organisation", data, ("name",))
    data = {"name": "", "before": "Ottilie edited"}
    yield Form("funnel:edit", "objective", data, ("name",))


PAGES = [each for each in read_inventory() if "GET" in each.guards]
SKIPPED = {"accounts:sign-in", "accounts:join"}
SHOWN_ON = {
    "desk:today", "desk:person", "people:list", "people:organisation",
    "people:organisations", "funnel:funnel", "funnel:objective",
    "activities:follow-ups", "activities:log", "imports:list", "markets:offerings",
    "prospecting:profiles", "accounts:settings",
}  # fmt: skip


@pytest.mark.parametrize(
    "route", [each for each in PAGES if each.name not in SKIPPED], ids=str
)
def test_a_page_shows_what_was_typed_and_obeys_nothing(
    marked: tuple[World, str], route: Route
) -> None:
    world, marker = marked
    response: Any = world.browser("alice").get(route.url(world.alices))

    body = response.getvalue() if response.streaming else response.content
    text = body.decode()
    assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    if response.headers.get("Content-Type", "").startswith("text/html"):
        assert read(text).obeyed == []
    if str(route) in SHOWN_ON:
        assert marker in unescape(text)


def test_a_search_shows_its_words_again(marked: tuple[World, str]) -> None:
    world, marker = marked
    for name in ("people:list", "people:organisations", "funnel:open", "people:add"):
        for word in ("q", "name"):
            response = world.browser("alice").get(
                reverse(name), query_params={word: marker}
            )

            assert read(response.content.decode()).obeyed == []
