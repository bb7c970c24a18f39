"""How long things take when some still go on: Kaplan-Meier and Aalen-Johansen.

Source: method.md 4.4. Ties: what ended on a day comes before what was still open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
ROUNDING = 1e-9
"""A product of fractions that is one half exactly may come out a hair above it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were won, ended otherwise, or were still open, after some days."""

    days: int
    won: int = 0
    lost: int = 0
    open: int = 0

    @property
    def ended(self) -> int:
        return self.won + self.lost


@dataclass(frozen=True, slots=True)
class Point:
    """What is true from a day on: shares from 0 to 1.

    `going` is the share that has not ended (Kaplan-Meier), with its standard error
    (Greenwood) and its 95 % range; `won` and `lost` are the shares that ended so
    (Aalen-Johansen). The three add up to 1.
    """

    days: int
    going: float
    error: float
    low: float
    high: float
    won: float
    lost: float


START = Point(0, going=1.0, error=0.0, low=1.0, high=1.0, won=0.0, lost=0.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """The shares over the days: a point for every day on which something ended.

    `last` is the longest time that anything was watched, in days.
    """

    points: tuple[Point, ...]
    last: int

    def at(self, days: int) -> Point | None:
        """What is true after so many days; None where nothing was watched so long."""
        reached = [START, *(each for each in self.points if each.days <= days)]
        if days > self.last and reached[-1].going > 0:
            return None
        return reached[-1]

    @property
    def median(self) -> int | None:
        """The first day by which half have ended; None while fewer have."""
        return _half(self.points, "going")

    @property
    def median_range(self) -> tuple[int | None, int | None]:
        """The days between which the median lies (95 %); None where it is open."""
        return _half(self.points, "low"), _half(self.points, "high")

    def won_later(self, days: int) -> float:
        """Of those still going after so many days, the share that is yet won."""
        now = self.at(days)
        if now is None or not now.going:
            return 0.0
        return (self.points[-1].won - now.won) / now.going if self.points else 0.0

    @property
    def restricted_mean(self) -> float:
        """Mean days until it ends, counted up to the longest time watched."""
        steps = [START, *self.points]
        ends = [*(each.days for each in self.points), self.last]
        return sum(
            step.going * (end - step.days)
            for step, end in zip(steps, ends, strict=True)
        )


def curve(tallies: Iterable[Tally]) -> Curve:
    """The curve of what was watched; several tallies of one day are put together.

    Days are 0 or more.
    """
    days = sorted(_by_day(tallies), key=lambda each: each.days)
    at_risk = sum(each.ended + each.open for each in days)
    points: list[Point] = []
    before, spread = START, 0.0
    for day in days:
        if day.ended:
            left = at_risk - day.ended
            spread += day.ended / (at_risk * left) if left else 0.0
            before = _next(before, day, at_risk, spread)
            points.append(before)
        at_risk -= day.ended + day.open
    return Curve(tuple(points), last=days[-1].days if days else 0)


def _by_day(tallies: Iterable[Tally]) -> list[Tally]:
    found: dict[int, Tally] = {}
    for each in tallies:
        was = found.get(each.days, Tally(each.days))
        found[each.days] = Tally(
            each.days, was.won + each.won, was.lost + each.lost, was.open + each.open
        )
    return list(found.values())


def _next(before: Point, day: Tally, at_risk: int, spread: float) -> Point:
    """`spread` is Greenwood's sum of d / (n (n - d)) up to this day."""
    going = before.going * (at_risk - day.ended) / at_risk
    low, high = _range(going, spread)
    return Point(
        days=day.days,
        going=going,
        error=going * sqrt(spread),
        low=low,
        high=high,
        won=before.won + before.going * day.won / at_risk,
        lost=before.lost + before.going * day.lost / at_risk,
    )


def _range(going: float, spread: float) -> tuple[float, float]:
    """Greenwood's range on the log-log scale: it never leaves 0 to 1."""
    if going <= 0:
        return 0.0, 0.0
    wide = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * sqrt(spread) / -log(going)
    hazard = log(-log(going))
    return exp(-exp(hazard + wide)), exp(-exp(hazard - wide))


def _half(points: Iterable[Point], name: str) -> int | None:
    for each in points:
        if getattr(each, name) <= 1 / 2 + ROUNDING:
            return each.days
    return None
