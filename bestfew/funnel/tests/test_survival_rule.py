"""Kaplan-Meier and Aalen-Johansen: the worked numbers, and lifelines as the oracle."""

from __future__ import annotations

import random
from typing import Any, cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.utils import median_survival_times, restricted_mean_survival_time

from bestfew.funnel.rules import Curve, Tally, curve, weight

WON, LOST, OPEN = "won", "lost", "open"

Watched = list[tuple[int, str]]


def curve_of(watched: Watched) -> Curve:
    return curve(Tally(days, **{how: 1}) for days, how in watched)


@pytest.fixture
def deals() -> Curve:
    """The ten deals of method.md 4.4."""
    ended, going = (20, 30, 30, 45, 60, 90), (35, 60, 75, 100)
    return curve_of([(day, WON) for day in ended] + [(day, OPEN) for day in going])


def test_the_worked_example_with_open_deals(deals: Curve) -> None:
    told: Any = {each.days: (each.going, each.error) for each in deals.points}

    assert told == {
        20: (pytest.approx(0.9), pytest.approx(0.0949, abs=5e-5)),
        30: (pytest.approx(0.7), pytest.approx(0.1449, abs=5e-5)),
        45: (pytest.approx(0.583333, abs=1e-6), pytest.approx(0.1610, abs=5e-5)),
        60: (pytest.approx(0.466667, abs=1e-6), pytest.approx(0.1658, abs=5e-5)),
        90: (pytest.approx(0.233333, abs=1e-6), pytest.approx(0.1846, abs=5e-5)),
    }
    assert deals.median == 60
    assert deals.last == 100
    assert deals.restricted_mean == pytest.approx(64.5833, abs=1e-4)


def test_lost_deals_are_a_competing_risk() -> None:
    days = (20, WON), (25, LOST), (30, WON), (40, OPEN), (50, LOST), (55, WON)
    found = curve_of([*days, (70, OPEN)])

    point = found.at(70)

    assert point is not None
    assert point.won == pytest.approx(0.476190, abs=1e-6)
    assert point.lost == pytest.approx(0.333333, abs=1e-6)
    assert point.going == pytest.approx(0.190476, abs=1e-6)


def test_to_call_the_lost_censored_would_promise_too_much() -> None:
    days = (20, WON), (25, OPEN), (30, WON), (40, OPEN), (50, OPEN), (55, WON)

    point = curve_of([*days, (70, OPEN)]).at(70)

    assert point is not None
    assert point.won == pytest.approx(0.657143, abs=1e-6)


def test_what_was_not_watched_so_long_is_not_known(deals: Curve) -> None:
    first, last = deals.at(0), deals.at(100)

    assert first is not None
    assert (first.going, first.won) == (1, 0)
    assert last is not None
    assert last.days == 90
    assert deals.at(101) is None


def test_where_all_have_ended_it_is_known_for_ever() -> None:
    point = curve_of([(0, WON), (3, LOST)]).at(10_000)

    assert point is not None
    assert (point.going, point.won, point.lost) == (0, 0.5, 0.5)


def test_nothing_watched_says_nothing() -> None:
    empty = curve([])

    assert (empty.median, empty.at(30), empty.restricted_mean) == (None, None, 0)
    assert empty.median_range == (None, None)
    assert weight(empty, 10) == 0


def test_the_older_the_less_it_weighs() -> None:
    ended = [(day, WON) for day in (10, 20, 30)] + [(day, LOST) for day in (25, 40, 60)]
    found = curve_of([*ended, (70, OPEN)])

    weights = [weight(found, age) for age in (0, 26, 45, 80)]

    assert weights == [1, pytest.approx((1 / 4) / (3 / 7)), 0, 0]


watched = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([WON, LOST, OPEN])),
    min_size=1,
    max_size=80,
)


@given(watched)
def test_the_three_shares_are_one_and_only_go_one_way(deals: Watched) -> None:
    points = curve_of(deals).points

    for each in points:
        assert each.going + each.won + each.lost == pytest.approx(1)
        assert 0 <= each.low <= each.going + 1e-12
        assert each.going <= each.high + 1e-12 <= 1 + 1e-9
    for name, down in (("going", True), ("won", False), ("lost", False)):
        shares = [getattr(each, name) for each in points]
        assert shares == sorted(shares, reverse=down)


@given(watched, st.randoms(use_true_random=False))
def test_the_order_and_the_packing_do_not_matter(
    deals: Watched, chance: random.Random
) -> None:
    mixed = deals.copy()
    chance.shuffle(mixed)

    assert curve_of(mixed) == curve_of(deals)


@given(watched)
def test_lifelines_draws_the_same_curve(deals: Watched) -> None:
    assume(any(how != OPEN for _days, how in deals))
    found = curve_of(deals)
    days, ended = [day for day, _how in deals], [how != OPEN for _day, how in deals]
    oracle = KaplanMeierFitter().fit(days, ended)

    for point in found.points:
        assert oracle.predict(point.days) == pytest.approx(point.going)
    if not any(abs(point.going - 0.5) < 1e-9 for point in found.points):
        # at one half exactly, its logarithms may fall on the other side
        assert _days_or_none(oracle.median_survival_time_) == found.median
    mean = restricted_mean_survival_time(oracle, t=found.last) if found.last else 0
    assert mean == pytest.approx(found.restricted_mean)


@given(watched)
def test_lifelines_has_the_same_range(deals: Watched) -> None:
    found = curve_of([*deals, (60, OPEN)])  # so that its range is defined to the end
    days = [*(day for day, _how in deals), 60]
    oracle = KaplanMeierFitter().fit(days, [*(how != OPEN for _d, how in deals), False])

    range_ = oracle.confidence_interval_survival_function_

    for point in found.points:
        low, high = range_.loc[float(point.days)]
        assert (low, high) == (pytest.approx(point.low), pytest.approx(point.high))
    lows = median_survival_times(range_).iloc[0]
    assert tuple(map(_days_or_none, lows)) == found.median_range


@given(
    st.lists(st.integers(1, 500), min_size=3, max_size=60, unique=True), st.randoms()
)
def test_lifelines_counts_the_same_shares_where_no_two_end_together(
    days: list[int], chance: random.Random
) -> None:
    deals = [(day, chance.choice([WON, LOST, OPEN])) for day in days]
    assume({how for _day, how in deals} == {WON, LOST, OPEN})
    codes = {OPEN: 0, WON: 1, LOST: 2}
    oracle = AalenJohansenFitter(calculate_variance=False)
    oracle.fit(days, [codes[how] for _day, how in deals], event_of_interest=1)

    for point in curve_of(deals).points:
        assert oracle.predict(point.days) == pytest.approx(point.won)


def _days_or_none(value: object) -> int | None:
    number = cast(float, value)
    return None if number == float("inf") else int(number)
