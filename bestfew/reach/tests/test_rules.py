"""What counts, on which day, at what cost; streaks and steadiness."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bestfew.reach import rules

THURSDAY = date(2026, 5, 21)
WEEK = (1, 2, 3, 4, 5)


def ago(days: int) -> date:
    return THURSDAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("ahead", "stays"), [(0, True), (1, True), (2, False), (-60, True), (-61, False)]
)
def test_a_wrong_clock_puts_an_entry_to_today(ahead: int, stays: bool) -> None:
    told = THURSDAY + timedelta(days=ahead)

    found = rules.day_of(told, today=THURSDAY)

    assert found == (rules.Told(told) if stays else rules.Told(THURSDAY, told))


@pytest.mark.parametrize(
    ("kind", "is_incoming", "counts"),
    [("call", False, True), ("note", False, False), ("call", True, False)],
)
def test_what_goes_out_is_a_contact(kind: str, is_incoming: bool, counts: bool) -> None:
    assert rules.is_contact(kind, is_incoming=is_incoming) is counts


def test_a_contact_costs_what_its_channel_or_its_campaign_does() -> None:
    each = Decimal("0.04")

    assert rules.cost_of(500, each) == 20
    assert rules.cost_of(250, each, batch=Decimal(60), planned=500) == 30
    assert rules.cost_of(250, each, batch=Decimal(60)) == 10


def test_a_streak_is_working_days_in_a_row_and_today_is_not_over() -> None:
    targets = {ago(day): 10 for day in range(8)}
    reached = {ago(1): 10, ago(2): 12, ago(3): 11, ago(6): 10, ago(7): 9}

    def found(**facts: int) -> int:
        here = reached | {THURSDAY: facts["today"]}
        return rules.streak(here, targets, today=THURSDAY, working_days=WEEK)

    assert found(today=3) == 4  # Wednesday, Tuesday, Monday, Friday; not Thursday
    assert found(today=10) == 5


def test_without_a_target_there_is_no_streak() -> None:
    reached = {THURSDAY: 10, ago(1): 10}

    assert not rules.streak(reached, {}, today=THURSDAY, working_days=WEEK)


def test_steadiness_is_the_worst_week_over_the_mean() -> None:
    even = {ago(day): 10 for day in range(28)}
    peaks = {ago(day): 40 for day in range(7)}

    assert rules.steadiness(even, until=THURSDAY, days=28) == 1
    assert rules.steadiness(peaks, until=THURSDAY, days=28) == 0
    assert rules.steadiness({}, until=THURSDAY, days=28) is None


def test_a_day_on_one_channel_of_several_is_a_single_channel_day() -> None:
    assert rules.is_single_channel({1: 200}, usual=3)
    assert not rules.is_single_channel({1: 200}, usual=1)
    assert not rules.is_single_channel({1: 200, 2: 1}, usual=3)
    assert not rules.is_single_channel({}, usual=3)


@pytest.mark.parametrize(
    ("reached", "day_is_over", "missing"),
    [
        ({}, False, True),
        ({ago(1): 5}, False, False),
        ({ago(1): 5}, True, True),
        ({THURSDAY: 5}, True, False),
        ({THURSDAY: 5}, False, False),
    ],
)
def test_a_missing_log_is_noticed(
    reached: dict[date, int], day_is_over: bool, missing: bool
) -> None:
    found = rules.is_log_missing(
        reached, today=THURSDAY, working_days=WEEK, day_is_over=day_is_over
    )

    assert found is missing


def test_the_share_given_by_the_company() -> None:
    assert rules.given_share(50, 200) == 0.25
    assert rules.given_share(0, 0) is None
