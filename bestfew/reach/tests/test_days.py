"""Days are what the tallies and the log say, however these came."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log, take_back
from bestfew.activities.models import Activity
from bestfew.conftest import NOON
from bestfew.people.actions import add_person
from bestfew.people.models import Person
from bestfew.reach import actions
from bestfew.reach.counting import Counts, counted, entries_of
from bestfew.reach.models import ReachDay
from bestfew.reach.tests.cast import TODAY, count, days, make_channels
from bestfew.verify.reach import miscounted

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    return add_person(alice, name="Mai", at=NOON)


def test_200_calls_are_200_reached(alice: Membership, mai: Person) -> None:
    """C34, and a call that nobody answered is one, too."""
    make_channels()

    for outcome in ("spoke", "no_answer"):
        log(alice, about=mai, kind="call", at=NOON, outcome=outcome, minutes=2)

    assert days() == [(TODAY, "calls", 0, 2)]


@pytest.mark.parametrize(
    "deed",
    [
        {"kind": "note"},
        {"kind": "call", "is_incoming": True},
        {"kind": "meeting"},  # no channel of that medium here
    ],
)
def test_what_reaches_nobody_through_a_channel_counts_nowhere(
    alice: Membership, mai: Person, deed: dict[str, Any]
) -> None:
    make_channels()

    log(alice, about=mai, at=NOON, **deed)

    assert days() == []


def test_what_is_taken_back_counts_no_longer(alice: Membership, mai: Person) -> None:
    channels = make_channels()
    count(alice, channels["calls"], 10)
    logged = log(alice, about=mai, kind="call", at=NOON)

    take_back(logged.activity, by=alice.user, at=NOON)

    assert days() == [(TODAY, "calls", 10, 0)]


def test_typed_counts_are_added_to_logged_ones_and_a_total_covers_both(
    alice: Membership, mai: Person
) -> None:
    calls = make_channels()["calls"]
    log(alice, about=mai, kind="call", at=NOON)

    count(alice, calls, 10)
    assert days() == [(TODAY, "calls", 10, 1)]

    actions.set_total(alice, channel=calls, total=200, on=TODAY, at=NOON)
    assert days() == [(TODAY, "calls", 199, 1)]

    with pytest.raises(actions.NotMoreThanLogged):
        actions.set_total(alice, channel=calls, total=0, on=TODAY, at=NOON)


def test_a_day_is_one_of_the_workspaces_zone(alice: Membership, mai: Person) -> None:
    make_channels()

    with timezone.override(ZoneInfo("Asia/Ho_Chi_Minh")):
        log(alice, about=mai, kind="call", at=NOON.replace(hour=18))

        assert days() == [(TODAY + timedelta(days=1), "calls", 0, 1)]


def test_bulk_writing_and_erasing_comes_to_the_same_as_counting_anew(
    alice: Membership, carol: Membership, mai: Person
) -> None:
    channels = make_channels()
    count(alice, channels["calls"], 10)
    rows = Activity.objects.bulk_create(
        Activity(
            person=mai,
            kind=kind,
            at=NOON - timedelta(days=n % 3),
            by=(alice if n % 2 else carol).user,
            minutes=n,
            channel=channels["sms"] if kind == "message" else None,
            work="other",
        )
        for kind in ("call", "email", "message", "note")
        for n in range(4)
    )

    actions.log_moved(came=entries_of(row.pk for row in rows))
    assert as_kept() == counted()

    some = [row.pk for row in rows[:5]]
    actions.log_moved(went=entries_of(some))
    Activity.objects.filter(pk__in=some).delete()
    assert as_kept() == counted()

    before = days()
    actions.rebuild()
    assert days() == before


def as_kept() -> dict[object, object]:

    return {
        (row.user_id, row.on, row.channel_id, row.campaign_id): Counts(
            row.by_hand, row.from_log, row.given, row.minutes
        )
        for row in ReachDay.objects.all()
    }


def test_verify_finds_a_day_that_is_not_what_its_facts_say(alice: Membership) -> None:
    calls = make_channels()["calls"]
    count(alice, calls, 10)
    assert miscounted().rows == 0

    ReachDay.objects.update(by_hand=11)
    assert miscounted().rows == 1

    ReachDay.objects.all().delete()
    assert miscounted().rows == 1


def test_a_log_from_before_there_were_tallies_is_counted(
    alice: Membership, mai: Person
) -> None:
    migration = import_module("bestfew.reach.migrations.0002_count_the_log")
    make_channels()
    for kind in ("call", "email", "note"):
        log(alice, about=mai, kind=kind, at=NOON, minutes=3)
    before = as_kept()
    ReachDay.objects.all().delete()

    migration.count_the_log(apps, None)

    assert before
    assert as_kept() == before


def test_a_sellers_day_is_found_by_its_index(alice: Membership) -> None:
    """Not among all that the workspace ever logged: every call asks for it."""
    make_channels()

    with CaptureQueriesContext(connection) as asked:
        actions.refresh_days([(alice.user_id, TODAY)])

    assert len(asked) > 3
    assert [each["sql"] for each in asked if "IS NULL OR" in each["sql"]] == []
