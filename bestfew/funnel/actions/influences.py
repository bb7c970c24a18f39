"""Deeds on those whose word decides about an objective."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.funnel.actions.objectives import require_open
from bestfew.funnel.actions.places import local_day, refresh_places
from bestfew.funnel.models import Influence, Objective
from bestfew.history.models import record
from bestfew.people.models import Person


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
    """Say what is true of an influence now; None leaves it. Satisfied means met."""
    today = local_day(at)
    if satisfied:
        contacted = True
    if contacted is not None:
        influence.contacted_on = (
            (influence.contacted_on or today) if contacted else None
        )
    if satisfied is not None:
        influence.satisfied_on = (
            (influence.satisfied_on or today) if satisfied else None
        )
    if accepted_because is not None:
        influence.accepted_because = accepted_because.strip()
        influence.accepted_on = today if influence.accepted_because else None
    influence.save()
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


@transaction.atomic
def remove_influence(influence: Influence, *, by: User, at: datetime) -> None:
    objective = influence.objective
    record("influence removed", objective, by=by, at=at, who=str(influence))
    influence.delete()
    refresh_places([objective.pk], by=by, at=at)


def contacted(person: Person, *, by: User, at: datetime) -> None:
    """We spoke with someone: every open objective they influence knows it (E06)."""
    new = Influence.objects.filter(
        person=person, contacted_on=None, objective__is_open=True
    )
    objectives = list(new.values_list("objective_id", flat=True))
    new.update(contacted_on=local_day(at))
    if objectives:
        refresh_places(objectives, by=by, at=at)
