"""What the planner reckons: a month and a day (C25-C40; method.md 4.2)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules.capacity import Channel
from bestfew.levels.rules.planning import Inputs, Mix, Room, Start, reckon, room

RATES = tuple(Fraction(n, 100) for n in (2, 25, 50, 20))
CALLS = Channel("calls", 25, Fraction(700))
LEAFLETS = Channel("leaflets", 400, Fraction(300))
MILLION = 10**6

a_day = Inputs(
    start=Start.REACH,
    reach=200,
    sales=Fraction(3),
    income=Fraction(90 * MILLION),
    rates=RATES,
    each=Fraction(30 * MILLION),
    days=26,
    hours=Fraction(8),
)


def test_200_calls_a_day_come_to_two_sales_and_a_half_a_month() -> None:
    found = reckon(a_day, [CALLS])

    assert found.sales == Fraction("2.6")
    assert found.income == 78 * MILLION
    assert [found.day.hours, found.day.cost, found.day.short] == [8, 140_000, 0]
    assert found.cost_a_sale == 140_000 * 26 / Fraction("2.6")
    assert [found.a_day(level) for level in (1, 2, 3)] == [200, 4, 1]


@pytest.mark.parametrize("start", [Start.SALES, Start.INCOME])
def test_three_sales_or_their_income_ask_for_231_a_day(start: Start) -> None:
    found = reckon(replace(a_day, start=start), [CALLS, LEAFLETS])

    assert found.inputs.per_day == 231
    assert found.sales == 231 * 26 * Fraction(1, 2000) >= 3
    assert found.day.short == 0


def test_ten_times_the_people_is_said_to_be_too_many_for_calls_alone() -> None:
    ten = reckon(a_day.times(10), [CALLS])

    assert ten.inputs.per_day == 2000
    assert ten.sales == 26
    assert (ten.most, ten.day.short) == (200, 1800)
    assert ten.fitting_sales == Fraction("2.6")


def test_ten_times_of_a_wish_is_ten_times_what_it_asks_for() -> None:
    assert replace(a_day, start=Start.SALES).times(10).per_day == 2310


def test_whole_people_are_aimed_at_where_one_a_day_is_to_be_expected() -> None:
    assert reckon(a_day, [CALLS]).expected_a_day == {2: 4, 3: 1}
    assert reckon(a_day.times(10), []).expected_a_day == {2: 40, 3: 10, 4: 5, 5: 1}


def test_a_mix_as_now_is_kept_only_by_a_question_that_asks_for_it() -> None:
    shares = {"calls": Fraction(1, 2), "leaflets": Fraction(1, 2)}
    as_now = replace(a_day, mix=Mix.AS_NOW)

    kept = reckon(as_now, [CALLS, LEAFLETS], mix=shares)
    cheapest = reckon(a_day, [CALLS, LEAFLETS], mix=shares)
    unknown = reckon(as_now, [CALLS, LEAFLETS], mix={})

    assert (kept.day.count("calls"), kept.day.count("leaflets")) == (100, 100)
    assert cheapest.day == unknown.day
    assert cheapest.day.count("leaflets") == 200


def test_a_question_is_kept_without_loss() -> None:
    asked = replace(a_day, income=Fraction(1, 3), mix=Mix.AS_NOW)

    assert Inputs.read(asked.as_json()) == asked


def test_without_channels_everybody_is_too_many_and_no_sale_has_a_cost() -> None:
    found = reckon(a_day, [])

    assert (found.day.short, found.cost_a_sale, found.most) == (200, None, 0)


def test_an_income_without_the_value_of_a_sale_asks_for_nobody() -> None:
    assert replace(a_day, start=Start.INCOME, each=Fraction(0)).per_day == 0


def test_a_full_day_leaves_skill_to_pay() -> None:
    found = room(reckon(a_day, [CALLS]), [None] * 4)

    assert found == Room(Fraction(1), Fraction("2.0736"), 0)
    assert found.pays == "skill"


def test_an_empty_day_leaves_people_to_pay() -> None:
    found = room(reckon(a_day, [CALLS, LEAFLETS]), RATES)

    assert found == Room(Fraction(16), Fraction(1), None)
    assert found.pays == "people"


def test_the_step_where_others_are_best_ahead_is_named() -> None:
    others = (*RATES[:3], Fraction(30, 100))

    found = room(reckon(a_day, [CALLS]), others)

    assert found == Room(Fraction(1), Fraction(3, 2), 3)
    assert found.pays == "skill"


def test_where_day_and_skill_are_used_up_neither_pays() -> None:
    assert room(reckon(a_day, [CALLS]), RATES).pays == "neither"


def test_from_nobody_people_pay() -> None:
    nobody = replace(a_day, reach=0)

    assert room(reckon(nobody, [CALLS]), [None] * 4).pays == "people"
    assert room(reckon(nobody, []), RATES).pays == "neither"


@given(
    st.integers(1, 5000),
    st.integers(1, 31),
    st.lists(st.integers(1, 100), min_size=4, max_size=4),
)
def test_what_a_result_asks_for_is_what_it_came_from(
    reach: int, days: int, percents: list[int]
) -> None:
    rates = tuple(Fraction(n, 100) for n in percents)
    forth = replace(a_day, reach=reach, days=days, rates=rates)

    back = replace(forth, start=Start.SALES, sales=forth.month.result)

    assert back.per_day == reach
