"""The private calendar address: what it shows, to whom, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep, plan
from bestfew.conftest import NOON, signed_in
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.planning import actions
from bestfew.planning.feed import token_of
from bestfew.planning.models import CalendarFeed
from bestfew.planning.rules.week import Slot

pytestmark = pytest.mark.usefixtures("in_workspace")

TODAY = NOON.date()
MONDAY = date(2026, 5, 18)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def address(member: Membership, *, steps: bool = False) -> str:
    feed = actions.open_feed(member, with_next_steps=steps, at=NOON)
    return reverse("planning:feed", args=[token_of(feed)])


def events(url: str) -> list[Any]:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"]
    assert not answer.cookies
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def named(found: list[Any], text: str) -> list[Any]:
    return [each for each in found if text in str(each["summary"])]


def test_it_shows_every_morning_and_what_was_planned(alice: Membership) -> None:
    actions.add_block(alice, Slot(TODAY, 14 * 60, 90, "close"), what="Mai", at=NOON)

    found = events(address(alice))

    (block,) = named(found, "Close: Mai")
    assert block.decoded("dtstart") == datetime.combine(TODAY, time(14), LONDON)
    assert block.decoded("dtend") == datetime.combine(TODAY, time(15, 30), LONDON)
    assert block["class"] == "PRIVATE"
    mornings = named(found, "protected morning")
    assert len(mornings) > 10
    assert {each.decoded("dtstart").time() for each in mornings} == {time(9)}


def test_a_changed_zone_keeps_the_clock_and_moves_the_moment(alice: Membership) -> None:
    actions.add_block(alice, Slot(TODAY, 9 * 60, 60, "close"), what="Mai", at=NOON)
    url = address(alice)

    alice.workspace.zone = "Asia/Shanghai"
    alice.workspace.save()

    (block,) = named(events(url), "Close: Mai")
    shanghai = ZoneInfo("Asia/Shanghai")
    assert block.decoded("dtstart") == datetime.combine(TODAY, time(9), shanghai)


def test_what_was_dropped_is_not_in_it(alice: Membership) -> None:
    url = address(alice)
    before = len(events(url))
    morning = actions.store_morning(alice, MONDAY, at=NOON)
    assert len(events(url)) == before

    actions.drop(morning, reason="Ill", by=alice, at=NOON)

    assert len(events(url)) == before - 1


def test_names_stay_and_versions_grow(alice: Membership) -> None:
    url = address(alice)
    usual = events(url)[0]
    morning = actions.store_morning(alice, MONDAY, at=NOON)
    stored = events(url)[0]
    actions.move(morning, Slot(TODAY, 540, 240), by=alice, at=NOON)
    moved = events(url)[0]

    assert usual["uid"] == stored["uid"] == moved["uid"]
    assert [each["sequence"] for each in (usual, stored, moved)] == [0, 0, 1]


def test_nine_stays_nine_when_clocks_change(alice: Membership) -> None:
    found = Client().get(address(alice)).content

    calendar: Any = Calendar.from_ical(found)
    assert [str(each["tzid"]) for each in calendar.walk("VTIMEZONE")] == [
        "Europe/London"
    ]
    starts = [each.decoded("dtstart") for each in calendar.walk("VEVENT")]
    assert {start.time() for start in starts} == {time(9)}
    assert b"DTSTART;TZID=Europe/London:20260518T090000" in found


def test_the_same_facts_give_the_same_file(alice: Membership) -> None:
    url = address(alice, steps=True)

    assert Client().get(url).content == Client().get(url).content


def test_next_steps_are_in_it_only_when_asked(alice: Membership) -> None:
    person = make_person(alice, "Mai Trần")
    at_ten = NextStep(TODAY + timedelta(days=1), time(10), what="Call\r\nBEGIN:VALARM")
    plan(alice, person, at_ten, at=NOON)
    plan(alice, make_person(alice, "Minh"), NextStep(TODAY, what="Write"), at=NOON)

    assert not named(events(address(alice)), "Mai Trần")
    found = events(address(alice, steps=True))

    (call,) = named(found, "Mai Trần")
    assert str(call["summary"]) == "Call BEGIN:VALARM: Mai Trần"
    assert call.decoded("dtstart") == datetime(2026, 5, 22, 10, tzinfo=LONDON)
    (write,) = named(found, "Minh")
    assert write.decoded("dtstart") == TODAY


def test_who_said_no_is_not_in_it(alice: Membership) -> None:
    plan(alice, make_person(alice, "Mai"), NextStep(TODAY), at=NOON)
    Person.objects.update(do_not_contact=True)

    assert not named(events(address(alice, steps=True)), "Mai")


def test_it_shows_what_its_user_may_see_now(
    alice: Membership, carol: Membership
) -> None:
    person = make_person(carol, "Mai")
    plan(carol, person, NextStep(TODAY), at=NOON)
    url = address(carol, steps=True)
    assert named(events(url), "Mai")

    Person.objects.update(owner=alice.user)

    assert not named(events(url), "Mai")


def test_a_new_address_ends_the_old_one(alice: Membership) -> None:
    old = address(alice)
    new = address(alice)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert actions.end_feed(alice, at=NOON)
    assert not actions.end_feed(alice, at=NOON)
    assert Client().get(new).status_code == 404


def test_who_left_or_may_not_sign_in_has_none(
    alice: Membership, carol: Membership
) -> None:
    url = address(carol)
    carol.user.is_active = False
    carol.user.save()
    assert Client().get(url).status_code == 404
    carol.user.is_active = True
    carol.user.save()
    assert Client().get(url).status_code == 200

    carol.leave(at=NOON)

    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, -1), slice(0, 0)])
def test_an_address_that_we_did_not_write_is_none(
    alice: Membership, cut: slice
) -> None:
    feed = actions.open_feed(alice, with_next_steps=False, at=NOON)
    token = token_of(feed)[cut] or "x"

    answer = Client().get(reverse("planning:feed", args=[token]))

    assert answer.status_code == 404


def test_it_signs_nobody_in(alice: Membership) -> None:
    client = Client()
    client.get(address(alice))

    assert client.get(reverse("planning:week")).status_code == 302


def test_the_page_opens_and_ends_it(alice: Membership) -> None:
    client, page = signed_in(alice), reverse("planning:calendar")
    assert "No calendar reads your week." in client.get(page).content.decode()

    client.post(reverse("planning:open-calendar"), {"with_next_steps": "on"})
    feed = CalendarFeed.objects.get(ended_at=None)
    assert feed.with_next_steps
    assert token_of(feed) in client.get(page).content.decode()
    for _twice in range(2):
        client.post(reverse("planning:end-calendar"))

    assert not CalendarFeed.objects.filter(ended_at=None).exists()


def test_nobody_sees_anothers_address(alice: Membership, carol: Membership) -> None:
    address(alice)

    said = signed_in(carol).get(reverse("planning:calendar")).content.decode()

    assert "No calendar reads your week." in said


def test_a_name_of_many_lines_ends_none(alice: Membership) -> None:
    """Some programs take a bare carriage return for the end of a line (B9)."""
    alice.workspace.name = "Acme\rX-EVIL:1\nX-EVIL:2"
    alice.workspace.save()

    answer = Client().get(address(alice))

    assert b"\rX-EVIL" not in answer.content
    assert b"\nX-EVIL" not in answer.content
    name = str(Calendar.from_ical(answer.content)["x-wr-calname"])
    assert name.startswith("Acme X-EVIL")
