"""From prospecting to what is won: method.md 4.10, number by number."""

from __future__ import annotations

import pytest

from bestfew.planning.rules.coaster import Lag, correlation, lag_of, lags

PROSPECTING = [30, 10, 5, 28, 12, 4, 30, 8, 6, 29, 11, 5]
REVENUE = [1, 5, 4, 6, 2, 1, 5.6, 2.4, 0.8, 6, 1.6, 1.2]


@pytest.mark.parametrize(
    ("months", "r"),
    [(0, 0.5613), (1, -0.3251), (2, -0.3828), (3, 1.0), (4, -0.4279)],
)
def test_the_lags_of_the_method(months: int, r: float) -> None:
    found = lags(PROSPECTING, REVENUE)[months]

    assert (found.months, found.pairs) == (months, 12 - months)
    assert found.r == pytest.approx(r, abs=5e-5)


def test_five_months_apart_only_seven_pairs_are_left() -> None:
    assert [lag.months for lag in lags(PROSPECTING, REVENUE)] == [0, 1, 2, 3, 4]
    assert correlation(PROSPECTING[:7], REVENUE[5:]) == pytest.approx(-0.5167, abs=5e-5)


def test_three_months_later_it_is_seen() -> None:
    found = lag_of(PROSPECTING, REVENUE)

    assert found
    assert (found.months, found.pairs) == (3, 9)


def test_too_few_months_or_mere_chance_say_nothing() -> None:
    assert lag_of(PROSPECTING[:7], REVENUE[:7]) is None
    assert (
        lag_of([5, 1, 4, 2, 3, 6, 2, 5, 1, 4], [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]) is None
    )
    assert lag_of([0] * 12, REVENUE) is None
    assert lag_of([], []) is None
    assert not Lag(1, -1.0, 12).is_seen
