"""How far those came who were first reached in the same month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from bestfew.levels.models import Axis, LevelDay, Span
from bestfew.levels.queries.ways import Way
from bestfew.levels.rules.pyramid import TOP


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those first reached in a month; how many of them came to each level so far."""

    month: date
    counts: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.counts[0]


def cohorts_of(way: Way | None, *, seller: int | None) -> list[Cohort]:
    """Every month there is, the latest first, in one query."""
    rows = LevelDay.objects.filter(axis=way.axis if way else Axis.ALL, span=Span.COHORT)
    if way:
        rows = rows.filter(key=way.key)
    if seller is not None:
        rows = rows.filter(seller=seller)
    found: dict[date, dict[int, int]] = defaultdict(dict)
    summed = rows.order_by().values_list("on", "level").annotate(n=Sum("came"))
    for month, level, count in summed:
        found[month][level] = count
    return [
        Cohort(month, tuple(found[month].get(n, 0) for n in range(1, TOP + 1)))
        for month in sorted(found, reverse=True)
    ]
