"""The arithmetic of the pyramid: method.md 4.2, number by number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules import arithmetic as rule
from bestfew.levels.rules.arithmetic import backward, forward

RATES = ("0.02", "0.25", "0.50", "0.20")

rates = st.lists(
    st.integers(min_value=1, max_value=1000).map(lambda n: Fraction(n, 1000)),
    min_size=1,
    max_size=rule.MOST_STEPS,
)
reaches = st.integers(min_value=0, max_value=rule.MOST_PEOPLE)


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (2000, (2000, 40, 10, 5, 1)),
        (200, (200, 4, 1, Fraction(1, 2), Fraction(1, 10))),
        (0, (0, 0, 0, 0, 0)),
    ],
)
def test_every_level_is_expected_from_the_reach(
    reach: int, expected: tuple[Fraction, ...]
) -> None:
    found = forward(reach, RATES)

    assert found.levels == expected
    assert found.probability == Fraction(1, 2000)


@pytest.mark.parametrize(
    ("answered", "rate", "of_2000"), [(3, "0.015", 30), (5, "0.025", 50)]
)
def test_200_reached_bring_3_to_5_and_ten_times_as_many_30_to_50(
    answered: int, rate: str, of_2000: int
) -> None:
    small = forward(200, [rate])

    assert small.result == answered
    assert small.times(rule.TEN_TIMES) == forward(2000, [rate])
    assert small.times(rule.TEN_TIMES).result == of_2000


def test_three_buyers_a_month_ask_for_231_people_a_day() -> None:
    need = backward(3, RATES, days=26)

    assert need.exact == 6000
    assert need.reach == 6000
    assert need.exact / need.days == Fraction(3000, 13)
    assert need.per_day == 231


def test_floats_do_not_push_a_whole_number_up() -> None:
    """3 / (0.1 * 0.1 * 0.3) is 999.9999… or 1000.0000…1, as one multiplies."""
    need = backward(3, ["0.1", "0.1", "0.3"], days=10)

    assert ceil(3 / (0.1 * 0.1 * 0.3)) == 1000 or need.reach == 1000
    assert need.reach == 1000
    assert need.per_day == 100


def test_people_are_rounded_up_once_and_not_at_every_level() -> None:
    assert backward(1, ["0.3", "0.3"], days=1).reach == 12  # by steps 1, 4, 14


def test_skill_multiplies_and_volume_multiplies() -> None:
    now = forward(2000, RATES)

    assert now.better("0.2").result / now.result == Fraction("2.0736")
    assert now.times(10).result / now.result == 10


def test_ten_times_the_people_do_what_78_percent_more_skill_does_at_four_steps() -> (
    None
):
    assert rule.skill_like(10, 4) == pytest.approx(1.778279)


def test_a_rate_never_grows_beyond_all() -> None:
    assert forward(10, ["0.9"]).better(1).rates == (Fraction(1),)


def test_a_wish_need_not_be_a_whole_number() -> None:
    assert backward(Fraction(5, 2), RATES, days=26).reach == 5000


@pytest.mark.parametrize(
    "wrong",
    ["0", "-0.1", "1.01", "24", "x", "", "nan", "inf", "1e-7", "1e-999999999", "0,2"],
)
def test_what_is_no_rate_is_refused_and_named(wrong: str) -> None:
    with pytest.raises(rule.NotARate, match=wrong.replace("(", "") or "nothing"):
        rule.rate_of(wrong)


@pytest.mark.parametrize("given_rates", [[], ["0.5"] * 8])
def test_there_are_one_to_seven_steps(given_rates: list[str]) -> None:
    with pytest.raises(rule.TooManySteps):
        forward(10, given_rates)


@pytest.mark.parametrize("wrong", [-5, 5_000_000, "2.5", "many", "1e9"])
def test_a_reach_nobody_has_is_refused(wrong: int | str) -> None:
    with pytest.raises(rule.NotACount, match="from 0 to 1,000,000"):
        forward(wrong, RATES)


@pytest.mark.parametrize(
    ("wanted", "days"),
    [(0, 26), (-1, 26), (2_000_000, 26), ("few", 26), (3, 0), (3, -1), (3, 367)],
)
def test_a_wish_nobody_has_is_refused(wanted: int | str, days: int) -> None:
    with pytest.raises(rule.NotACount):
        backward(wanted, RATES, days=days)


@given(reaches, rates)
def test_the_pyramid_narrows_upward(reach: int, given_rates: list[Fraction]) -> None:
    levels = forward(reach, given_rates).levels

    assert list(levels) == sorted(levels, reverse=True)
    assert levels[-1] == reach * rule.product(given_rates)


@given(st.integers(min_value=1, max_value=1000), rates, st.integers(1, 31))
def test_the_reach_asked_for_is_enough_and_one_fewer_is_not(
    wanted: int, given_rates: list[Fraction], days: int
) -> None:
    need = backward(wanted, given_rates, days=days)
    chance = rule.product(given_rates)

    assert need.reach * chance >= wanted > (need.reach - 1) * chance
    assert need.per_day * days * chance >= wanted
    assert (need.per_day - 1) * days * chance < wanted


@given(reaches, rates, st.integers(min_value=1, max_value=30), st.data())
def test_so_many_percent_more_of_any_one_variable_is_as_much_more_of_the_result(
    reach: int, given_rates: list[Fraction], percent: int, data: st.DataObject
) -> None:
    """The elasticity of the result is 1 for the reach and for each rate."""
    small = [rate / 2 for rate in given_rates]
    step = data.draw(st.integers(0, len(small) - 1))
    more = 1 + Fraction(percent, 100)
    now = forward(reach, small)
    other = forward(reach, [*small[:step], small[step] * more, *small[step + 1 :]])

    assert now.times(more).result == now.result * more
    assert other.result == now.result * more
    assert now.better(Fraction(percent, 100)).result == now.result * more ** len(small)


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.text(max_size=30))
def test_anything_else_is_a_rate_or_is_refused(value: Decimal | str) -> None:
    try:
        found = rule.rate_of(value)
    except rule.NotARate:
        return
    assert 0 < found <= 1
