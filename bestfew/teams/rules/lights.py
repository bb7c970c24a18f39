"""Traffic lights: points by versioned tables, and what would turn one green.

The tables are data (`teams/data/lights.toml`), each with the days on which it is in
force: thresholds differ from version to version (2.A.14). A light is feedback and no
punishment: whoever sees it sees what it rests on and the nearest way to green.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data" / "lights.toml"
Number = int | float | Fraction | Decimal
ONLY_TIME_HEALS = frozenset({"absences", "late"})


class Colour(StrEnum):
    """From best to worst; grey is no activity worth a colour."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Step:
    """Points for a figure below `below`, or up to and with `at_most`; else the rest."""

    points: int
    below: Fraction | None = None
    at_most: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        if self.below is not None:
            return value < self.below
        return self.at_most is None or value <= self.at_most

    @property
    def ends(self) -> Fraction | None:
        return self.below if self.below is not None else self.at_most


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a table; its steps run from the smallest figure upwards."""

    key: str
    steps: tuple[Step, ...]

    @property
    def most(self) -> int:
        return max(step.points for step in self.steps)

    def points(self, value: Number) -> int:
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
        return next(step.points for step in self.steps if step.holds(exact))


@dataclass(frozen=True, slots=True)
class Table:
    """A version of the lights, in force from its first day up to before its last."""

    key: str
    source: str
    valid_from: date
    valid_until: date | None
    months: int
    late_is_half: bool
    colours: dict[Colour, int]
    measures: tuple[Measure, ...]

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (
            self.valid_until is None or on < self.valid_until
        )

    def colour(self, points: Number) -> Colour:
        return next(
            (colour for colour, least in self.colours.items() if points >= least),
            Colour.GREY,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What a measure gave: of so many points at most."""

    key: str
    value: Number
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Way:
    """One measure that would add points; `ends` is the figure to reach or pass."""

    key: str
    gain: int
    ends: Fraction
    passes: bool


@dataclass(frozen=True, slots=True)
class Light:
    """A member's light. `points` are of 100, whichever measures were known."""

    colour: Colour
    points: Fraction
    lines: tuple[Line, ...]
    table: Table

    @property
    def ways(self) -> tuple[Way, ...]:
        """The nearest way to green; worked out only for whom it is shown."""
        if self.colour is Colour.GREEN:
            return ()
        by_key = {each.key: each for each in self.table.measures}
        known = [by_key[line.key] for line in self.lines]
        most = sum(line.most for line in self.lines)
        green = Fraction(self.table.colours[Colour.GREEN] * most, 100)
        return _fewest(known, self.lines, green)


def light(table: Table, figures: Mapping[str, Number]) -> Light:
    """By the measures whose figure is known; without any, grey."""
    known = [each for each in table.measures if each.key in figures]
    lines = tuple(
        Line(each.key, figures[each.key], each.points(figures[each.key]), each.most)
        for each in known
    )
    most = sum(line.most for line in lines)
    points = Fraction(100 * sum(line.points for line in lines), most or 1)
    return Light(table.colour(points), points, lines, table)


def _fewest(
    measures: Iterable[Measure], lines: tuple[Line, ...], green: Fraction
) -> tuple[Way, ...]:
    """The fewest measures to better, and of those the smallest gain, to reach green."""
    lacks = green - sum(line.points for line in lines)
    each = [_ways(*pair) for pair in zip(measures, lines, strict=True)]
    open_ = [ways for ways in each if ways]
    for number in range(1, len(open_) + 1):
        enough = [
            chosen
            for some in combinations(open_, number)
            for chosen in product(*some)
            if sum(way.gain for way in chosen) >= lacks
        ]
        if enough:
            return min(enough, key=lambda chosen: sum(way.gain for way in chosen))
    return tuple(ways[-1] for ways in open_)


def _ways(measure: Measure, line: Line) -> list[Way]:
    """What each higher step of a measure would add; nothing where only time heals."""
    if line.key in ONLY_TIME_HEALS:
        return []
    return [
        Way(line.key, step.points - line.points, before.ends, before.below is None)
        for before, step in zip(measure.steps, measure.steps[1:], strict=False)
        if step.points > line.points and before.ends is not None
    ]


def table_on(on: date, *, tables: Iterable[Table] | None = None) -> Table:
    """The latest table in force that day; before the first, the first of ours."""
    known = list(tables if tables is not None else load())
    valid = [each for each in known if each.is_in_force(on)]
    return max(valid or known, key=lambda each: each.valid_from)


def table_named(key: str) -> Table:
    """A table by its key; raises `KeyError`."""
    return {each.key: each for each in load()}[key]


@cache
def load(path: Path = DATA) -> tuple[Table, ...]:
    """Every table there is; its numbers are exact."""
    raw = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    return tuple(_table(each) for each in raw["table"])


def _table(raw: dict[str, Any]) -> Table:
    return Table(
        raw["key"],
        raw["source"],
        raw["valid_from"],
        raw.get("valid_until"),
        raw["months"],
        raw["late_is_half"],
        {Colour(name): least for name, least in raw["colours"].items()},
        tuple(
            Measure(each["key"], tuple(_step(step) for step in each["steps"]))
            for each in raw["measure"]
        ),
    )


def _step(raw: dict[str, Any]) -> Step:
    ends = {name: Fraction(raw[name]) for name in ("below", "at_most") if name in raw}
    return Step(raw["points"], **ends)
