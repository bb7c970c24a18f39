"""Charts of counts that fall: method.md 4.11 b-d."""

from __future__ import annotations

import random
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules import alarms
from bestfew.funnel.rules.alarms import Light

COUNTS = (11, 9, 10, 12, 8, 6, 5, 7, 6, 4)


def test_cusum_gathers_what_ten_weeks_fell_short_of() -> None:
    k = alarms.cusum_k(10, 6)
    sums = alarms.cusum(COUNTS, k)

    assert k == pytest.approx(7.830461, abs=1e-6)
    assert sums == pytest.approx(
        [0, 0, 0, 0, 0, 1.8305, 4.6609, 5.4914, 7.3218, 11.1523], abs=1e-4
    )


@pytest.mark.parametrize(("usual", "low"), [(6, 10), (6, 6), (6, 0), (0, -1)])
def test_a_fall_goes_from_more_to_fewer(usual: float, low: float) -> None:
    with pytest.raises(ValueError, match="more than the low"):
        alarms.cusum_k(usual, low)


def test_the_moving_average_and_its_floor() -> None:
    assert alarms.ewma(COUNTS, start=10) == pytest.approx(
        [10.3, 9.91, 9.937, 10.5559, 9.7891, 8.6524, 7.5567, 7.3897, 6.9728, 6.0809],
        abs=1e-4,
    )
    assert alarms.ewma_floor(10) == pytest.approx(6.0147, abs=1e-4)
    assert alarms.ewma_floor(1) == 0


@given(st.lists(st.integers(0, 50), max_size=30), st.floats(0.1, 20))
def test_cusum_is_never_below_nothing_and_fewer_never_lower_it(
    counts: list[int], k: float
) -> None:
    sums = alarms.cusum(counts, k)
    fewer = alarms.cusum([max(0, count - 1) for count in counts], k)

    assert all(0 <= one <= other for one, other in zip(sums, fewer, strict=True))


def poisson(mean: float, chance: random.Random) -> int:
    """A count by Knuth's way."""
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def weeks_until(h: float, k: float, mean: float, chance: random.Random) -> int:
    sum_, weeks = 0.0, 0
    while sum_ < h:
        sum_ = max(0.0, sum_ + k - poisson(mean, chance))
        weeks += 1
    return weeks


@pytest.mark.parametrize("length", [20, 50, 100])
def test_a_light_comes_on_by_chance_as_seldom_as_is_said(length: int) -> None:
    chance = random.Random(length)
    k = round(4 * alarms.cusum_k(10, 6)) / 4
    h = alarms.height(10, 6, run_length=length)

    runs = [weeks_until(h, k, 10, chance) for _ in range(1_500)]

    assert length * 0.93 <= sum(runs) / len(runs) <= length * 1.4


def test_the_lights_come_on_one_after_the_other() -> None:
    heights = alarms.heights(10)
    sums = alarms.cusum(COUNTS, alarms.cusum_k(10, 6))
    lights = [alarms.light_of(sums[: n + 1], heights) for n in range(len(sums))]

    assert heights[Light.YELLOW] < heights[Light.ORANGE] < heights[Light.RED]
    assert lights[:5] == [None] * 5
    assert lights[-1] is Light.RED
    assert alarms.light_of([], heights) is None


@pytest.mark.parametrize("usual", [0.2, 1, 3, 40, 400])
def test_small_and_large_counts_have_their_heights(usual: float) -> None:
    found = alarms.heights(usual)

    assert 0 < found[Light.YELLOW] <= found[Light.ORANGE] <= found[Light.RED]
