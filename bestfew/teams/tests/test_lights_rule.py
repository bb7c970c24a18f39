"""Traffic lights by tables with a version (method.md 4.14)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules.lights import (
    Colour,
    Number,
    Table,
    light,
    load,
    table_named,
    table_on,
)

UK = table_named("uk-2012")
OURS = table_named("bestfew-1")
ORACLE = {
    "absences": 0, "referrals_a_week": 1.3, "closed_business": 6_000,
    "visitors_a_week": 0.3, "testimonials_a_week": 0.1, "late": 0, "trainings": 2,
}  # fmt: skip


def _name(table: Table) -> str:
    return table.key


def test_the_member_of_the_oracle_has_ninety_points() -> None:
    found = light(UK, ORACLE)

    assert [line.points for line in found.lines] == [15, 20, 15, 15, 10, 5, 10]
    assert found.points == 90
    assert (found.colour, found.ways) == (Colour.GREEN, ())


@pytest.mark.parametrize(
    ("key", "points"),
    [
        ("absences", {0: 15, 1: 10, 2: 5, 3: 0}),
        ("referrals_a_week", {0.49: 0, 0.5: 5, 0.75: 10, 1: 15, 1.19: 15, 1.2: 20}),
        ("closed_business", {999: 0, 1000: 5, 2500: 10, 4999: 10, 5000: 15}),
        ("visitors_a_week", {0.08: 0, 0.083: 5, 0.167: 10, 0.25: 15, 0.5: 20}),
        ("testimonials_a_week", {0: 0, 0.01: 5, 0.075: 10}),
        ("late", {0: 5, 1: 0, 2: 0}),
        ("trainings", {0: 0, 1: 5, 2: 10, 3: 15, 9: 15}),
    ],
)
def test_every_cut_of_the_table_of_2012(key: str, points: dict[float, int]) -> None:
    measure = next(each for each in UK.measures if each.key == key)

    assert {value: measure.points(value) for value in points} == points


@pytest.mark.parametrize("table", load(), ids=_name)
def test_the_points_of_a_table_sum_to_a_hundred(table: Table) -> None:
    assert sum(measure.most for measure in table.measures) == 100


@pytest.mark.parametrize(
    ("points", "colour"),
    [(70, "green"), (69, "amber"), (50, "amber"), (49, "red"), (29, "grey")],
)
def test_colours_by_their_cut_offs(points: int, colour: str) -> None:
    assert OURS.colour(points) == colour


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2012, 7, 1), "uk-2012"),
        (date(2013, 1, 1), "bestfew-1"),
        (date(2026, 7, 1), "bestfew-1"),
        (date(1999, 1, 1), "bestfew-1"),
    ],
)
def test_a_table_is_in_force_for_its_days(on: date, key: str) -> None:
    assert table_on(on).key == key


def test_what_nobody_measured_does_not_count_against_one() -> None:
    found = light(UK, {"absences": 0, "late": 1})

    assert found.points == 75
    assert found.colour == Colour.GREEN
    assert light(UK, {}).colour == Colour.GREY


def test_the_nearest_way_to_green_is_said() -> None:
    figures: dict[str, Number] = {
        "absences": 1, "participation": Fraction(3, 4), "referrals_a_month": Fraction(),
        "promises_kept": 1, "thanks": 0, "testimonials": 0,
    }  # fmt: skip

    found = light(OURS, figures)

    assert found.colour == Colour.RED
    assert found.points == 45
    assert [(way.key, way.gain) for way in found.ways] == [("referrals_a_month", 30)]
    assert found.ways[0].ends == 1


def test_where_only_time_heals_nothing_is_asked() -> None:
    assert light(OURS, {"absences": 9}).ways == ()


@given(
    st.fixed_dictionaries(
        {
            measure.key: st.fractions(0, 5, max_denominator=8)
            for measure in OURS.measures
        }
    )
)
def test_the_way_to_green_leads_there_if_any_does(
    figures: dict[str, Fraction],
) -> None:
    found = light(OURS, figures)
    better = {
        way.key: way.ends + (Fraction(1, 100) if way.passes else 0)
        for way in found.ways
    }

    then = light(OURS, {**figures, **better})

    assert then.points == found.points + sum(way.gain for way in found.ways)
    if figures["absences"] <= 3:
        assert then.colour == Colour.GREEN
