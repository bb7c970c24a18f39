"""How many came up each step to a sale, by seller, of cohorts old enough (4.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Q, QuerySet, Sum

from bestfew.levels.models import Axis, LevelDay
from bestfew.levels.rules.arithmetic import Rate
from bestfew.levels.rules.estimates import JEFFREYS, Prior, last_entry, wait_of_mean
from bestfew.people.models import LevelName
from bestfew.reach.models import ReachDay

STEPS = 4
"""From reached to bought: answered, prospect, viewed, bought."""

YEAR = timedelta(days=365)

LONGEST_WAIT = 120
"""Days waited for a cohort at most: else a year has hardly one old enough."""

ENOUGH = 20
"""Cases from which a seller's rate tells others what is possible."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many stood below, and so many of them came up."""

    tried: int = 0
    came: int = 0

    def plus(self, other: Step) -> Step:
        return Step(self.tried + other.tried, self.came + other.came)


Steps = tuple[Step, ...]
NOTHING: Steps = (Step(),) * STEPS


def steps_of(on: date) -> dict[int, Steps]:
    """The four steps of every seller, by the user's id, over twelve months.

    People reached without a record have no cohort: the first step is all who answered
    of all who were reached.
    """
    reached = _reached(on)
    rows = _cohorts(on)
    found = {}
    for seller in {*reached, *rows}:
        by_level = rows.get(seller, {})
        answered = by_level.get(LevelName.RESPONDED, (Step(), 0))[1]
        first = Step(reached.get(seller, 0), answered)
        if first.came > first.tried:
            first = by_level.get(LevelName.REACHED, (Step(), 0))[0]
        higher = (by_level.get(level, (Step(), 0))[0] for level in range(2, STEPS + 1))
        found[seller] = (first, *higher)
    return found


def rates_of(mine: Steps, others: Sequence[Steps]) -> Iterator[float | None]:
    """The rate to reckon with at each step, None without a case of one's own."""
    for i, step in enumerate(mine):
        pooled = _pooled(other[i] for other in others)
        yield pooled.after(step.came, step.tried).mean if step.tried else None


def possible_of(others: Collection[Steps]) -> Iterator[Rate | None]:
    """The middle of the others' rates at each step, None where too few are known."""
    for i in range(STEPS):
        known = [steps[i] for steps in others if steps[i].tried >= ENOUGH]
        rates = [Rate(step.came, step.tried) for step in known if step.came]
        yield Rate(median(rates)) if rates else None


def _pooled(steps: Iterator[Step]) -> Prior:
    total = Step()
    for step in steps:
        total = total.plus(step)
    if 0 < total.came < total.tried:
        return Prior.pooled(total.came / total.tried)
    return JEFFREYS


def _reached(on: date) -> dict[int, int]:
    rows = ReachDay.objects.filter(on__gt=on - YEAR, on__lte=on)
    sums = rows.values_list("user").annotate(Sum("by_hand"), Sum("from_log"))
    return {user: hand + log for user, hand, log in sums.order_by()}


def _cohorts(on: date) -> dict[int, dict[int, tuple[Step, int]]]:
    """By seller and level: old enough cohorts, and all who came to the level."""
    rows = LevelDay.objects.filter(
        axis=Axis.ALL,
        is_month=False,
        on__gt=on - YEAR,
        on__lte=on,
        level__lte=STEPS,
    ).order_by()
    is_old = _is_old(rows, on)
    sums = rows.values_list("seller", "level").annotate(
        tried=Sum("came", filter=is_old, default=0),
        went=Sum("went_on", filter=is_old, default=0),
        all=Sum("came"),
    )
    found: dict[int, dict[int, tuple[Step, int]]] = defaultdict(dict)
    for seller, level, tried, went, came in sums:
        found[seller][level] = (Step(tried, went), came)
    return dict(found)


def _is_old(rows: QuerySet[LevelDay], on: date) -> Q:
    """Entered long enough ago that nine in ten who come up have done so."""
    sums = rows.values_list("level").annotate(Sum("days"), Sum("went_on"))
    rule = Q(pk=None)
    for level, days, went_on in sums:
        mean = days / went_on if went_on else 0
        wait = min(wait_of_mean(mean), LONGEST_WAIT)
        rule |= Q(level=level, on__lte=last_entry(on, wait))
    return rule
