"""Rates from few cases: method.md 4.5, number by number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules.estimates import (
    JEFFREYS,
    Prior,
    estimate,
    estimates,
    last_entry,
)

CLOSE = 1e-6


@pytest.mark.parametrize(
    ("came", "tried", "mean"),
    [
        (2, 40, 0.061538),
        (5, 60, 0.082353),
        (1, 10, 0.085714),
        (0, 5, 0.066667),
        (9, 85, 0.100000),
    ],
)
def test_a_prior_draws_small_numbers_to_what_is_usual(
    came: int, tried: int, mean: float
) -> None:
    prior = Prior(2, 23)

    assert prior.mean == 0.08
    assert Prior.pooled(0.08, 25) == prior
    assert estimate(came, tried, prior).mean == pytest.approx(mean, abs=CLOSE)


def test_jeffreys_for_somebody_alone() -> None:
    found = estimate(4, 200, JEFFREYS)

    assert found.mean == pytest.approx(0.022388, abs=CLOSE)
    assert found.low == pytest.approx(0.006788, abs=CLOSE)
    assert found.high == pytest.approx(0.046847, abs=CLOSE)


def test_a_prior_and_three_of_four() -> None:
    found = estimate(3, 4, Prior(2, 8))

    assert found.mean == pytest.approx(0.357143, abs=CLOSE)
    assert found.low == pytest.approx(0.138579, abs=CLOSE)
    assert found.high == pytest.approx(0.614262, abs=CLOSE)
    assert found.is_vague


def test_a_prior_from_the_mean_and_variance_of_several_rates() -> None:
    mean, variance = 0.08, 2 * 23 / (25**2 * 26)

    found = Prior.moments(mean, variance)

    assert (found.a, found.b) == pytest.approx((2, 23))


@pytest.mark.parametrize(
    ("mean", "variance"), [(0, 0.1), (1, 0.1), (0.5, 0), (0.5, 0.25), (0.1, 0.2)]
)
def test_moments_no_beta_has_are_refused(mean: float, variance: float) -> None:
    with pytest.raises(ValueError, match="No Beta"):
        Prior.moments(mean, variance)


@pytest.mark.parametrize("mean", [0, 1, -0.1, float("nan")])
def test_a_pooled_rate_is_between_none_and_all(mean: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Prior.pooled(mean)


@pytest.mark.parametrize(("a", "b"), [(0, 1), (1, 0), (-1, 1)])
def test_a_prior_has_two_positive_parameters(a: float, b: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        Prior(a, b)


@pytest.mark.parametrize(("came", "tried"), [(3, 2), (-1, 2), (0, -1)])
def test_more_than_all_cannot_come_up(came: int, tried: int) -> None:
    with pytest.raises(ValueError, match="none to all"):
        estimate(came, tried)


def test_without_a_case_there_is_the_prior() -> None:
    assert estimate(0, 0, Prior(2, 23)).mean == 0.08


def test_only_cohorts_old_enough_count() -> None:
    assert last_entry(date(2026, 5, 31), 30) == date(2026, 5, 1)
    with pytest.raises(ValueError, match="0 days or more"):
        last_entry(date(2026, 5, 31), -1)


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.01, 0.99))
def test_the_range_holds_the_mean_and_more_cases_make_it_narrower(
    came: int, failed: int, pooled: float
) -> None:
    tried = came + failed
    prior = Prior.pooled(pooled)
    few, many = estimates([(came, tried), (came * 100, tried * 100)], prior)

    assert 0 <= few.low <= few.mean <= few.high <= 1
    assert min(pooled, came / tried if tried else pooled) - 1e-9 <= few.mean
    if tried > 50:
        assert many.high - many.low < few.high - few.low
