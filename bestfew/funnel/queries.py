"""What stands where in the funnel, on any day, and the cycles behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.funnel import rules
from bestfew.funnel.models import (
    Ending,
    Influence,
    Judgement,
    Objective,
    ObjectiveQuerySet,
    Outcome,
    Place,
    Review,
)
from bestfew.people.models import State
from bestfew.prospecting.queries import answers_of_all, default_profile
from bestfew.prospecting.rules import judge

CycleKey = tuple[int | None, str]
"""An offering's id (None without one) and the kind of objective (B32)."""

FIT_STATES = (State.POSSIBLE, State.PROSPECT)


def cycles(*, until: date | None = None) -> dict[CycleKey, rules.Cycle]:
    """The normal cycle of every offering and kind that has a won objective."""
    won = Ending.objects.filter(outcome=Outcome.WON)
    if until:
        won = won.filter(on__lte=until)
    days: dict[CycleKey, list[int]] = defaultdict(list)
    rows = won.values_list("objective__offering_id", "objective__kind", "cycle_days")
    for offering, kind, cycle_days in rows:
        days[offering, kind].append(cycle_days)
    own = _own_figures(offering for offering, _kind in days)
    return {
        key: rules.normal_cycle(each, own_figure=own[key[0]])
        for key, each in days.items()
    }


def cycles_of(
    keys: Iterable[CycleKey], *, until: date | None = None
) -> dict[CycleKey, rules.Cycle]:
    """The same for given offerings and kinds; the user's figure where none was won."""
    found = cycles(until=until)
    keys = set(keys)
    own = _own_figures(offering for offering, _kind in keys)
    return {
        key: found.get(key) or rules.normal_cycle((), own_figure=own[key[0]])
        for key in keys
    }


def overall_cycle(*, until: date | None = None) -> rules.Cycle:
    """All won objectives together, whatever was sold."""
    won = Ending.objects.filter(outcome=Outcome.WON)
    if until:
        won = won.filter(on__lte=until)
    own = _own_figures(())[None]
    return rules.normal_cycle(won.values_list("cycle_days", flat=True), own_figure=own)


def _own_figures(offerings: Iterable[int | None]) -> Mapping[int | None, float]:
    """The user's own figure in days for each offering, else the workspace's."""
    from bestfew.markets.models import Offering

    workspace = Workspace.objects.get(pk=current_workspace_id())
    default = float(workspace.normal_cycle_days)
    figures: dict[int | None, float] = defaultdict(lambda: default)
    rows = Offering.objects.exclude(normal_cycle_days=None)
    for pk, days in rows.values_list("pk", "normal_cycle_days"):
        figures[pk] = float(days or default)
    return figures


def facts_of(
    objectives: Sequence[Objective], *, on: date, past: bool = False
) -> dict[int, rules.Facts]:
    """What is known of each objective on a day, in six queries at most.

    `past` reads every fact as it was at the end of that day; otherwise the present
    columns are used (faster, and right for today and later days).
    """
    ids = [each.pk for each in objectives]
    influences = _influences_of(ids)
    people = {each.person_id for each in objectives if each.person_id} | {
        influence.person_id
        for rows in influences.values()
        for influence in rows
        if influence.person_id
    }
    until = end_of_day(on) if past else None
    states = _states_of(people, until=until)
    reviews = _reviews_of(ids, until=until) if until else {}
    cycle_of = cycles_of({(o.offering_id, o.kind) for o in objectives}, until=on)
    return {
        each.pk: _facts(
            each,
            influences[each.pk],
            states,
            reviews.get(each.pk) or (each.expected_close_on, each.confidence),
            cycle_of[each.offering_id, each.kind].days,
            on=on,
        )
        for each in objectives
    }


def _facts(
    objective: Objective,
    influences: Sequence[Influence],
    states: Mapping[int, str],
    review: tuple[date | None, int],
    normal_cycle: float,
    *,
    on: date,
) -> rules.Facts:
    people = [objective.person_id, *(each.person_id for each in influences)]
    known = {states.get(person) for person in people if person}
    return rules.Facts(
        fit_indicated=_by(objective.fit_on, on) or bool(known & set(FIT_STATES)),
        fit_verified=_by(objective.fit_verified_on, on) or State.PROSPECT in known,
        influences=tuple(
            rules.Influence(
                contacted=_by(each.contacted_on, on),
                satisfied=_by(each.satisfied_on, on),
                accepted=_by(each.accepted_on, on),
            )
            for each in influences
            if each.added_on <= on
        ),
        confidence=review[1],
        expected_close=review[0],
        normal_cycle=normal_cycle,
    )


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _influences_of(ids: Iterable[int]) -> dict[int, list[Influence]]:
    found: dict[int, list[Influence]] = defaultdict(list)
    for each in Influence.objects.filter(objective__in=ids).order_by("id"):
        found[each.objective_id].append(each)
    return found


def _states_of(people: Iterable[int], *, until: datetime | None) -> dict[int, str]:
    from bestfew.people.models import Person

    if until is None:
        rows = Person.objects.filter(pk__in=people).values_list("pk", "state")
        return dict(rows)
    criteria = [each.as_rule() for each in default_profile().criteria.all()]
    answers = answers_of_all(people, until=until)
    return {person: judge(criteria, answers[person]).state for person in people}


def _reviews_of(
    ids: Iterable[int], *, until: datetime
) -> dict[int, tuple[date | None, int]]:
    rows = Review.objects.filter(objective__in=ids, at__lte=until).order_by("at", "id")
    return {
        objective: (close, confidence)
        for objective, close, confidence in rows.values_list(
            "objective_id", "expected_close_on", "confidence"
        )
    }


def judgements_of(
    ids: Iterable[int], *, until: datetime | None = None
) -> dict[int, Judgement]:
    """The judgement that stands for each objective, now or at a past moment."""
    rows = Judgement.objects.filter(objective__in=ids)
    if until is None:
        rows = rows.filter(withdrawn_at=None)
    else:
        rows = rows.filter(at__lte=until).filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=until)
        )
    return {each.objective_id: each for each in rows.order_by("at")}


@dataclass(frozen=True, slots=True)
class Stood:
    """An open objective with its place on a day, and why."""

    objective: Objective
    standing: rules.Standing
    judgement: Judgement | None
    cycle: float

    @property
    def place(self) -> str:
        return self.judgement.place if self.judgement else self.standing.place.value

    def age_on(self, day: date) -> int:
        """Days since the first contact."""
        return (day - self.objective.first_contact_on).days


def stood_on(objectives: ObjectiveQuerySet, *, on: date, past: bool) -> list[Stood]:
    """Every given objective with its place on that day."""
    rows = list(objectives.for_card())
    facts = facts_of(rows, on=on, past=past)
    until = end_of_day(on) if past else None
    judged = judgements_of([row.pk for row in rows], until=until)
    return [
        Stood(
            row,
            rules.stand(facts[row.pk], on=on),
            judged.get(row.pk),
            facts[row.pk].normal_cycle,
        )
        for row in rows
    ]


def open_on(objectives: ObjectiveQuerySet, *, on: date) -> ObjectiveQuerySet:
    """Those that were open at the end of a day."""
    begun = objectives.filter(first_contact_on__lte=on)
    return begun.filter(Q(ending=None) | Q(ending__on__gt=on))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the funnel: how many objectives and how much money, by currency."""

    place: str
    count: int
    values: Mapping[str, Decimal]


def parts(member: Membership) -> dict[str, Part]:
    """The funnel as it stands now, in one query."""
    rows = (
        Objective.objects.visible_to(member)
        .open()
        .filter(is_paused=False)
        .values("place", "currency")
        .annotate(count=Count("id"), total=Sum("value"))
    )
    found = {place: Part(place, 0, {}) for place in Place.values}
    for row in rows:
        was = found[row["place"]]
        values = {**was.values}
        if row["total"]:
            values[row["currency"]] = row["total"]
        found[row["place"]] = Part(was.place, was.count + row["count"], values)
    return found


def due_for_recheck(on: date) -> ObjectiveQuerySet:
    """Open objectives whose place the calendar may have changed since."""
    due: ObjectiveQuerySet = Objective.objects.filter(is_open=True, recheck_on__lte=on)
    return due.order_by(F("recheck_on"), "id")


def end_of_day(day: date) -> datetime:
    """The moment a day ends in the workspace's time zone."""
    zone = timezone.get_current_timezone()
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return midnight.astimezone(UTC)
