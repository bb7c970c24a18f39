"""Signals before the money: C38, C51, C56."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules import signals
from bestfew.levels.rules.signals import Day, steadiness


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


@given(st.lists(st.integers(0, 3000), max_size=40), st.integers(0, 2500))
def test_a_streak_is_at_most_the_longest_and_at_most_all(
    counts: list[int], target: int
) -> None:
    found = steadiness([Day(count, target) for count in counts])

    assert 0 <= found.streak <= found.longest <= found.met <= found.working
