"""What makes a cycle longer or shorter (B30): product, want or need, benefits told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef

from bestfew.funnel.models import Ending, Influence, OfObjectiveQuerySet, Outcome
from bestfew.funnel.rules import ENOUGH_WON, LONGEST
from bestfew.markets.models import Offering
from bestfew.prospecting.models import Answer, Value
from bestfew.prospecting.rules import INTEREST, NEED


@dataclass(frozen=True, slots=True)
class Driven:
    """The won ones of which one thing holds: how many, and their mean in days.

    `of` is the driver; `holds` an offering's name, or whether it was so.
    """

    of: str
    holds: str | bool
    won: int
    mean: float


def drivers(
    *, on: date, offering: Offering | None = None, kind: str | None = None
) -> list[Driven]:
    """Each driver of which two groups at least have enough won ones to compare."""
    won = Ending.objects.filter(
        outcome=Outcome.WON, on__lte=on, cycle_days__range=(0, LONGEST)
    )
    if offering:
        won = won.filter(objective__offering=offering)
    if kind:
        won = won.filter(objective__kind=kind)
    return [
        *_groups("product", won.annotate(holds=F("objective__offering__name"))),
        *_groups("wanted", won.annotate(holds=Exists(_said_yes()))),
        *_groups("told", won.annotate(holds=Exists(_satisfied()))),
    ]


def _said_yes() -> Any:
    """The customer said that they need it, or want it."""
    return Answer.objects.filter(
        person=OuterRef("objective__person"), key__in=(NEED, INTEREST), value=Value.MET
    )


def _satisfied() -> Any:
    """Somebody who decides was satisfied before the end: the benefits were told."""
    return Influence.objects.filter(
        objective=OuterRef("objective"), satisfied_on__lte=OuterRef("on")
    )


def _groups(of: str, won: OfObjectiveQuerySet) -> list[Driven]:
    rows = (
        won.exclude(holds=None)
        .values_list("holds")
        .annotate(n=Count("pk"), mean=Avg("cycle_days"))
        .filter(n__gte=ENOUGH_WON)
        .order_by("mean", "holds")
    )
    found = [Driven(of, holds, n, float(mean)) for holds, n, mean in rows]
    return found if len(found) > 1 else []
