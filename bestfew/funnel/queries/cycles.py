"""The normal sales cycle of each offering and kind of objective (B32, D31, OQ-11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Avg, Count, Q

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.funnel import rules
from bestfew.funnel.models import Ending, Kind, OfObjectiveQuerySet, Outcome
from bestfew.markets.models import Offering

CycleKey = tuple[int | None, str]
"""An offering's id (None without one) and the kind of objective (B32)."""


def cycle_days_of(
    keys: Iterable[CycleKey],
    *,
    until: date | None = None,
    own: Mapping[int | None, float] | None = None,
) -> dict[CycleKey, float]:
    """The normal cycle in days of given offerings and kinds, in three queries.

    Counted by the database, so that a deed on one objective stays quick in a workspace
    with many endings. `own` are the user's own figures, where they were read already.
    """
    keys = set(keys)
    if not keys:
        return {}
    if own is None:
        own = own_figures()
    rows = (
        _won(until)
        .filter(of_keys(keys), cycle_days__range=(0, rules.LONGEST))
        .values_list("objective__offering_id", "objective__kind")
        .annotate(won=Count("pk"), mean=Avg("cycle_days"))
    )
    won = {(offering, kind): (count, mean) for offering, kind, count, mean in rows}
    return {
        key: rules.cycle_days(
            *won.get(key, (0, None)),
            own_figure=own[key[0]],
        )
        for key in keys
    }


def of_keys(keys: Iterable[CycleKey]) -> Q:
    """Endings of these offerings; which kind, a group of them says."""
    offerings = {offering for offering, _kind in keys}
    known = Q(objective__offering__in=offerings - {None})
    return known | Q(objective__offering=None) if None in offerings else known


def cycles_of(
    keys: Iterable[CycleKey], *, until: date | None = None
) -> dict[CycleKey, rules.Cycle]:
    """The same with what each rests on, and the median beside it."""
    days: dict[CycleKey, list[int]] = defaultdict(list)
    rows = _won(until).values_list(
        "objective__offering_id", "objective__kind", "cycle_days"
    )
    for offering, kind, cycle_days in rows:
        days[offering, kind].append(cycle_days)
    own = own_figures()
    return {
        key: rules.normal_cycle(days[key], own_figure=own[key[0]]) for key in set(keys)
    }


def overall_cycle(
    *,
    until: date | None = None,
    offering: Offering | None = None,
    kind: str | None = None,
) -> rules.Cycle:
    """All won objectives together, or those of one offering or one kind."""
    won = _of(_won(until), offering=offering, kind=kind)
    own = own_figures()[offering.pk if offering else None]
    return rules.normal_cycle(won.values_list("cycle_days", flat=True), own_figure=own)


def ended_counts(
    member: Membership,
    *,
    until: date | None = None,
    offering: Offering | None = None,
    kind: str | None = None,
) -> dict[str, int]:
    """How many objectives ended in each way."""
    rows = Ending.objects.visible_to(member)
    if until:
        rows = rows.filter(on__lte=until)
    rows = _of(rows, offering=offering, kind=kind)
    counted = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    return {outcome: counted.get(outcome, 0) for outcome in Outcome.values}


def own_figures(
    offered: Mapping[int | None, int | None] | None = None,
    *,
    default: int | None = None,
) -> Mapping[int | None, float]:
    """The user's own figure in days for each offering, else the workspace's.

    What was read already is given: the offerings' figures, and the workspace's.
    """
    if default is None:
        workspace = Workspace.objects.get(pk=current_workspace_id())
        default = workspace.normal_cycle_days
    if offered is None:
        rows = Offering.objects.exclude(normal_cycle_days=None)
        offered = dict(rows.values_list("pk", "normal_cycle_days"))
    whole = float(default)
    figures: dict[int | None, float] = defaultdict(lambda: whole)
    figures.update({pk: float(days or whole) for pk, days in offered.items()})
    return figures


def cycles_by_offering() -> dict[int, rules.Cycle]:
    """What was sold with each offering, as the page of offerings shows it."""
    keys = [
        (pk, Kind.SELL.value) for pk in Offering.objects.values_list("pk", flat=True)
    ]
    return {pk: cycle for (pk, _kind), cycle in cycles_of(keys).items() if pk}


def _won(until: date | None) -> OfObjectiveQuerySet:
    won: OfObjectiveQuerySet = Ending.objects.filter(outcome=Outcome.WON)
    return won.filter(on__lte=until) if until else won


def _of(
    endings: OfObjectiveQuerySet, *, offering: Offering | None, kind: str | None
) -> OfObjectiveQuerySet:
    if offering:
        endings = endings.filter(objective__offering=offering)
    return endings.filter(objective__kind=kind) if kind else endings
