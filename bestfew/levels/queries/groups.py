"""Counts and rates from the standings themselves: of any day, by any of four things.

Slower than the daily counts, and as of whichever day: nobody who came to a level later
is seen on it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Count as CountOf
from django.db.models import DurationField, ExpressionWrapper, F, Q, Sum

from bestfew.accounts.models import Membership, User
from bestfew.levels.models import DAYS, Standing
from bestfew.levels.queries.counts import following
from bestfew.levels.queries.volume import Volumes, answer_rate
from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.estimates import JEFFREYS, Estimate, estimate
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.pyramid import (
    STEPS,
    Period,
    Pyramid,
    Step,
    entries,
    rates_of,
    waits_of,
)
from bestfew.people.models import Source
from bestfew.prospecting.models import Campaign, Channel

NAMES: Mapping[str, Any] = {
    "channel": Channel,
    "seller": User,
    "campaign": Campaign,
    "source": Source,
}
"""What a pyramid can be told apart by, with the table of their names."""

NOBODY: Mapping[str, int] = defaultdict(int)
"""The counts of a way by which nobody on record came."""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one channel, seller, campaign or source; `key` 0 for none.

    `bought_of_answered`: of everybody who answered up to the day, however late, who
    bought. `contacts` are all that were made, with people on record and without (C10,
    OQ-16), None where nobody knows: of a source, of one month's people.
    """

    key: int
    name: str
    pyramid: Pyramid
    bought_of_answered: Estimate
    contacts: int | None = None

    @property
    def answered_of_contacts(self) -> Estimate | None:
        """Of a period's contacts, its answers: leaflets have no names to follow."""
        if self.contacts is None:
            return None
        people, answered, *_above = self.pyramid.counts
        return answer_rate(answered, max(self.contacts, people), None)


def seen_by(member: Membership) -> Any:
    """The standings that a member's levels are made of: a seller's own."""
    if member.sees_workspace:
        return Standing.objects.all()
    return Standing.objects.filter(seller=member.user_id)


def groups_of(
    member: Membership, period: Period, *, by: str = "", cohort: date | None = None
) -> tuple[Group, list[Group]]:
    """All together, and the groups, the largest first; as of `period.on`.

    With a `cohort`, the first day of a month, only those first reached in it.
    """
    rows = seen_by(member)
    if cohort:
        rows = rows.filter(reached_on__gte=cohort, reached_on__lt=following(cohort))
    waits = _waits(rows, period, cycle=member.workspace.normal_cycle_days)
    (whole,) = _counted(rows, period, waits, by="")
    contacts = _Contacts.read(member, period, by=by, cohort=cohort)
    total = _group(0, "", whole, waits, pooled=None)
    total = replace(total, contacts=contacts.in_all)
    if not by:
        return total, []
    pooled = _cohorts(whole)
    counted = _counted(rows, period, waits, by=f"{by}_id")
    found: dict[int, Any] = {row["group"] or 0: row for row in counted}
    keys = {*found, *contacts.by_key}
    names = _names(by, list(keys))
    groups = [
        replace(
            _group(key, names.get(key, ""), found.get(key, NOBODY), waits, pooled),
            contacts=contacts.of(key),
        )
        for key in keys
    ]
    return total, _largest_first(groups)


def _largest_first(groups: list[Group]) -> list[Group]:
    here = [each for each in groups if any(each.pyramid.counts) or each.contacts]
    return sorted(
        here, key=lambda each: (*(-n for n in each.pyramid.counts), each.name)
    )


@dataclass(frozen=True, slots=True)
class _Contacts:
    """Contacts of a period: in all, and by channel, seller or campaign."""

    in_all: int | None = None
    is_told: bool = False
    by_key: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def read(
        cls, member: Membership, period: Period, *, by: str, cohort: date | None
    ) -> Self:
        if cohort:
            return cls()
        volumes = Volumes.read(replace(period, end=min(period.end, period.on)))
        seller = None if member.sees_workspace else member.user_id
        in_all = volumes.total(seller=seller).count
        if by in ("", "source"):
            return cls(in_all)
        found: Counter[int] = Counter()
        for (user, channel, campaign), volume in volumes.of.items():
            if seller in (None, user):
                keys = {"seller": user, "channel": channel, "campaign": campaign}
                found[keys[by]] += volume.count
        return cls(in_all, is_told=True, by_key=found)

    def of(self, key: int) -> int | None:
        return self.by_key.get(key, 0) if self.is_told else None


def _names(by: str, keys: list[int]) -> dict[int, str]:
    rows = NAMES[by]._default_manager.filter(pk__in=keys)
    return {row.pk: str(row) for row in rows}


def _waits(rows: Any, period: Period, *, cycle: int) -> dict[int, int]:
    """How long each step took those who had taken it by then."""
    sums: dict[str, Any] = {}
    for step in STEPS:
        here, there = DAYS[step - 1], DAYS[step]
        taken = Q(**{f"{there}__lte": period.on})
        length = ExpressionWrapper(F(there) - F(here), output_field=DurationField())
        sums[f"n{step}"] = CountOf("pk", filter=taken)
        sums[f"d{step}"] = Sum(length, filter=taken)
    found = rows.aggregate(**sums)
    return waits_of(
        {
            step: Count(0, found[f"n{step}"], (found[f"d{step}"] or timedelta()).days)
            for step in STEPS
        },
        cycle=cycle,
    )


def _counted(
    rows: Any, period: Period, waits: Mapping[int, int], *, by: str
) -> list[dict[str, Any]]:
    end = min(period.end, period.on)
    counts: dict[str, Any] = {}
    for number, name in enumerate(DAYS, 1):
        counts[f"level{number}"] = CountOf(
            "pk", filter=_within(name, period.start, end)
        )
    for step, wait in waits.items():
        first, last = entries(period, wait)
        entered = _within(DAYS[step - 1], first, last)
        went_on = Q(**{f"{DAYS[step]}__lte": period.on})
        counts[f"tried{step}"] = CountOf("pk", filter=entered)
        counts[f"came{step}"] = CountOf("pk", filter=entered & went_on)
    answered = _within(DAYS[Level.RESPONDED - 1], period.start, end)
    bought = Q(**{f"{DAYS[Level.BOUGHT - 1]}__lte": period.on})
    counts["bought"] = CountOf("pk", filter=answered & bought)
    if not by:
        return [rows.aggregate(**counts)]
    return list(rows.order_by().values(group=F(by)).annotate(**counts))


def _within(name: str, start: date | None, end: date) -> Q:
    found = Q(**{f"{name}__lte": end})
    return found & Q(**{f"{name}__gte": start}) if start else found


def _cohorts(row: Mapping[str, Any]) -> dict[int, Count]:
    return {step: Count(row[f"tried{step}"], row[f"came{step}"]) for step in STEPS}


def _group(
    key: int,
    name: str,
    row: Mapping[str, Any],
    waits: Mapping[int, int],
    pooled: Mapping[int, Count] | None,
) -> Group:
    rates = rates_of(_cohorts(row), pooled)
    steps = tuple(Step(step, waits[step], rates[step]) for step in STEPS)
    counts = tuple(row[f"level{number}"] for number in range(1, len(DAYS) + 1))
    answered = counts[Level.RESPONDED - 1]
    whole = estimate(row["bought"], answered, JEFFREYS)
    return Group(key, name, Pyramid(counts, steps), whole)
