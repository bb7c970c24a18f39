"""The pyramid of a period: counts, rates of cohorts old enough, and the weak step.

A rate is of those who came to a level in the period and had the time to go on: cohorts
younger than the wait of their step are left out (method.md 4.5). The wait comes from
the data: where people leave a level at a steady pace, nine in ten of those who ever do
so have done it after 2.3 times the mean.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.estimates import (
    JEFFREYS,
    Estimate,
    Prior,
    estimate,
    last_entry,
)

TOP = 8
STEPS = range(1, TOP)
"""A step is named by the level it starts from."""

NINE_IN_TEN = 2.302585
"""ln 10: of a steady pace, so many means until nine in ten are through."""

ENOUGH = 20
"""So many who went on tell how long it takes; fewer leave it at the usual wait."""

SHORTEST, LONGEST = 7, 365
LATER_STEPS = 180
"""The usual wait, in days, behind a purchase; before it, it is the sales cycle."""

FEW = 10
"""A rate of fewer than so many is too little to compare."""


OLDEST = date(1970, 1, 1)
"""Nothing was sold here before; what is asked of an earlier day begins with it."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` (None: ever) to `end`, both included, looked at on `on`."""

    start: date | None
    end: date
    on: date

    @property
    def before(self) -> Period | None:
        """The period of the same length that ended the day before."""
        if self.start is None or self.start <= OLDEST:
            return None
        length = (self.end - self.start).days + 1
        last = self.start - timedelta(days=1)
        first = max((self.start - OLDEST).days - length, 0)
        return Period(OLDEST + timedelta(days=first), last, self.on)


@dataclass(frozen=True, slots=True)
class Step:
    """From a level to the next: the estimate, and the usual rate beside it.

    `usual`: of the middle of the team, else None. `before`: the estimate of the period
    before.
    """

    level: int
    wait: int
    estimate: Estimate
    usual: float | None = None
    before: Estimate | None = None

    @property
    def is_few(self) -> bool:
        return self.estimate.tried < FEW

    @property
    def is_weak(self) -> bool:
        """Whether the whole range lies below what is usual."""
        return (
            self.usual is not None
            and not self.is_few
            and self.estimate.high < self.usual
        )

    @property
    def trend(self) -> str:
        """`up` or `down` where the ranges do not touch, `same`, `few` or ''."""
        if self.before is None:
            return ""
        if self.is_few or self.before.tried < FEW:
            return "few"
        if self.estimate.low > self.before.high:
            return "up"
        return "down" if self.estimate.high < self.before.low else "same"


@dataclass(frozen=True, slots=True)
class Pyramid:
    """People who came to each level in the period, and the steps between."""

    counts: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def weakest(self) -> Step | None:
        """Of the steps that are weak, the one that loses the largest share."""
        weak = [step for step in self.steps if step.is_weak]
        return min(weak, key=_share_of_usual, default=None)


def _share_of_usual(step: Step) -> float:
    return step.estimate.mean / step.usual if step.usual else 1.0


def wait_of(count: Count, usual: int) -> int:
    """Days until nine in ten of those who go on have done so."""
    if count.went_on < ENOUGH:
        return usual
    mean = count.days / count.went_on
    return min(max(ceil(mean * NINE_IN_TEN), SHORTEST), LONGEST)


def waits_of(counts: Mapping[int, Count], *, cycle: int) -> dict[int, int]:
    """The wait of each step, from everybody who ever took it."""
    return {
        step: wait_of(counts.get(step, Count()), cycle if step < 5 else LATER_STEPS)
        for step in STEPS
    }


def entries(period: Period, wait: int) -> tuple[date | None, date]:
    """First and last day on which the cohorts of a rate entered."""
    return period.start, min(period.end, last_entry(period.on, wait))


def rates_of(
    cohorts: Mapping[int, Count], pooled: Mapping[int, Count] | None
) -> dict[int, Estimate]:
    """The estimate of each step; the pool's rate draws small numbers to it.

    `pooled` is None where there is no larger pool: Jeffreys' prior then says nothing.
    """
    return {
        step: estimate(
            cohorts.get(step, Count()).went_on,
            cohorts.get(step, Count()).came,
            prior_of((pooled or {}).get(step)),
        )
        for step in STEPS
    }


def of_cohort(
    counts: Sequence[int],
    month: date,
    on: date,
    waits: Mapping[int, int],
    pooled: Mapping[int, Count] | None,
) -> Pyramid:
    """Those first reached in one month, and how far they came until a day.

    A step counts once the youngest of them had the time to take it.
    """
    known = tuple(counts) or (0,) * TOP
    end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    old = {step for step in STEPS if end <= last_entry(on, waits[step])}
    cohorts = {step: Count(known[step - 1], known[step]) for step in old}
    rates = rates_of(cohorts, pooled)
    return Pyramid(known, tuple(Step(step, waits[step], rates[step]) for step in STEPS))


def prior_of(pool: Count | None) -> Prior:
    """From a pool that has both: some who went on and some who did not."""
    if pool is None or not 0 < pool.went_on < pool.came:
        return JEFFREYS
    return Prior.pooled(pool.went_on / pool.came)


def middle(rates: Sequence[float]) -> float | None:
    """The middle of several sellers' rates."""
    ordered = sorted(rates)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def working_days(start: date, end: date, working: Collection[int]) -> int:
    """Working days (ISO) from one day to another, both included; all if none are."""
    chosen = set(working) or set(range(1, 8))
    whole, rest = divmod(max((end - start).days + 1, 0), 7)
    more = (start + timedelta(days=each) for each in range(rest))
    return whole * len(chosen) + sum(day.isoweekday() in chosen for day in more)


def months_back(day: date, months: int) -> date:
    """The day after the same day so many months ago: a period that ends today."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return next_day(first.replace(day=min(day.day, last.day)))
