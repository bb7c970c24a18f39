"""The normal sales cycle: what it rests on, and what is older than it should be.

Sources: text 003 (D31-D33) with OQ-11; numbers in method.md 4.3 and 4.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from bestfew.funnel.rules.survival import Curve

ENOUGH_WON = 5
"""Won cycles below which the user's own figure holds alone (OQ-11)."""

ALL_WON = 20
"""Won cycles from which their mean holds alone. Between, each takes a twentieth."""

LONGEST = 3_650
"""Days above which a cycle is a fault in the data, as a negative one is."""

NEARLY_EVERY = 0.95
"""An open objective older than this share of the closed ones is stalled."""

ENOUGH_CLOSED = 5
"""Closed ones below which nothing is called stalled."""


class Source(StrEnum):
    """What a normal cycle rests on."""

    OWN = "own figure"
    BLENDED = "blended"
    WON = "won mean"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A normal sales cycle in days, what it rests on, and the won ones behind it.

    `own_figure` is the user's, in days.
    """

    days: float
    source: Source
    won: int
    mean: float | None
    median: float | None
    own_figure: float


def is_sound(days: int) -> bool:
    """Neither won before the first contact nor after more than ten years."""
    return 0 <= days <= LONGEST


def normal_cycle(won_days: Iterable[int], *, own_figure: float) -> Cycle:
    """Mean of the won cycles, the user's own figure, or both blended (OQ-11).

    What is not sound is a fault in the data and left out. A cycle of zero days counts
    (B31). The median stands beside it, in days.
    """
    days = [each for each in won_days if is_sound(each)]
    mean = fmean(days) if days else None
    return Cycle(
        days=cycle_days(len(days), mean, own_figure=own_figure),
        source=source_of(len(days), mean),
        won=len(days),
        mean=mean,
        median=float(median(days)) if days else None,
        own_figure=own_figure,
    )


def cycle_days(won: int, mean: float | None, *, own_figure: float) -> float:
    """The normal cycle in days from the number of won cycles and their mean."""
    source = source_of(won, mean)
    if source == Source.OWN or mean is None:
        return own_figure
    weight = min(1.0, won / ALL_WON)
    return weight * float(mean) + (1 - weight) * own_figure


def source_of(won: int, mean: float | None) -> Source:
    """A mean of 0 days would leave no half to be within: then the own figure holds."""
    if won < ENOUGH_WON or not mean:
        return Source.OWN
    return Source.BLENDED if won < ALL_WON else Source.WON


def stalled_after(closed_days: Mapping[int, int]) -> int | None:
    """The age in days above which nearly every closed one is younger; else None.

    `closed_days` counts the closed ones, won or not, by their days.
    """
    counted = Counter({day: n for day, n in closed_days.items() if is_sound(day)})
    total = counted.total()
    if total < ENOUGH_CLOSED:
        return None
    passed = 0
    for day in sorted(counted):
        passed += counted[day]
        if passed >= NEARLY_EVERY * total:
            return day
    return None


def weight(curve: Curve, age: int) -> float:
    """The chance of an open one of that age against a new one's: from 0 to 1."""
    new = curve.won_later(0)
    return min(1.0, curve.won_later(age) / new) if new else 0.0
