"""Signals before the money: method.md 4.11 a-d; C38, C51, C56."""

from __future__ import annotations

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules import signals
from bestfew.levels.rules.signals import Day, steadiness

COUNTS = (11, 9, 10, 12, 8, 6, 5, 7, 6, 4)


def test_cusum_gathers_what_ten_weeks_fell_short_of() -> None:
    k = signals.cusum_k(10, 6)
    sums = signals.cusum(COUNTS, k)

    assert k == pytest.approx(7.830461, abs=1e-6)
    assert sums == pytest.approx(
        [0, 0, 0, 0, 0, 1.8305, 4.6609, 5.4914, 7.3218, 11.1523], abs=1e-4
    )
    assert signals.first_alarm(sums, 5) == 7
    assert signals.first_alarm(sums, 12) is None


@pytest.mark.parametrize(("usual", "low"), [(6, 10), (6, 6), (6, 0), (0, -1)])
def test_a_fall_goes_from_more_to_fewer(usual: float, low: float) -> None:
    with pytest.raises(ValueError, match="more than the low"):
        signals.cusum_k(usual, low)


@pytest.mark.parametrize(("count", "tail"), [(4, 0.029253), (3, 0.010336)])
def test_how_likely_so_few_are_where_ten_are_usual(count: int, tail: float) -> None:
    assert signals.poisson_tail(count, 10) == pytest.approx(tail, abs=1e-6)


def test_the_tail_at_its_ends() -> None:
    assert signals.poisson_tail(-1, 10) == 0
    assert signals.poisson_tail(0, 0) == 1
    assert signals.poisson_tail(5, 0) == 1
    assert signals.poisson_tail(2000, 2000) == pytest.approx(0.5, abs=0.01)
    with pytest.raises(ValueError, match="0 or more"):
        signals.poisson_tail(1, -1)


def test_the_moving_average_and_its_floor() -> None:
    assert signals.ewma(COUNTS, start=10) == pytest.approx(
        [10.3, 9.91, 9.937, 10.5559, 9.7891, 8.6524, 7.5567, 7.3897, 6.9728, 6.0809],
        abs=1e-4,
    )
    assert signals.ewma_floor(10) == pytest.approx(6.0147, abs=1e-4)
    assert signals.ewma_floor(1) == 0


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"calls": 200}, "calls"),
        ({"calls": 200, "leaflets": 0}, "calls"),
        ({"calls": 200, "leaflets": 500}, None),
        ({"calls": 0}, None),
        ({}, None),
    ],
)
def test_a_day_of_one_channel_is_seen(
    counts: dict[str, int], found: str | None
) -> None:
    assert signals.single_channel(counts) == found


@pytest.mark.parametrize(
    ("answered", "prospects", "suspicious"),
    [
        (40, 40, True),
        (40, 36, True),
        (40, 35, False),
        (40, 10, False),
        (9, 9, False),
        (0, 0, False),
    ],
)
def test_answers_reported_as_prospects_are_seen(
    answered: int, prospects: int, suspicious: bool
) -> None:
    assert signals.takes_answers_for_prospects(answered, prospects) is suspicious


def days(*counts: int | None, target: int = 2000) -> list[Day]:
    return [Day(0, 0) if count is None else Day(count, target) for count in counts]


def test_steadiness_tells_more_than_the_mean() -> None:
    steady = steadiness(days(2000, 2100, 2000, 2000))
    jumpy = steadiness(days(8100, 0, 0, 0))

    assert (steady.met, steady.streak, steady.share, steady.missing) == (4, 4, 1, 0)
    assert (jumpy.met, jumpy.streak, jumpy.share, jumpy.missing) == (1, 0, 0.25, 3)
    assert steady.variation == pytest.approx(0.021383, abs=1e-6)
    assert jumpy.variation == pytest.approx(3**0.5)


def test_a_day_off_neither_breaks_a_streak_nor_adds_to_it() -> None:
    found = steadiness(days(2000, None, 2000, 500, 2000, 2000, None))

    assert (found.working, found.streak, found.longest) == (5, 2, 2)


def test_today_counts_once_its_target_is_met() -> None:
    going_on = days(2000, 2000, 1240)

    assert steadiness(going_on).streak == 0
    assert steadiness(going_on, last_is_over=False).streak == 2
    assert steadiness(days(2000, 2000), last_is_over=False).streak == 2


def test_without_a_day_there_is_nothing_to_say() -> None:
    found = steadiness([], last_is_over=False)

    assert (found.streak, found.share, found.variation) == (0, None, None)


@given(st.integers(0, 40), st.integers(1, 20))
def test_the_tail_is_the_sum_of_its_terms(count: int, mean: int) -> None:
    terms = [exp(-mean) * mean**n / factorial(n) for n in range(count + 1)]

    assert signals.poisson_tail(count, mean) == pytest.approx(sum(terms))


@given(st.lists(st.integers(0, 50), max_size=30), st.floats(0.1, 20))
def test_cusum_is_never_below_nothing_and_fewer_never_lower_it(
    counts: list[int], k: float
) -> None:
    sums = signals.cusum(counts, k)
    fewer = signals.cusum([max(0, count - 1) for count in counts], k)

    assert all(0 <= one <= other for one, other in zip(sums, fewer, strict=True))


@given(st.lists(st.integers(0, 3000), max_size=40), st.integers(0, 2500))
def test_a_streak_is_at_most_the_longest_and_at_most_all(
    counts: list[int], target: int
) -> None:
    found = steadiness([Day(count, target) for count in counts])

    assert 0 <= found.streak <= found.longest <= found.met <= found.working
