"""What a funnel's counts say of it: conversion, coverage, speed and four faults.

Numbers in method.md 4.5 to 4.7 and 4.11; the faults in 2.C.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bestfew.funnel.rules import alarms
from bestfew.funnel.rules.alarms import Light

ENOUGH = 10
"""From so many cases on a share is acted on."""

CROWD = 5
"""Fewer than so many in the funnel are no jam."""

FEW_WEEKS = 4
"""In less time than that, nobody leaving says nothing."""

TESTED_WEEKS = 13
"""So many weeks are held against those before them."""

BASE_WEEKS = 13
"""So many weeks before them tell, at least, what is usual."""


@dataclass(frozen=True, slots=True)
class Share:
    """`came` of `tried`: the share one should reckon with, and its 95 % range (4.5)."""

    came: int
    tried: int
    mean: float
    low: float
    high: float

    @property
    def is_enough(self) -> bool:
        return self.tried >= ENOUGH

    @property
    def seen(self) -> float:
        """What is shown beside "18 of 18": the mean to reckon with would be 97 %."""
        return self.came / self.tried if self.tried else 0.0


def mean_of(came: int, tried: int) -> float:
    """The share to reckon with, by Jeffreys' prior, Beta(0.5, 0.5).

    Raises ValueError unless came <= tried.
    """
    if not 0 <= came <= tried:
        raise ValueError("Of those who tried, from none to all came up.")
    return (came + 0.5) / (tried + 1)


def share_of(came: int, tried: int) -> Share:
    """The same with its range. Raises ValueError unless came <= tried."""
    mean = mean_of(came, tried)
    # scipy takes a fifth of a second to import: only what shows a range pays it
    from scipy.special import betaincinv

    a, b = came + 0.5, tried - came + 0.5
    low, high = betaincinv(a, b, [0.025, 0.975])
    return Share(came, tried, mean, float(low), float(high))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Open qualified value against what is still wanted (4.6).

    `has` and `needs` are times the target, `expected` is the value likely to be won.
    """

    has: float
    needs: float
    expected: float

    @property
    def is_enough(self) -> bool:
        return self.has >= self.needs


def coverage(open_value: float, remaining: float, win_rate: float) -> Coverage:
    """Raises ValueError unless something is wanted and 0 < win_rate <= 1."""
    if remaining <= 0 or not 0 < win_rate <= 1:
        raise ValueError("Coverage needs a target above 0 and a share of wins.")
    return Coverage(open_value / remaining, 1 / win_rate, open_value * win_rate)


def velocity(count: int, mean_value: float, win_rate: float, cycle: float) -> float:
    """Value won a day: count x value x share of wins / days of the cycle (4.7).

    Raises ValueError unless the cycle is above 0.
    """
    if cycle <= 0:
        raise ValueError("A cycle is more than 0 days.")
    return count * mean_value * win_rate / cycle


def days_through(inside: int, leaving_a_week: float) -> float | None:
    """Little's law: days that those inside take at this pace (4.11e); None at none."""
    return 7 * inside / leaving_a_week if leaving_a_week > 0 else None


@dataclass(frozen=True, slots=True)
class DryTop:
    """Fewer stand above the funnel than the usual wins need (4.11a).

    `wins` are won in one normal cycle; `needed` is None where too few ever came above
    to say, and nothing stands there.
    """

    above: int
    needed: int | None = None
    wins: float = 0


def dry_top(
    *, above: int, below: int, wins: float, won: int, tried: int
) -> DryTop | None:
    """`below` stand in the funnel and among the best few.

    `wins` come in one normal cycle; `won` of the `tried` that came above were won.
    """
    if tried >= ENOUGH and wins > 0:
        needed = ceil(wins / mean_of(won, tried))
        return DryTop(above, needed, wins) if above < needed else None
    return DryTop(above) if not above and below else None


@dataclass(frozen=True, slots=True)
class JammedMiddle:
    """Those in the funnel take longer than a normal cycle at the present pace.

    `days` is None where nothing has left it in `weeks`.
    """

    inside: int
    leaving_a_week: float
    days: float | None
    cycle: float
    weeks: int


def jammed_middle(
    *, inside: int, left: int, weeks: int, cycle: float
) -> JammedMiddle | None:
    """`left` moved out of it, upwards, downwards or for good, in so many weeks."""
    if weeks < FEW_WEEKS:
        return None
    pace = left / weeks
    days = days_through(inside, pace)
    if inside < CROWD or (days is not None and days <= cycle):
        return None
    return JammedMiddle(inside, pace, days, cycle, weeks)


@dataclass(frozen=True, slots=True)
class PrematureBestFew:
    """`early` of the best few lack what is required; `fell` of `left` fell back.

    `left` moved out of the best few in the last year, won ones among them.
    """

    early: int
    best_few: int
    fell: int
    left: int

    @property
    def fall_often(self) -> bool:
        return self.left >= ENOUGH and 2 * self.fell > self.left


def premature_best_few(
    *, early: int, best_few: int, fell: int, left: int
) -> PrematureBestFew | None:
    """Some stand there `early`, by judgement alone; or too many fell back."""
    found = PrematureBestFew(early, best_few, fell, left)
    return found if early or found.fall_often else None


@dataclass(frozen=True, slots=True)
class FewerComing:
    """Fewer come above the funnel than before (4.11b, d).

    `usual` a week; `lately` is the moving average of weeks, `floor` its lower limit;
    `sum_` and `height` are the CUSUM and where its light comes on.
    """

    light: Light
    usual: float
    lately: float
    floor: float
    came: int
    weeks: int


def fewer_coming(weeks: Sequence[int]) -> FewerComing | None:
    """From counts of whole weeks, the oldest first; None where all is usual.

    The last 13 weeks are held against the mean of those before, 13 at least, once
    one a week is usual.
    """
    before, tested = weeks[:-TESTED_WEEKS], weeks[-TESTED_WEEKS:]
    if len(before) < BASE_WEEKS or sum(before) < len(before):
        return None
    usual = sum(before) / len(before)
    sums = alarms.cusum(tested, alarms.cusum_k(usual, alarms.LOW * usual))
    light = alarms.light_of(sums, alarms.heights(usual))
    if light is None:
        return None
    fall = len(tested) - next(
        (i + 1 for i in reversed(range(len(sums))) if not sums[i]), 0
    )
    return FewerComing(
        light=light,
        usual=usual,
        lately=alarms.ewma(tested, start=usual)[-1],
        floor=alarms.ewma_floor(usual),
        came=sum(tested[-fall:]),
        weeks=fall,
    )


@dataclass(frozen=True, slots=True)
class StalledSome:
    """`count` of the `all_` that are open are older than nearly every closed one."""

    count: int
    all_: int


Fault = DryTop | JammedMiddle | PrematureBestFew | FewerComing | StalledSome
