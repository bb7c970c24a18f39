"""The four parts of the funnel: how many objectives, and how much money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Sum

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Objective, ObjectiveQuerySet, Place
from bestfew.funnel.queries.stood import Stood
from bestfew.funnel.queries.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the funnel: how many objectives and how much money, by currency.

    `counts` has the currencies without money, too. `recheck_on` is the first day on
    which the calendar may move one of them.
    """

    place: str
    count: int = 0
    values: Mapping[str, Decimal] = field(default_factory=dict)
    recheck_on: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    def plus(
        self,
        count: int,
        currency: str,
        value: Decimal | None,
        recheck_on: date | None = None,
    ) -> Part:
        values = dict(self.values)
        if value:
            values[currency] = values.get(currency, Decimal(0)) + value
        days = [day for day in (self.recheck_on, recheck_on) if day]
        counts = {**self.counts, currency: self.counts.get(currency, 0) + count}
        return Part(
            self.place, self.count + count, values, min(days, default=None), counts
        )


def parts(
    member: Membership,
    *,
    reachable: bool = False,
    wanted: Wanted | None = None,
    on: date | None = None,
) -> dict[str, Part]:
    """The funnel as it stands now, in one query; what is paused is not in it.

    `reachable` leaves out what is for people who asked not to be contacted; `wanted`
    narrows it, as of the day `on`.
    """
    objectives = Objective.objects.visible_to(member).open().unpaused()
    if wanted and on:
        objectives = wanted.narrowed(objectives, on=on)
    rows = (
        (objectives.reachable() if reachable else objectives)
        .values_list("place", "currency")
        .annotate(count=Count("id"), total=Sum("value"), due=Min("recheck_on"))
        .order_by("place", "currency")
    )
    found = {place: Part(place) for place in Place.values}
    for place, currency, count, total, due in rows:
        found[place] = found[place].plus(count, currency, total, due)
    return found


def parts_of(stood: Iterable[Stood]) -> dict[str, Part]:
    """The same for objectives whose place was worked out for some day."""
    found = {place: Part(place) for place in Place.values}
    for each in stood:
        if not each.objective.is_paused:
            was = found[each.place]
            found[each.place] = was.plus(
                1, each.objective.currency, each.objective.value
            )
    return found


def due_for_recheck(on: date) -> ObjectiveQuerySet:
    """Open objectives whose standing the calendar may have changed since."""
    due: ObjectiveQuerySet = Objective.objects.filter(is_open=True, recheck_on__lte=on)
    return due.order_by("recheck_on", "id")


def is_day_due(on: date) -> bool:
    """Whether there is any such objective: one look at an index."""
    return bool(Objective.objects.filter(recheck_on__lte=on).exists())
