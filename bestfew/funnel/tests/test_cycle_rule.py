"""The normal cycle: own figure, blend, mean of the won (OQ-11); and what is stalled."""

from __future__ import annotations

from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules import (
    ALL_WON,
    ENOUGH_WON,
    LONGEST,
    Source,
    normal_cycle,
    stalled_after,
)


def test_the_mean_of_the_closed_ones_of_the_worked_example() -> None:
    cycle = normal_cycle([20, 30, 30, 45, 60, 90], own_figure=60)

    assert cycle.mean == pytest.approx(45.8333, abs=0.0001)
    assert cycle.median == 37.5


def test_four_won_are_too_few() -> None:
    cycle = normal_cycle([10, 20, 30, 40], own_figure=60)

    assert (cycle.days, cycle.source, cycle.won) == (60, Source.OWN, 4)
    assert (cycle.mean, cycle.median) == (25, 25)


@pytest.mark.parametrize(
    ("won", "days", "source"),
    [
        (4, 60, "own figure"),
        (5, 50, "blended"),
        (10, 40, "blended"),
        (19, 22, "blended"),
        (20, 20, "won mean"),
        (400, 20, "won mean"),
    ],
)
def test_each_won_one_takes_a_twentieth_from_the_own_figure(
    won: int, days: float, source: str
) -> None:
    cycle = normal_cycle([20] * won, own_figure=60)

    assert cycle.days == pytest.approx(days)
    assert cycle.source == source


def test_without_any_there_is_only_the_own_figure() -> None:
    cycle = normal_cycle([], own_figure=45)

    assert (cycle.days, cycle.mean, cycle.median, cycle.won) == (45, None, None, 0)


def test_a_sale_before_the_first_contact_is_a_fault_and_left_out() -> None:
    assert normal_cycle([-3, 10, 10, 10, 10], own_figure=60).won == 4


def test_ten_years_are_a_cycle_and_a_day_more_is_a_fault() -> None:
    cycle = normal_cycle([LONGEST, LONGEST + 1], own_figure=60)

    assert (cycle.won, cycle.mean) == (1, LONGEST)


def test_sold_at_first_contact_counts_but_leaves_a_half_to_be_within() -> None:
    cycle = normal_cycle([0] * ALL_WON, own_figure=60)

    assert (cycle.mean, cycle.days, cycle.source) == (0, 60, Source.OWN)


def test_stalled_is_what_is_older_than_nineteen_of_twenty_that_ended() -> None:
    assert stalled_after(dict.fromkeys(range(1, 21), 1)) == 19
    assert stalled_after({10: 18, 90: 2}) == 90
    assert stalled_after({10: 19, 90: 1}) == 10


def test_four_that_ended_and_faults_call_nothing_stalled() -> None:
    assert stalled_after({10: 4}) is None
    assert stalled_after({10: 4, -1: 9, LONGEST + 1: 9}) is None
    assert stalled_after({0: 5}) == 0


@given(st.lists(st.integers(0, 2_000), max_size=30), st.integers(1, 400))
def test_it_lies_between_the_mean_and_the_own_figure_and_is_never_nothing(
    days: list[int], own: int
) -> None:
    cycle = normal_cycle(days, own_figure=own)

    assert cycle.days > 0
    assert cycle.median == (median(days) if days else None)
    if len(days) < ENOUGH_WON or not any(days):
        assert cycle.days == own
    elif len(days) >= ALL_WON:
        assert cycle.days == pytest.approx(fmean(days))
    else:
        low, high = sorted([fmean(days), own])
        assert low - 1e-9 <= cycle.days <= high + 1e-9
