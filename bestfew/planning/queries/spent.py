"""Minutes really spent: the log, what was tallied, and blocks that were kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from bestfew.activities.models import Activity
from bestfew.planning.models import BlockWork, TimeBlock
from bestfew.planning.queries.local_days import local_day, starts
from bestfew.planning.rules.spent import Kept, Minutes, spent
from bestfew.planning.rules.week import Kind
from bestfew.reach.models import Tally


@dataclass(slots=True)
class Done:
    """What one user did: minutes by day and kind, blocks kept and days off."""

    logged: dict[date, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    kept: dict[date, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    off: set[date] = field(default_factory=set)

    @property
    def worked(self) -> set[date]:
        """Days on which anything was done, with or without minutes."""
        return {*self.logged, *self.kept}

    def minutes(self, first: date, last: date) -> Minutes:
        """Of the days from first to last, both included."""
        kinds: dict[str, int] = defaultdict(int)
        for day, some in self.logged.items():
            if first <= day <= last:
                for kind, minutes in some.items():
                    kinds[kind] += minutes
        kept = [
            block
            for day, blocks in self.kept.items()
            if first <= day <= last
            for block in blocks
        ]
        return spent(Minutes.of(kinds), kept)

    def by_month(self, first: date, last: date) -> list[Minutes]:
        """Month after month, from the whole month of `first` on."""
        months, start = [], first.replace(day=1)
        while start <= last:
            following = (start + timedelta(days=32)).replace(day=1)
            months.append(self.minutes(start, following - timedelta(days=1)))
            start = following
        return months

    def of_week(self, monday: date) -> Minutes:
        return self.minutes(monday, monday + timedelta(days=6))


def done_by(users: Collection[int], first: date, last: date) -> Mapping[int, Done]:
    """What each of these users did on those days, in three queries."""
    found: dict[int, Done] = defaultdict(Done)
    _add_log(found, users, first, last)
    _add_tallies(found, users, first, last)
    _add_blocks(found, users, first, last)
    return found


def _add_log(
    found: dict[int, Done], users: Collection[int], first: date, last: date
) -> None:
    start, end = _bounds(first, last)
    rows = (
        Activity.objects.filter(by__in=users, at__gte=start, at__lt=end)
        .order_by()
        .annotate(day=local_day("at", first, last))
        .values_list("by_id", "day", "work")
        .annotate(took=Sum("minutes"), n=Count("pk"))
    )
    for user, day, work, took, _n in rows:
        found[user].logged[day][work] += took or 0


def _add_tallies(
    found: dict[int, Done], users: Collection[int], first: date, last: date
) -> None:
    """Counting people reached is prospecting."""
    rows = (
        Tally.objects.filter(by__in=users, on__range=(first, last))
        .order_by()
        .values_list("by_id", "on")
        .annotate(took=Sum("minutes"), n=Sum("count"))
    )
    for user, day, took, n in rows:
        if took or n > 0:
            found[user].logged[day][Kind.PROSPECT] += took or 0


def _add_blocks(
    found: dict[int, Done], users: Collection[int], first: date, last: date
) -> None:
    while_it_lasted = {
        "by": OuterRef("user"),
        "at__gte": OuterRef("begins_at"),
        "at__lt": OuterRef("ends_at"),
    }
    rows = (
        TimeBlock.objects.standing()
        .filter(user__in=users, on__range=(first, last))
        .annotate(
            in_log=_took(Activity.objects.filter(**while_it_lasted)),
            tallied=_took(Tally.objects.filter(**while_it_lasted)),
        )
        .values_list("user_id", "on", "work", "minutes", "kept_at", "in_log", "tallied")
    )
    for user, day, work, minutes, kept_at, in_log, tallied in rows:
        if work == BlockWork.OFF:
            found[user].off.add(day)
        elif kept_at:
            block = Kept(work, minutes, max(0, in_log + tallied))
            found[user].kept[day].append(block)


def _took(rows: Any) -> Coalesce:
    """The sum of their minutes, for one block."""
    summed = rows.order_by().values("by").annotate(took=Sum("minutes")).values("took")
    return Coalesce(Subquery(summed), 0)


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments at which these days begin and end, in the zone in force."""
    zone = timezone.get_current_timezone()
    return starts(first, zone), starts(last + timedelta(days=1), zone)
