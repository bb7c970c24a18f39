"""Which daily counts somebody's ladder adds to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bestfew.levels.rules.ladder import Days

NONE = 0
"""The key of a channel or source that nobody knows."""


DAY, MONTH, COHORT = "day", "month", "cohort"


class Cell(NamedTuple):
    """What one count is of; `span` says what `on` is: a day, or the first of a month.

    A month sums the days on which people came to the level. A cohort is of everybody
    who came to the lowest level in its month, whenever they came to this one.
    """

    axis: str
    span: str
    on: date
    level: int
    seller: int
    key: int


class Count(NamedTuple):
    """Who came to the level, how many of them went on, and their days summed."""

    came: int = 0
    went_on: int = 0
    days: int = 0

    def plus(self, other: Count, times: int = 1) -> Count:
        came, went_on, days = other
        return Count(
            self.came + times * came,
            self.went_on + times * went_on,
            self.days + times * days,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a standing is counted: its days, whose it is, and where it came from."""

    days: Days
    seller: int
    channel: int | None = None
    campaign: int | None = None
    source: int | None = None

    @property
    def axes(self) -> Iterator[tuple[str, int]]:
        """Of campaigns only those who came by one: most people came by none."""
        yield "all", NONE
        yield "channel", self.channel or NONE
        yield "source", self.source or NONE
        if self.campaign:
            yield "campaign", self.campaign


def cells_of(one: Counted) -> Iterator[tuple[Cell, Count]]:
    """Every count that the standing adds one to."""
    axes = tuple(one.axes)
    met = one.days[0]
    for level, (day, later) in enumerate(
        zip(one.days, (*one.days[1:], None), strict=True), 1
    ):
        if day is None or met is None:
            return
        count = Count(1, 1, (later - day).days) if later else Count(1)
        spans = ((DAY, day, count), (MONTH, day.replace(day=1), count))
        cohort = (COHORT, met.replace(day=1), Count(1))
        for axis, key in axes:
            for span, on, some in (*spans, cohort):
                yield Cell(axis, span, on, level, one.seller, key), some


def difference(
    before: Iterable[Counted], after: Iterable[Counted]
) -> dict[Cell, Count]:
    """What counts change by when the first standings become the others."""
    found: dict[Cell, Count] = {}
    for some, times in ((before, -1), (after, 1)):
        for one in some:
            for cell, count in cells_of(one):
                found[cell] = found.get(cell, Count()).plus(count, times)
    return {cell: count for cell, count in found.items() if any(count)}
