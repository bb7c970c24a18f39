"""Twice in a calendar month, and no gap over 16 days (A27, OQ-15)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules.agenda import TEMPLATE, Point, now_at, shared_out
from bestfew.teams.rules.rhythm import (
    LONGEST_GAP,
    Reason,
    Week,
    Why,
    alarm,
    months,
    weeks,
)

TODAY = date(2026, 5, 21)
SINCE = date(2025, 11, 1)
ALL_WELL = {"held": [date(2026, 4, 14), date(2026, 4, 28), date(2026, 5, 12)]}
PLANNED = [date(2026, 5, 26), date(2026, 6, 9), date(2026, 6, 23)]


def why(held: list[date], planned: list[date], today: date = TODAY) -> list[Reason]:
    return list(alarm(held, planned, since=SINCE, today=today))


def test_two_a_month_are_well() -> None:
    assert why(ALL_WELL["held"], PLANNED) == []


def test_a_month_with_one_meeting_was_missed() -> None:
    held = [date(2026, 4, 14), date(2026, 5, 12)]

    assert why(held, PLANNED) == [Reason(Why.MISSED, date(2026, 4, 1), 1)]


def test_a_month_may_still_be_saved() -> None:
    planned = [date(2026, 6, 2), date(2026, 6, 16)]

    assert why(ALL_WELL["held"], planned) == [
        Reason(Why.SHORT, date(2026, 5, 1), 1),
        Reason(Why.GAP, day=date(2026, 5, 12), gap=21),
    ]


def test_sixteen_days_are_no_gap_and_seventeen_are() -> None:
    held = [date(2026, 4, 14), date(2026, 4, 28), date(2026, 5, 12)]
    first = date(2026, 5, 26)

    assert why(held, [first, first + timedelta(days=LONGEST_GAP)]) == []
    assert why(held, [first, first + timedelta(days=LONGEST_GAP + 1)]) == [
        Reason(Why.GAP, day=first, gap=17)
    ]


def test_nothing_planned_is_said_before_gaps() -> None:
    assert why(ALL_WELL["held"], []) == [Reason(Why.NOTHING)]
    assert why(ALL_WELL["held"], [date(2026, 5, 12)]) == [Reason(Why.NOTHING)]


def test_a_new_team_is_not_blamed_for_the_month_it_began_in() -> None:
    found = alarm([], PLANNED, since=date(2026, 5, 15), today=TODAY)

    assert found == ()
    assert alarm([], PLANNED, since=date(2026, 4, 2), today=TODAY) == (
        Reason(Why.SHORT, date(2026, 5, 1), 1),
        Reason(Why.GAP, day=date(2026, 4, 2), gap=54),
    )


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(st.sets(days), st.sets(days), days, days)
def test_more_meetings_never_make_it_worse(
    held: set[date], planned: set[date], since: date, today: date
) -> None:
    over = {day for day in held if day <= today}
    counted = (Why.MISSED, Why.SHORT)
    before = alarm(over, planned, since=since, today=today)
    full = over | {today.replace(day=1) - timedelta(days=each) for each in (1, 2)}
    after = alarm(full, planned | {today}, since=since, today=today)

    assert Why.MISSED not in [each.why for each in after]
    assert len([r for r in after if r.why in counted]) <= len(
        [r for r in before if r.why in counted]
    ) or Why.NOTHING in [r.why for r in before]


def test_weeks_of_the_picture() -> None:
    found = weeks(
        [date(2026, 5, 12)],
        [date(2026, 5, 26)],
        [date(2026, 5, 20)],
        first=date(2026, 5, 14),
        last=date(2026, 5, 26),
    )

    assert found == [
        Week(date(2026, 5, 11), 1, 0, 0),
        Week(date(2026, 5, 18), 0, 0, 1),
        Week(date(2026, 5, 25), 0, 1, 0),
    ]
    assert months(date(2025, 12, 31), date(2026, 2, 1)) == [
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip


def test_promises_come_right_after_attendance() -> None:
    assert [point.key for point in TEMPLATE[:2]] == ["attendance", "promises"]
    assert TEMPLATE[-1].key == "next"
    assert sum(point.minutes for point in TEMPLATE) == 60


@given(st.lists(st.integers(0, 60), min_size=1, max_size=20), st.integers(1, 600))
def test_an_agenda_fills_its_minutes(each: list[int], minutes: int) -> None:
    points = [Point("own", length) for length in each]

    shared = shared_out(points, minutes)

    if minutes >= len(points):
        assert sum(point.minutes for point in shared) == minutes
        assert sum(each) == minutes or min(point.minutes for point in shared) >= 1
    else:
        assert shared == points


def test_the_first_point_that_is_not_done_is_on() -> None:
    assert now_at([True, False, True]) == 1
    assert now_at([True]) is None
