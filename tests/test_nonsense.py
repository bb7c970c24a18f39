"""Whatever is typed, nothing breaks: a sentence comes back (trust.md B1, B9, B10)."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.form import Form
from tests.forms import forms
from tests.row_locks import locked_outside
from tests.world import Nouns, World

BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR
FORMS = list(forms())

TEXTS = {
    "NUL": "a\x00b",
    "lone surrogate": "a\ud800b",
    "control characters": "a\x01\x08\x1b\x7f\u2028\r\nBcc: x",
    "right to left": "\u202egnp.exe",
    "long": "x" * 100_001,
    "many words": "a " * 3_000,
    "query": "'; DROP TABLE x; --",
    "percents": "%s %(name)s %",
    "braces": "{0.__class__} {{ 7*7 }} {% now 'Y' %}",
    "marks": "Z\u0301\u0323" * 40 + "\U00020000👩‍👩‍👧",
}
NUMBERS = {
    "huge": "1" + "0" * 30,
    "very long": "9" * 5_000,
    "negative": "-1",
    "no number": "NaN",
    "infinite": "Infinity",
    "huge exponent": "1e1000000",
    "Thai digits": "๑๒๓",
    "superscript": "²",
}
DAYS = {
    "day nought": "0000-00-00",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "29 February": "2027-02-29",
    "first moment": "0001-01-01T00:00",
    "last moment": "9999-12-31T23:59",
    "week": "2026-W01-1",
}
NONSENSE = TEXTS | NUMBERS | DAYS
DATED = {"expected_close_on", "on", "on_day", "at", "value", "due_on", "until"}
TEAMS = ("team:", "guest:", "network:thank")
PAGES = ("desk:today", "funnel:funnel", "people:list", "planning:plan", "planning:week",
         "planning:time",
         "activities:follow-ups", "markets:offerings")  # fmt: skip

pytestmark = pytest.mark.django_db


DOUBTFUL = {
    "accounts:workspace",
    "activities:assign",
    "onboarding:start",
    "prospecting:add-profile-counts",
    "mailings:returned",
    "network:refer-keys",
    "network:take",
    "network:take-keys",
    "guest:give-slip-keys",
    "team:give-slip-keys",
    "team:say-rivals",
}
"""What cannot be filled in well without more."""


@pytest.fixture
def far_east(world: World) -> World:
    """Where the first moment that there is lies before it, in universal time."""
    workspace = world.members["alice"].workspace
    type(workspace).objects.filter(pk=workspace.pk).update(zone="Asia/Ho_Chi_Minh")
    return world


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_form_is_filled_in_well(world: World, form: Form) -> None:
    """Else the tests below would not come as far as they should."""
    with locked_outside() as outside:
        status = form.send(world.browser("alice"), world.alices).status_code

    assert status < HTTPStatus.BAD_REQUEST or str(form) in DOUBTFUL
    assert not outside


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_nonsense_in_a_form_breaks_nothing(far_east: World, form: Form) -> None:
    """Neither when it is sent, nor on the pages that show what was taken."""
    broken = [
        f"{name} = {what}: {where}"
        for name in form.data
        for what, value in _fitting(form.data[name]).items()
        for where in _broken(
            far_east, form.with_(name, value), look=name in DATED and what in DAYS
        )
    ]

    assert not broken


def _fitting(well: str) -> dict[str, str]:
    """Every nonsense where a number, a day or nothing stood; else that of texts."""
    return NONSENSE if not well or well[0].isdigit() else TEXTS


def _broken(world: World, form: Form, *, look: bool) -> list[str]:
    with transaction.atomic():
        client = world.browser("alice")
        response = form.send(client, world.alices)
        if response.status_code >= BROKEN:
            found = ["sending it"]
        elif look and response.status_code < HTTPStatus.BAD_REQUEST:
            found = _broken_pages(client, world.alices, form.route)
        else:
            found = []
        transaction.set_rollback(True)
    return found


def _broken_pages(client: Client, nouns: Nouns, route: str) -> list[str]:
    urls = [
        *(_pages_of_teams(nouns) if route.startswith(TEAMS) else ()),
        *(reverse(name) for name in PAGES),
        nouns["person"].get_absolute_url(),
        reverse("funnel:objective", args=[nouns["objective"].pk]),
    ]
    return [url for url in urls if client.get(url).status_code >= BROKEN]


def _pages_of_teams(nouns: Nouns) -> Iterator[str]:
    for door, key in (("team", nouns["team"].pk), ("guest", nouns["guest_secret"])):
        for name in ("team", "meetings", "health", "referrals"):
            yield reverse(f"{door}:{name}", args=[key])
    yield reverse("team:meeting", args=[nouns["team"].pk, nouns["meeting"].pk])
    yield reverse("network:home")
    yield reverse("network:referral", args=[nouns["referral"].pk])


ASKED = {
    "people:list": "q mine state tag source due no_contact order after",
    "people:organisations": "q after",
    "people:duplicates": "name reach",
    "people:add": "name reach",
    "prospecting:qualify": "person after state profile",
    "funnel:funnel": "part by after offering kind seller stalled",
    "funnel:open": "person organisation q",
    "funnel:over-time": "period first last",
    "funnel:stalled": "target",
    "funnel:cycle": "offering kind",
    "funnel:week": "part after",
    "levels:levels": "period first last way seller cohort",
    "levels:team": "period first last",
    "levels:plan": "start mix reach sales income answer prospect view buy each days"
    " hours",
    "levels:plan-card": "start reach sales answer each days hours",
    "reach:reach": "after",
    "reach:count": "campaign next",
    "activities:log": "person organisation objective follow_up q kind",
    "activities:follow-ups": "whose after",
    "activities:plan": "person organisation objective",
    "imports:list": "after",
    "campaigns:list": "after",
    "imports:upload": "noun",
    "imports:export": "noun format exact",
    "duplicates:review": "after",
    "duplicates:merged": "after",
    "mailings:list": "after",
    "mailings:write": "campaign",
    "onboarding:start": "language trade",
    "planning:week": "week",
    "planning:time": "weeks",
    "planning:export": "weeks format",
    "account_login": "next",
    "network:home": "team",
    "network:sphere": "after",
    "network:add-partner": "person organisation profession",
    "network:professions": "market",
    "network:referrals": "way after",
    "network:refer": "person to team meeting",
    "team:referrals": "after",
    "team:stories": "after",
    "team:give-slip": "to meeting",
    "guest:referrals": "after",
    "guest:stories": "after",
    "guest:give-slip": "to meeting",
}
SHOWN = {
    "desk:person": ("person", "story before"),
    "imports:import": ("import", "outcome after"),
    "mailings:mailing": ("draft", "reader"),
    "people:organisation": ("organisation", "q"),
    "campaigns:leaflet": ("campaign", "size language headline call_to_action bleed"),
    "campaigns:qr": ("campaign", "download"),
    "duplicates:pair": ("pair", "after"),
    "network:candidates": ("seat", "name"),
    "funnel:find-influence": ("objective", "q role"),
    "team:news": ("meeting", "seen"),
    "guest:news": ("meeting", "seen"),
}
PAGES_ASKED = [
    *((name, "", words) for name, words in ASKED.items()),
    *((name, noun, words) for name, (noun, words) in SHOWN.items()),
]
ADDRESSES = [
    *((*each, "") for each in PAGES_ASKED),
    *((*each, "more") for each in PAGES_ASKED if "after" in each[-1].split()),
]
"""Each with the part that is asked for: the whole page, or what comes after."""
KEYS = {
    "password": "password",
    "relation": "owner__password",
    "connector": "_connector",
    "no tag": "abc",
    "rest": "rest",
    "signed by nobody": "W1sicGsiXV0:1x:y",
    "two": "1,2",
}


IN_ADDRESSES = {
    what: value
    for what, value in {**NONSENSE, **KEYS}.items()
    if what in {*TEXTS, *KEYS, "huge", "very long", "negative", "last day"}
    and what != "lone surrogate"
}


@pytest.mark.parametrize(("name", "noun", "words", "target"), ADDRESSES)
def test_nonsense_in_an_address_breaks_nothing(
    far_east: World, name: str, noun: str, words: str, target: str
) -> None:
    client = far_east.browser("alice")
    url = Form(name, noun, {}).url(far_east.alices)
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}

    broken = [
        f"{word} = {what}"
        for word in words.split()
        for what, value in IN_ADDRESSES.items()
        if client.get(
            url, query_params={word: value}, headers=headers
        ).status_code >= BROKEN
    ]  # fmt: skip

    assert not broken


@pytest.mark.parametrize("key", ["_connector", "owner__password", "order_by", "x)--"])
def test_a_filter_that_we_do_not_have_is_not_applied(world: World, key: str) -> None:
    url, client = reverse("people:list"), world.browser("alice")

    assert (
        client.get(url, query_params={key: "x"}).content.count(b"<article")
        == client.get(url).content.count(b"<article")
    )  # fmt: skip


MUST_NOT = {
    "number": [NUMBERS[key] for key in ("huge", "negative", "no number", "infinite")],
    "day": [DAYS[key] for key in ("day nought", "29 February")],
}
REFUSED = [
    ("funnel:open", "", "value", "number"),
    ("funnel:open", "", "confidence", "number"),
    ("funnel:open", "", "expected_close_on", "day"),
    ("funnel:edit", "value", "value", "number"),
    ("funnel:edit", "confidence", "confidence", "number"),
    ("funnel:edit", "expected_close_on", "expected_close_on", "day"),
    ("funnel:review", "", "confidence", "number"),
    ("funnel:review", "", "expected_close_on", "day"),
    ("funnel:end", "", "value", "number"),
    ("funnel:end", "", "on", "day"),
    ("markets:add-offering", "", "price", "number"),
    ("markets:add-offering", "", "normal_cycle_days", "number"),
    ("markets:edit-offering", "", "price", "number"),
    ("planning:plan", "", "above", "number"),
    ("activities:log", "", "minutes", "number"),
    ("activities:log", "", "at", "day"),
    ("activities:log", "", "on_day", "day"),
    ("activities:plan", "", "on_day", "day"),
    ("people:keep-birthday", "", "day", "number"),
    ("people:keep-birthday", "", "year", "number"),
    ("people:edit", "obtained", "value", "day"),
    ("campaigns:add", "", "planned", "number"),
    ("campaigns:add", "", "cost", "number"),
    ("campaigns:add", "", "starts_on", "day"),
    ("campaigns:edit", "", "ends_on", "day"),
    ("accounts:workspace-settings", "", "week_hours", "number"),
    ("accounts:workspace-settings", "", "normal_cycle_days", "number"),
]


@pytest.mark.parametrize(("route", "more", "name", "what"), REFUSED)
def test_a_wrong_number_or_day_is_told_in_a_sentence(
    world: World, route: str, more: str, name: str, what: str
) -> None:
    form = next(
        each
        for each in FORMS
        if each.route == route and name in each.data and more in ("", *each.more)
    )

    for value in MUST_NOT[what]:
        response = form.with_(name, value).send(world.browser("alice"), world.alices)

        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, value
        assert "error" in response.content.decode(), value


QUEUED = {
    "nothing": "{}",
    "no list": '{"entries": {"0": {}}}',
    "no entries": '{"entries": [null, 1, [], "x"]}',
    "lists for scalars": '{"entries": [{"submit_id": [1], "count": {"n": [2]}}]}',
    "numbers that are none": '{"entries": [{"submit_id": "a", "count": NaN}]}',
    "infinite": '{"entries": [{"submit_id": "a", "channel": 1e999, "count": -1e999}]}',
    "longest number": f'{{"entries": [{{"count": {"9" * 5_000}}}]}}',
    "deep": '{"entries": ' + "[" * 100_000,
    "too many": f'{{"entries": [{", ".join(["{}"] * 201)}]}}',
    "too much": f'{{"entries": [{{"submit_id": "{"x" * 5_100_000}"}}]}}',
    "no text": "\xff\x00",
}


@pytest.mark.parametrize("body", QUEUED.values(), ids=QUEUED)
def test_nonsense_from_a_phone_breaks_nothing(far_east: World, body: str) -> None:
    browser, url = far_east.browser("alice"), reverse("reach:queue")

    answer = browser.post(url, body.encode("latin-1"), content_type="application/json")

    assert answer.status_code < BROKEN
    assert b"counted" not in answer.content
