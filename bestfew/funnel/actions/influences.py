"""Deeds on those whose word decides about an objective."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.funnel.actions.objectives import require_open
from bestfew.funnel.actions.places import hold, local_day, refresh_places
from bestfew.funnel.models import Influence, Objective
from bestfew.history.models import EditConflict, Event, record
from bestfew.people.models import Person

COVERED = ("contacted_on", "satisfied_on", "accepted_because", "accepted_on")


@transaction.atomic
def add_influence(
    objective: Objective,
    *,
    role: str,
    by: User,
    at: datetime,
    person: Person | None = None,
    name: str = "",
) -> Influence:
    """One more whose word decides; the objective may fall back by it (OQ-10)."""
    require_open(objective)
    found, created = Influence.objects.get_or_create(
        objective=objective,
        person=person,
        name="" if person else name.strip(),
        defaults={"role": role, "added_on": local_day(at)},
    )
    if created:
        record("influence added", objective, by=by, at=at, who=str(found), role=role)
        refresh_places([objective.pk], by=by, at=at)
    return found


@transaction.atomic
def cover(
    influence: Influence,
    *,
    by: User,
    at: datetime,
    contacted: bool | None = None,
    satisfied: bool | None = None,
    accepted_because: str | None = None,
) -> None:
    """Say what is true of an influence now; None leaves it. Satisfied means met.

    Of one whom somebody removed meanwhile nothing is said. Raises `ObjectiveEnded`.
    """
    if not _held(influence):
        return
    today = local_day(at)
    if satisfied:
        contacted = True
        _satisfied_before_the_job(influence)
    if contacted is not None:
        influence.contacted_on = _since(influence.contacted_on, today, is_so=contacted)
    if satisfied is not None:
        influence.satisfied_on = _since(influence.satisfied_on, today, is_so=satisfied)
    if accepted_because is not None:
        influence.accepted_because = accepted_because.strip()
        influence.accepted_on = today if influence.accepted_because else None
    influence.save(update_fields=COVERED)
    record(
        "influence covered",
        influence.objective,
        by=by,
        at=at,
        who=str(influence),
        contacted=bool(influence.contacted_on),
        satisfied=bool(influence.satisfied_on),
    )
    refresh_places([influence.objective_id], by=by, at=at)


def _held(influence: Influence) -> bool:
    """Whether it is there, with what is true of it now."""
    require_open(influence.objective)
    is_there: bool = Influence.objects.filter(pk=influence.pk).exists()
    if is_there:
        influence.refresh_from_db(fields=[*COVERED, "new_on"])
    return is_there


def _since(day: date | None, today: date, *, is_so: bool) -> date | None:
    return (day or today) if is_so else None


def _satisfied_before_the_job(influence: Influence) -> None:
    """Who took another job since has to be satisfied in that one."""
    was, new = influence.satisfied_on, influence.new_on
    if was and new and was < new:
        influence.satisfied_on = None


@transaction.atomic
def describe(
    influence: Influence,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Write down what is known of one who decides, from the values that were seen.

    Raises `EditConflict` when one of them changed meanwhile; `ObjectiveEnded`. Whoever
    left decides no more, so that the objective may change its place. Of one whom
    somebody removed meanwhile nothing is written.
    """
    require_open(influence.objective)
    now = Influence.objects.filter(pk=influence.pk).first()
    if now is None:
        return None
    changed = {k: v for k, v in after.items() if getattr(now, k) != v}
    for name in changed:
        if name in before and getattr(now, name) != before[name]:
            raise _conflict(now, name, before[name], changed[name])
    if not changed:
        return None
    was = {name: getattr(now, name) for name in changed}
    Influence.objects.filter(pk=now.pk).update(**changed)
    influence.refresh_from_db()
    event = record(
        "influence described", influence.objective, by=by, at=at,
        who=str(influence), influence=influence.pk, before=was, after=changed,
    )  # fmt: skip
    if "left_on" in changed:
        refresh_places([influence.objective_id], by=by, at=at)
    return event


def _conflict(now: Influence, name: str, before: Any, yours: Any) -> EditConflict:
    told = Event.objects.about(now.objective).filter(verb="influence described")
    last = told.filter(facts__influence=now.pk).select_related("by").first()
    return EditConflict(
        name,
        yours=yours,
        theirs=getattr(now, name),
        before=before,
        by=str(last.by) if last else "",
        at=last.at if last else None,
    )


@transaction.atomic
def remove_influence(influence: Influence, *, by: User, at: datetime) -> None:
    """They do not decide after all; twice is once. Raises `ObjectiveEnded`."""
    objective, who = influence.objective, str(influence)
    require_open(objective)
    gone, _rows = Influence.objects.filter(pk=influence.pk).delete()
    if not gone:
        return
    record("influence removed", objective, by=by, at=at, who=who)
    refresh_places([objective.pk], by=by, at=at)


def contacted(person: Person, *, by: User, at: datetime) -> None:
    """We spoke with someone: every open objective they influence knows it (E06)."""
    new = Influence.objects.unmet().filter(person=person)
    if objectives := list(new.values_list("objective_id", flat=True)):
        hold(objectives)
        new.update(contacted_on=local_day(at))
        refresh_places(objectives, by=by, at=at)
