"""What is known of objectives on a day, and where that puts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from bestfew.funnel import rules
from bestfew.funnel.models import (
    Influence,
    Judgement,
    Objective,
    Review,
)
from bestfew.funnel.queries.cycles import CycleKey, cycle_days_of
from bestfew.people.models import Person, State
from bestfew.prospecting.queries import answers_of_all, default_profile
from bestfew.prospecting.rules import judge

FIT_STATES = (State.POSSIBLE, State.PROSPECT)


def facts_of(
    objectives: Sequence[Objective],
    *,
    on: date | None = None,
    cycles: Mapping[CycleKey, float] | None = None,
) -> dict[int, rules.Facts]:
    """What is known of each objective, now or at the end of a past day `on`.

    Present facts are read from their columns; past ones as they were then. `cycles`
    are the normal cycles that day, where they are known already. Seven queries at most.
    """
    ids = [each.pk for each in objectives]
    influences = _influences_of(ids, on=on)
    people = {each.person_id for each in objectives if each.person_id} | {
        influence.person_id
        for rows in influences.values()
        for influence in rows
        if influence.person_id
    }
    until = end_of_day(on) if on else None
    states = _states_of(people, until=until)
    reviews = _reviews_of(ids, until=until) if until else {}
    if cycles is None:
        cycles = cycle_days_of({each.cycle_key for each in objectives}, until=on)
    return {
        each.pk: _facts(
            each,
            influences[each.pk],
            states,
            reviews.get(each.pk) or (each.expected_close_on, each.confidence),
            cycles[each.cycle_key],
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
    on: date | None,
) -> rules.Facts:
    influences = [each for each in influences if not _by(each.left_on, on)]
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
        ),
        confidence=review[1],
        expected_close=review[0],
        normal_cycle=normal_cycle,
    )


def _by(day: date | None, on: date | None) -> bool:
    """Whether something has happened: at all, or by the end of a past day."""
    return day is not None and (on is None or day <= on)


def _influences_of(
    ids: Iterable[int], *, on: date | None
) -> dict[int, list[Influence]]:
    found: dict[int, list[Influence]] = defaultdict(list)
    known = Influence.objects.filter(objective__in=ids)
    if on:
        known = known.filter(added_on__lte=on)
    for each in known.order_by("id"):
        found[each.objective_id].append(each)
    return found


def _states_of(people: Iterable[int], *, until: datetime | None) -> dict[int, str]:
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


def end_of_day(day: date) -> datetime:
    """The last moment of a day in the workspace's time zone."""
    zone = timezone.get_current_timezone()
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
