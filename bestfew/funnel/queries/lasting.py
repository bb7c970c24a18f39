"""How long objectives last: the ended and the open ones, counted by their days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncDate

from bestfew.accounts.models import Membership
from bestfew.funnel import rules
from bestfew.funnel.models import Ending, Objective, ObjectiveQuerySet, Outcome
from bestfew.funnel.queries.cycles import CycleKey, of_keys, overall_cycle
from bestfew.funnel.queries.stood import opened_by
from bestfew.history.models import Event
from bestfew.markets.models import Offering
from bestfew.people.models import Person, State

NEVER = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Faults:
    """What is not sound, and left out; and what is, but worth a look."""

    negative: int = 0
    too_long: int = 0
    zero_days: int = 0
    reopened: int = 0


@dataclass(frozen=True, slots=True)
class Stalled:
    """Open ones older than nearly every closed one of their offering and kind.

    `values` is their money by currency, and `weighted` the same with each weighed by
    the chance that one so old still has, against a new one's.
    """

    count: int = 0
    values: Mapping[str, Decimal] = field(default_factory=dict)
    weighted: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long the objectives of an offering and a kind take, as of a day.

    `lost` holds those declined by us, too; `declined` of them were. Nearly every one
    that ended did so within `nearly_every` days; None where too few have to say.
    """

    cycle: rules.Cycle
    curve: rules.Curve
    won: int
    lost: int
    declined: int
    open: int
    nearly_every: int | None
    stalled: Stalled
    faults: Faults

    @property
    def n(self) -> int:
        return self.won + self.lost + self.open

    def won_by(self, days: int) -> float | None:
        """The share won within so many days (Aalen-Johansen); None: not yet known."""
        point = self.curve.at(days)
        return point.won if point else None


def lasting(
    *,
    on: date,
    offering: Offering | None = None,
    kind: str | None = None,
    with_leads: bool = False,
) -> Lasting:
    """All objectives together, or those of one offering, or of one kind.

    The whole workspace's, since its normal cycle decides about everybody's places.
    `with_leads` takes people for whom nothing was opened as open, too, from their
    first contact: to be won, each of them still is.
    """
    ended = _ended(on, offering, kind)
    ages = _ages(on, offering, kind)
    if with_leads:
        ages = Counter(ages) + Counter(_leads(on))
    curve = rules.curve(_tallies(ended, ages))
    sound = {key: n for key, n in ended.items() if rules.is_sound(key[1])}
    by_outcome: Counter[str] = Counter()
    for (outcome, _days), n in sound.items():
        by_outcome[outcome] += n
    return Lasting(
        cycle=overall_cycle(until=on, offering=offering, kind=kind),
        curve=curve,
        won=by_outcome[Outcome.WON],
        lost=by_outcome[Outcome.LOST] + by_outcome[Outcome.DECLINED],
        declined=by_outcome[Outcome.DECLINED],
        open=sum(n for age, n in ages.items() if rules.is_sound(age)),
        nearly_every=rules.stalled_after(_closed(ended)),
        stalled=_stalled(curve, on, offering, kind),
        faults=_faults(ended, ages, on, offering, kind),
    )


def stalled_limits(keys: Iterable[CycleKey], *, on: date) -> dict[CycleKey, int | None]:
    """For each offering and kind, the age in days above which an open one is stalled.

    None where too few have ended to say.
    """
    keys = set(keys)
    if not keys:
        return {}
    rows = (
        Ending.objects.filter(of_keys(keys), on__lte=on)
        .values_list("objective__offering_id", "objective__kind", "cycle_days")
        .annotate(n=Count("pk"))
        .order_by()
    )
    closed: dict[CycleKey, dict[int, int]] = defaultdict(dict)
    for offering, kind, days, n in rows:
        closed[offering, kind][days] = n
    return {key: rules.stalled_after(closed.get(key, {})) for key in keys}


def only_stalled(objectives: ObjectiveQuerySet, *, on: date) -> ObjectiveQuerySet:
    """Of some open objectives those that are older than nearly every closed one.

    Each by its own offering and kind.
    """
    keys = objectives.order_by().values_list("offering_id", "kind").distinct()
    limits = stalled_limits(keys, on=on)
    older = [
        Q(offering=offering, kind=kind, first_contact_on__lt=on - timedelta(after))
        for (offering, kind), after in limits.items()
        if after is not None
    ]
    return objectives.filter(reduce(or_, older, NEVER))


def stalled(member: Membership, *, on: date) -> ObjectiveQuerySet:
    """What this member sees of the open objectives that are stalled."""
    rows: ObjectiveQuerySet = Objective.objects.visible_to(member).open()
    return only_stalled(rows, on=on)


Ended = Mapping[tuple[str, int], int]
Ages = Mapping[int, int]


def _ended(on: date, offering: Offering | None, kind: str | None) -> Ended:
    """How many ended in each way after so many days."""
    rows = Ending.objects.filter(on__lte=on)
    if offering:
        rows = rows.filter(objective__offering=offering)
    if kind:
        rows = rows.filter(objective__kind=kind)
    counted = rows.values_list("outcome", "cycle_days").annotate(n=Count("pk"))
    return {(outcome, days): n for outcome, days, n in counted.order_by()}


def _ages(on: date, offering: Offering | None, kind: str | None) -> Ages:
    """How many are open, by the days since their first contact."""
    rows = _of(opened_by(Objective.objects.all(), on=on), offering, kind)
    counted = rows.order_by().values_list("first_contact_on").annotate(n=Count("pk"))
    return {(on - first).days: n for first, n in counted}


def _leads(on: date) -> Ages:
    """People without an objective by then, not disqualified, by their days with us."""
    theirs = Objective.objects.filter(person=OuterRef("pk"), first_contact_on__lte=on)
    rows = Person.objects.exclude(Exists(theirs)).exclude(state=State.DISQUALIFIED)
    since = Coalesce("obtained_on", TruncDate("created_at"))
    begun = rows.annotate(since=since).filter(since__lte=on).order_by()
    counted = begun.values_list("since").annotate(n=Count("pk"))
    return {(on - first).days: n for first, n in counted}


def _of(
    rows: ObjectiveQuerySet, offering: Offering | None, kind: str | None
) -> ObjectiveQuerySet:
    if offering:
        rows = rows.filter(offering=offering)
    return rows.filter(kind=kind) if kind else rows


def _tallies(ended: Ended, ages: Ages) -> list[rules.Tally]:
    """What is sound of both, as the curve takes it."""
    found = [
        rules.Tally(days, won=n)
        if outcome == Outcome.WON
        else rules.Tally(days, lost=n)
        for (outcome, days), n in ended.items()
    ]
    found += [rules.Tally(age, open=n) for age, n in ages.items()]
    return [each for each in found if rules.is_sound(each.days)]


def _closed(ended: Ended) -> dict[int, int]:
    found: Counter[int] = Counter()
    for (_outcome, days), n in ended.items():
        found[days] += n
    return found


def _stalled(
    curve: rules.Curve, on: date, offering: Offering | None, kind: str | None
) -> Stalled:
    rows = _of(opened_by(Objective.objects.all(), on=on), offering, kind)
    counted = (
        only_stalled(rows, on=on)
        .order_by()
        .values_list("first_contact_on", "currency")
        .annotate(n=Count("pk"), total=Sum("value"))
    )
    count = 0
    values: dict[str, Decimal] = defaultdict(Decimal)
    weighted: dict[str, Decimal] = defaultdict(Decimal)
    for first, currency, n, total in counted:
        count += n
        if total:
            values[currency] += total
            share = rules.weight(curve, (on - first).days)
            weighted[currency] += total * Decimal(share)
    return Stalled(count, dict(values), dict(weighted))


def _faults(
    ended: Ended, ages: Ages, on: date, offering: Offering | None, kind: str | None
) -> Faults:
    closed = _closed(ended)
    both = Counter(closed) + Counter(ages)
    again = Event.objects.filter(noun="objective", verb="reopened")
    again = again.filter(at__date__lte=on)
    rows = _of(Objective.objects.filter(pk__in=again.values("row_id")), offering, kind)
    return Faults(
        negative=sum(n for days, n in both.items() if days < 0),
        too_long=sum(n for days, n in both.items() if days > rules.LONGEST),
        zero_days=closed.get(0, 0),
        reopened=rows.count(),
    )
