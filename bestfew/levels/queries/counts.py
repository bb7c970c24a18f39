"""The daily counts of a workspace, summed over any days: whole months from their sums.

Everything a page shows comes from two queries an axis: the sums of months, of which
there are few, and the days of those months that a period only touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum

from bestfew.levels.models import Axis, LevelDay, Span
from bestfew.levels.rules.cells import Count

Group = int
"""The id of a seller, channel, campaign or source; 0 for none."""

Days = dict[date, Count]


@dataclass(slots=True)
class Counts:
    """What came to each level, by group and day."""

    rows: Any
    by: str
    months: dict[Group, dict[int, Days]] = field(default_factory=dict)
    days: dict[Group, dict[int, Days]] = field(default_factory=dict)

    @property
    def groups(self) -> set[Group]:
        return set(self.months)

    def read_days(self, edges: Iterable[date]) -> None:
        """Read the days of the months in the midst of which one of these begins."""
        partial = {first_of(day) for day in edges if day.day != 1}
        here = Q(pk__in=[])
        for month in sorted(partial):
            here |= Q(on__gte=month, on__lt=following(month))
        if partial:
            self.days = _grouped(self.rows.filter(here, span=Span.DAY), self.by)

    def total(
        self,
        level: int,
        start: date | None,
        end: date,
        groups: Iterable[Group] | None = None,
    ) -> Count:
        """Of the days from `start` to `end`, both included."""
        found = Count()
        for group in self.months if groups is None else groups:
            found = found.plus(self._of(group, level, start, end))
        return found

    def _of(self, group: Group, level: int, start: date | None, end: date) -> Count:
        start, broken = start or date.min, first_of(end + timedelta(days=1))
        found = Count()
        for month, count in self.months.get(group, {}).get(level, {}).items():
            if start <= month < broken:
                found = found.plus(count)
        for day, count in self.days.get(group, {}).get(level, {}).items():
            if start <= day <= end and not start <= first_of(day) < broken:
                found = found.plus(count)
        return found


def counts_of(
    axis: str = Axis.ALL,
    *,
    by: str = "seller_id",
    seller: int | None = None,
    key: int | None = None,
) -> Counts:
    """Counts of an axis, in groups `by` seller or key; of one seller, of one key."""
    rows = LevelDay.objects.filter(axis=axis)
    if seller is not None:
        rows = rows.filter(seller=seller)
    if key is not None:
        rows = rows.filter(key=key)
    found = Counts(rows, by)
    found.months = _grouped(rows.filter(span=Span.MONTH), by)
    return found


def _grouped(rows: Any, by: str) -> dict[Group, dict[int, Days]]:
    found: dict[Group, dict[int, Days]] = defaultdict(lambda: defaultdict(dict))
    summed = (
        rows.order_by()
        .values_list(by, "level", "on")
        .annotate(a=Sum("came"), b=Sum("went_on"), c=Sum("days"))
    )
    for group, level, on, *count in summed:
        found[group][level][on] = Count(*count)
    return found


def first_of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    """The first day of the next month."""
    return first_of(month + timedelta(days=31))
