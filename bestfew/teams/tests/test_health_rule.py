"""Team health (method.md 4.15): giving, reciprocity, who gets nothing back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules.health import (
    Balance,
    balance,
    giving,
    is_enough,
    meetings_by_month,
    never_got_back,
    reciprocity,
    share_inside,
)

A, B, C = 1, 2, 3


def test_the_pair_of_the_oracle() -> None:
    assert reciprocity(3, 1) == Fraction(1, 3)
    assert round(float(reciprocity(3, 1) or 0), 4) == 0.3333


def test_between_two_who_gave_nothing_there_is_none_yet() -> None:
    assert reciprocity(0, 0) is None
    assert balance(0, 0) == Balance.NONE_YET


@pytest.mark.parametrize(
    ("gave", "got", "word"),
    [
        (0, 6, Balance.OWE),
        (2, 0, Balance.NOTHING_BACK),
        (4, 1, Balance.LEAD),
        (1, 4, Balance.BEHIND),
        (5, 7, Balance.EVEN),
        (3, 3, Balance.EVEN),
        (1, 2, Balance.EVEN),
    ],
)
def test_a_balance_has_a_word(gave: int, got: int, word: Balance) -> None:
    assert balance(gave, got) == word


@given(st.integers(0, 500), st.integers(0, 500))
def test_reciprocity_is_the_same_from_both_sides(gave: int, got: int) -> None:
    found = reciprocity(gave, got)

    assert found == reciprocity(got, gave)
    assert found is None or 0 <= found <= 1


def test_two_meetings_a_calendar_month_are_enough() -> None:
    days = [date(2026, 5, 12), date(2026, 5, 26), date(2026, 6, 9)]

    assert meetings_by_month(days) == {date(2026, 5, 1): 2, date(2026, 6, 1): 1}
    assert [is_enough(n) for n in (1, 2, 3)] == [False, True, True]


def test_giving_is_a_member_and_month() -> None:
    assert giving(36, members=6, months=6) == 1
    assert giving(36, members=0, months=6) is None


def test_share_inside_of_all_that_was_given() -> None:
    assert share_inside(12, 20) == Fraction(3, 5)
    assert share_inside(0, 0) is None


def test_who_gave_and_never_got_one_back() -> None:
    counts = {(A, B): 3, (B, C): 1, (A, C): 1, (C, B): 2}

    assert never_got_back(counts) == [A]
    assert never_got_back({(A, A): 5, (B, C): 0}) == []
