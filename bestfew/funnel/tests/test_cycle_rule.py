"""The normal cycle: the mean of won ones, once there are five (OQ-11)."""

from __future__ import annotations

from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules import ENOUGH_WON, normal_cycle


def test_the_mean_of_the_closed_ones_of_the_worked_example() -> None:
    cycle = normal_cycle([20, 30, 30, 45, 60, 90], own_figure=60)

    assert cycle.mean == pytest.approx(45.8333, abs=0.0001)
    assert cycle.days == cycle.mean
    assert cycle.median == 37.5
    assert not cycle.is_own_figure


def test_four_won_are_too_few() -> None:
    cycle = normal_cycle([10, 20, 30, 40], own_figure=60)

    assert (cycle.days, cycle.is_own_figure, cycle.won) == (60, True, 4)
    assert (cycle.mean, cycle.median) == (25, 25)


def test_without_any_there_is_only_the_own_figure() -> None:
    cycle = normal_cycle([], own_figure=45)

    assert (cycle.days, cycle.mean, cycle.median, cycle.won) == (45, None, None, 0)


def test_a_sale_before_the_first_contact_is_a_fault_and_left_out() -> None:
    assert normal_cycle([-3, 10, 10, 10, 10], own_figure=60).won == 4


def test_sold_at_first_contact_counts_but_leaves_a_half_to_be_within() -> None:
    cycle = normal_cycle([0, 0, 0, 0, 0], own_figure=60)

    assert (cycle.mean, cycle.days, cycle.is_own_figure) == (0, 60, True)


@given(st.lists(st.integers(0, 2_000), max_size=30), st.integers(1, 400))
def test_it_is_the_mean_or_the_own_figure_and_never_nothing(
    days: list[int], own: int
) -> None:
    cycle = normal_cycle(days, own_figure=own)

    assert cycle.days > 0
    if len(days) >= ENOUGH_WON and any(days):
        assert cycle.days == pytest.approx(fmean(days))
        assert cycle.median == median(days)
    else:
        assert cycle.days == own
