"""The first few objectives at each place, as the order of work has them (D38)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from bestfew.funnel.models import Objective, ObjectiveQuerySet, Place
from bestfew.funnel.queries.parts import Part

FIRST = ("close_by", "-gain", "id")
MOST = ("-gain", "close_by", "id")


def first_of(
    objectives: ObjectiveQuerySet, parts: Mapping[str, Part], limits: Mapping[str, int]
) -> list[Objective]:
    """The first few of each place and currency, `for_row`, in one query.

    Of the best few those that close next; elsewhere those where a step brings most.
    However many stand at a place, only the head of an index is read. `parts` tell
    which currencies there are; money is compared within one only.
    """
    heads = [
        _head(objectives, place, currency, len(parts[place].counts), limit)
        for place, limit in limits.items()
        for currency in parts[place].counts
    ]
    if not heads:
        return []
    # The heads are of this workspace. Asked for it again, SQLite would rather look
    # through all of the workspace's rows than find these by their keys.
    first, *others = (
        Objective.unscoped.filter(pk__in=head).order_by().values_list("pk", flat=True)
        for head in heads
    )
    chosen = first.union(*others, all=True)
    return list(ObjectiveQuerySet(Objective).for_row().filter(pk__in=chosen))


def _head(
    objectives: ObjectiveQuerySet, place: str, currency: str, among: int, limit: int
) -> QuerySet[Objective, Any]:
    there = objectives.filter(place=place)
    if place == Place.BEST_FEW:
        there = there.filter(currency=currency) if among > 1 else there
        return there.order_by(*FIRST).values("pk")[:limit]
    return there.filter(currency=currency).order_by(*MOST).values("pk")[:limit]


def usual_values(parts: Mapping[str, Part]) -> dict[str, float]:
    """The mean value of what is open, by currency: the measure of each.

    There is no rate of exchange: an objective is large or small among those in its
    own currency.
    """
    totals: dict[str, float] = {}
    counts: dict[str, int] = {}
    for part in parts.values():
        for currency, value in part.values.items():
            totals[currency] = totals.get(currency, 0.0) + float(value)
        for currency, count in part.counts.items():
            counts[currency] = counts.get(currency, 0) + count
    seen = set(chain(totals, counts))
    return {each: totals.get(each, 0.0) / counts.get(each, 1) or 1.0 for each in seen}
