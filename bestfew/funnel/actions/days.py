"""Counts the funnel of every day that is over, from its history (2.C.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from bestfew.funnel.actions.places import local_day
from bestfew.funnel.models import FunnelDay, FunnelKept, Objective
from bestfew.funnel.queries.lives import first_day, lives, seen
from bestfew.funnel.rules.days import Cell, Count, Counts, count_days

KEPT_DAYS = 731
"""Two years back; older days are in the first ones' counts."""

FEW = 5_000
"""So many objectives, ended ones among them, are counted in less than a second."""

BATCH = 500
CELL = ("on", "seller_id", "place", "currency")
COUNTED = (
    *("count", "value", "moved_in", "moved_out", "fell"),
    *("entered", "went_on", "won"),
)


def keep_days(*, at: datetime, anew: bool = False) -> int:
    """Bring the past days in step with their history; how many rows changed.

    Asks four questions where nothing has changed, unless `anew`. May run twice, and
    at once: each row is written whole, and the next run mends what two wrote past one
    another.
    """
    until, now = local_day(at) - timedelta(days=1), seen()
    is_known = FunnelKept.objects.filter(until=until, seen=now).exists()
    if is_known and not anew:
        return 0
    changed = _write(counted_until(until))
    FunnelKept.objects.update_or_create(
        defaults={"until": until, "seen": now, "at": at}
    )
    return changed


def keep_days_if_few(*, at: datetime) -> None:
    """Count the days that are over now, where that takes a moment.

    In a workspace with many objectives the worker does it, within the hour.
    """
    if not are_kept(on=local_day(at)) and _are_few():
        keep_days(at=at)


def _are_few() -> bool:
    return bool(Objective.objects.order_by()[: FEW + 1].count() <= FEW)


def forget_days() -> None:
    """Drop all counts: the next keeping counts what is there by then."""
    FunnelDay.objects.all().delete()
    FunnelKept.objects.all().delete()


def are_kept(*, on: date) -> bool:
    """Whether all days before `on` were counted, be it from what was known earlier."""
    return bool(FunnelKept.objects.filter(until__gte=on - timedelta(days=1)).exists())


def counted_until(last: date) -> Counts:
    """The funnel of every day, worked out anew."""
    first = max(first_day() or last, last - timedelta(days=KEPT_DAYS))
    return count_days(lives(), first=first, last=last)


def _write(should: Counts) -> int:
    """Have the rows say this and nothing else."""
    wrong: list[int] = []
    rows = FunnelDay.objects.order_by().values_list("pk", *CELL, *COUNTED)
    for pk, *row in rows.iterator(chunk_size=5_000):
        cell = Cell(*row[:4])
        if cell not in should:
            wrong.append(pk)
        elif should[cell] == Count(*row[4:]):
            del should[cell]
    for some in _batches(wrong):
        FunnelDay.objects.filter(pk__in=some).delete()
    for cells in _batches(sorted(should)):
        _write_cells({cell: should[cell] for cell in cells})
    return len(wrong) + len(should)


@transaction.atomic
def _write_cells(counts: Counts) -> None:
    FunnelDay.objects.bulk_create(
        [
            FunnelDay(
                **dict(zip(CELL, cell, strict=True)),
                **{name: getattr(count, name) for name in COUNTED},
            )
            for cell, count in counts.items()
        ],
        update_conflicts=True,
        unique_fields=["workspace", "on", "place", "seller", "currency"],
        update_fields=COUNTED,
    )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    found = list(rows)
    return (found[i : i + BATCH] for i in range(0, len(found), BATCH))
