"""Red flags, strengths and the alarm of reviews: figures in hand, no database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules import (
    Alarm,
    Flag,
    Known,
    Raised,
    Said,
    Strength,
    Unknown,
    is_stuck,
    not_falling,
    red_flags,
    strengths,
)

TODAY = date(2025, 3, 10)
KNOWN_WELL: dict[str, Any] = {
    "degree": "high",
    "mode": "growth",
    "rating": 4,
    "has_need": True,
    "has_win": True,
    "has_evidence": True,
    "contacted": True,
}


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def flags(*known: Known, firm: bool = False, reorganised: bool = False) -> list[Flag]:
    found = red_flags(known, on=TODAY, is_organisation=firm, reorganised=reorganised)
    return [each.flag for each in found]


def well(key: int, role: str, **facts: Any) -> Known:
    return Known(key, role, **{**KNOWN_WELL, **facts})


def test_who_is_known_well_raises_no_flag() -> None:
    assert flags(well(1, "economic")) == []


def test_a_firm_is_expected_to_have_somebody_in_every_role() -> None:
    found = red_flags([well(1, "economic")], on=TODAY, is_organisation=True)

    assert found == (
        Raised(Flag.ROLE_OPEN, roles=("user", "technical", "coach"), helper=1),
    )


def test_nobody_who_says_the_final_yes_is_a_flag() -> None:
    assert flags() == [Flag.NO_ECONOMIC]


def test_two_who_say_the_final_yes_are_named_both() -> None:
    found = red_flags(
        [well(1, "economic"), well(2, "economic")], on=TODAY, is_organisation=False
    )

    assert found == (Raised(Flag.TWO_ECONOMIC, (1, 2), ("economic",)),)


def test_before_they_were_met_only_that_is_told() -> None:
    assert flags(Known(1, "economic", rating=-3)) == [Flag.UNCONTACTED]


def test_what_is_unknown_of_somebody_met_is_one_flag_naming_it_all() -> None:
    found = red_flags(
        [Known(1, "economic", contacted=True, mode="growth", has_need=True)],
        on=TODAY,
        is_organisation=False,
    )

    assert found[0].unknown == (Unknown.WIN, Unknown.RATING, Unknown.DEGREE)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"rating": -1}, [Flag.AGAINST]),
        ({"rating": 0}, []),
        ({"mode": "even_keel"}, [Flag.CONTENT]),
        ({"mode": "overconfident"}, [Flag.CONTENT]),
        ({"mode": "trouble"}, []),
        ({"has_evidence": False}, [Flag.UNCERTAIN]),
        ({"has_need": False, "has_evidence": False}, [Flag.UNKNOWN]),
        ({"new_on": day(-1)}, [Flag.NEW]),
        ({"new_on": day(-89)}, [Flag.NEW]),
        ({"new_on": day(-90)}, []),
        ({"new_on": day(1)}, []),
        ({"new_on": day(-9), "satisfied_on": day(-9)}, []),
        ({"new_on": day(-9), "satisfied_on": day(-10)}, [Flag.NEW]),
        ({"rating": -5, "accepted": True}, []),
    ],
)
def test_each_flag_of_one_who_decides(
    facts: dict[str, Any], expected: list[Flag]
) -> None:
    assert flags(well(1, "economic", **facts)) == expected


def test_who_left_is_a_flag_until_somebody_takes_over() -> None:
    left = well(1, "economic", left_on=day(-3))

    assert flags(left) == [Flag.LEFT]
    assert flags(left, well(2, "economic")) == []
    assert flags(well(1, "economic", left_on=day(1))) == []


def test_a_reorganisation_is_a_flag() -> None:
    assert flags(well(1, "economic"), reorganised=True) == [Flag.REORGANISED]


def test_the_most_pressing_comes_first_then_the_weightiest_word() -> None:
    found = red_flags(
        [
            Known(1, "user", degree="low"),
            Known(2, "technical"),
            Known(3, "user", degree="high"),
        ],
        on=TODAY,
        is_organisation=False,
    )

    assert [(each.flag, each.who) for each in found] == [
        (Flag.NO_ECONOMIC, ()),
        (Flag.UNCONTACTED, (3,)),
        (Flag.UNCONTACTED, (2,)),
        (Flag.UNCONTACTED, (1,)),
    ]


def test_a_coach_helps_before_a_friend_and_nobody_helps_with_himself() -> None:
    coach = well(1, "coach", rating=0, satisfied_on=day(-5))
    friend = well(2, "economic", rating=5, has_evidence=False)
    unmet = Known(3, "user")

    found = red_flags([friend, coach, unmet], on=TODAY, is_organisation=False)

    assert {each.flag: each.helper for each in found} == {
        Flag.UNCONTACTED: 1,
        Flag.UNCERTAIN: 1,
    }
    alone = red_flags([friend], on=TODAY, is_organisation=False)
    assert alone[0].helper is None


def test_strengths_are_those_whose_word_helps_us() -> None:
    found = strengths(
        [
            well(1, "user", rating=1),
            well(2, "coach", rating=0, satisfied_on=day(-1)),
            well(3, "technical", rating=3),
            well(4, "user", rating=-2),
            well(5, "user", rating=5, contacted=False),
            well(6, "user", rating=5, left_on=day(0)),
            well(7, "user", rating=2, has_need=False),
        ],
        on=TODAY,
    )

    assert [(each.who, each.strength) for each in found] == [
        (3, Strength.SPEAKS_FOR_US),
        (1, Strength.WANTS_IT),
        (2, Strength.GUIDES_US),
    ]


def reviewed(*said: tuple[int, int | None, int]) -> tuple[Alarm, ...]:
    """Reviews as (day, day of the close, how sure)."""
    return not_falling(
        [
            Said(day(on), None if close is None else day(close), sure)
            for on, close, sure in said
        ]
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(0, 30, 50), (7, 60, 50)], ()),  # two reviews: one step only
        ([(0, 30, 50), (7, 30, 60), (14, 30, 70)], ()),
        ([(0, 30, 50), (7, 37, 50), (14, 44, 50)], (Alarm.TIME, Alarm.UNCERTAINTY)),
        ([(0, 30, 50), (7, 37, 60), (14, 44, 70)], (Alarm.TIME,)),
        ([(0, 30, 50), (7, 30, 40), (14, 30, 50)], (Alarm.UNCERTAINTY,)),
        ([(0, 30, 50), (7, 40, 60), (14, 43, 70)], ()),  # 30 days left, then 29
        ([(0, 30, 100), (7, 29, 100), (14, 28, 100)], ()),  # nothing left to fall
        ([(0, None, 50), (7, None, 60), (14, None, 70)], (Alarm.TIME,)),
        ([(0, None, 50), (7, None, 60), (14, 44, 70)], ()),
        ([(0, -3, 50), (7, -3, 60), (14, -3, 70)], (Alarm.TIME,)),  # past, and past
        ([(0, 30, 50), (7, 37, 50), (7, 25, 60), (14, 44, 60)], (Alarm.TIME,)),
        ([(0, 30, 50), (7, 37, 50), (7, 37, 50)], ()),  # one day is one review
    ],
)  # fmt: skip
def test_the_alarm_over_two_reviews(
    said: list[tuple[int, int | None, int]], expected: tuple[Alarm, ...]
) -> None:
    assert reviewed(*said) == expected


def test_only_both_together_mean_that_it_is_stuck() -> None:
    assert is_stuck((Alarm.TIME, Alarm.UNCERTAINTY))
    assert not is_stuck((Alarm.TIME,))


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(-50, 400), st.integers(0, 99)),
        min_size=3,
        max_size=9,
    )
)
def test_whoever_gets_surer_and_nearer_each_time_hears_no_alarm(
    said: list[tuple[int, int, int]],
) -> None:
    days = sorted({on for on, _close, _sure in said})
    steady = [(on, max(days) + 1, n) for n, on in enumerate(days)]

    assert reviewed(*steady) == ()
