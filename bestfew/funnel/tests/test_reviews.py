"""Reviews: each is kept, two at once do not meet, the walk of the week ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel import queries
from bestfew.funnel.actions import (
    ObjectiveEnded,
    ReviewedMeanwhile,
    end,
    pause,
    review,
    take_review_back,
)
from bestfew.funnel.models import Objective, Review
from bestfew.funnel.rules import LATER, Alarm
from bestfew.funnel.tests.cast import make_objective
from bestfew.history.models import Event

pytestmark = pytest.mark.usefixtures("profile")
CLOSE = date(2026, 9, 1)


def say(
    objective: Objective,
    sure: int,
    *,
    by: Membership,
    at: datetime = NOON,
    close: date | None = CLOSE,
    seen: int | None = None,
) -> Review:
    return review(
        objective,
        expected_close_on=close,
        confidence=sure,
        by=by.user,
        at=at,
        seen=seen,
    )


def last(objective: Objective) -> Review:
    return queries.reviews_of(objective)[0]


def test_a_review_that_changes_nothing_is_kept_all_the_same(alice: Membership) -> None:
    flat = make_objective(alice, confidence=40, expected_close_on=CLOSE)

    say(flat, 40, by=alice, at=NOON + timedelta(days=7))

    assert Review.objects.filter(objective=flat).count() == 2
    assert Event.objects.about(flat).filter(verb="reviewed").count() == 1


def test_what_is_said_stands_in_the_objective_and_moves_it(alice: Membership) -> None:
    flat = make_objective(alice, place="best_few")
    assert flat.place == "best_few"

    say(flat, 60, by=alice, at=NOON + timedelta(days=1))

    assert (flat.confidence, flat.expected_close_on) == (60, CLOSE)
    assert flat.place == "in"


def test_sent_twice_is_said_once(alice: Membership) -> None:
    flat = make_objective(alice)
    seen = last(flat).pk

    one = say(flat, 60, by=alice, at=NOON + timedelta(hours=1), seen=seen)
    two = say(flat, 60, by=alice, at=NOON + timedelta(hours=1), seen=seen)

    assert one == two
    assert Review.objects.filter(objective=flat).count() == 2


def test_two_sellers_at_once_hear_of_each_other(
    alice: Membership, carol: Membership
) -> None:
    flat = make_objective(alice)
    seen = last(flat).pk
    say(flat, 60, by=carol, at=NOON + timedelta(hours=1), seen=seen)

    with pytest.raises(ReviewedMeanwhile) as meanwhile:
        say(flat, 80, by=alice, at=NOON + timedelta(hours=1), seen=seen)

    flat.refresh_from_db()
    assert flat.confidence == 60
    assert meanwhile.value.review.by == carol.user
    say(flat, 80, by=alice, at=NOON + timedelta(hours=2), seen=last(flat).pk)
    assert [each.confidence for each in queries.reviews_of(flat)] == [80, 60, 0]


def test_the_last_review_is_taken_back(alice: Membership) -> None:
    flat = make_objective(alice, confidence=40)
    made = say(flat, 70, by=alice, at=NOON + timedelta(days=1))

    take_review_back(made, by=alice.user, at=NOON + timedelta(days=1))

    flat.refresh_from_db()
    assert (flat.confidence, flat.expected_close_on) == (40, None)
    assert Review.objects.filter(objective=flat).count() == 1


def test_no_review_is_taken_back_from_under_a_later_one(alice: Membership) -> None:
    flat = make_objective(alice, confidence=40)
    made = say(flat, 70, by=alice, at=NOON + timedelta(days=1))
    say(flat, 80, by=alice, at=NOON + timedelta(days=2))

    with pytest.raises(ReviewedMeanwhile):
        take_review_back(made, by=alice.user, at=NOON + timedelta(days=2))

    flat.refresh_from_db()
    assert flat.confidence == 80


def test_what_has_ended_is_not_reviewed(alice: Membership) -> None:
    flat = make_objective(alice)
    end(flat, "lost", by=alice.user, at=NOON)

    with pytest.raises(ObjectiveEnded):
        say(flat, 50, by=alice)


def test_the_alarms_of_some_objectives_in_one_query(
    alice: Membership, django_assert_num_queries: object
) -> None:
    stuck, moving = (make_objective(alice, name, confidence=30) for name in "ab")
    for week in (1, 2):
        at = NOON + timedelta(days=7 * week)
        say(stuck, 30, by=alice, at=at, close=None)
        say(moving, 30 + week, by=alice, at=at, close=timezone.localdate(at))

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.alarms_of([stuck.pk, moving.pk])

    assert found == {stuck.pk: (Alarm.TIME, Alarm.UNCERTAINTY)}


def walk(member: Membership, since: datetime) -> list[str]:
    """Everything that is shown when each one is skipped."""
    found, part, after = [], "", ""
    while turn := queries.turn(member, since=since, part=part, after=after):
        found.append(turn.objective.name)
        part, after = turn.part, turn.after
    return found


def test_the_walk_goes_from_the_close_up_to_the_universe_and_ends(
    alice: Membership, carol: Membership
) -> None:
    for name, place in (
        ("u", "universe"),
        ("a", "above"),
        ("i", "in"),
        ("b", "best_few"),
    ):
        make_objective(alice, name, place=place)
    make_objective(alice, "i2", place="in")
    make_objective(carol, "carol's", place="in")
    paused = make_objective(alice, "paused", place="in")
    pause(paused, paused=True, by=alice.user, at=NOON)
    since = queries.week_of(NOON.date() + timedelta(days=7))

    assert walk(alice, since) == ["b", "i", "i2", "a", "u"]


def test_what_was_reviewed_this_week_is_done(alice: Membership) -> None:
    flat = make_objective(alice)
    monday = queries.week_of(NOON.date() + timedelta(days=7))
    assert queries.to_review(alice, since=monday).count() == 1

    say(flat, 50, by=alice, at=monday)

    assert queries.turn(alice, since=monday) is None


def test_a_week_begins_on_monday_in_the_zone_of_the_workspace() -> None:
    begin = queries.week_of(date(2025, 3, 12))

    assert begin.date() == date(2025, 3, 10)
    assert begin.tzinfo == timezone.get_current_timezone()


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 26), date(2026, 12, 26)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
    ids=str,
)
def test_a_month_later_is_the_same_day_of_the_next(day: date, later: date) -> None:
    assert LATER["month"](day) == later
