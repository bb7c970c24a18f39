"""Deeds on objectives. Each keeps the place in step with its facts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import Membership, User
from bestfew.funnel.actions.places import hold, local_day, refresh_places
from bestfew.funnel.models import BuyingRole, Influence, Judgement, Objective, Review
from bestfew.history.models import Event, record
from bestfew.people.models import Organisation, Person

REVIEWED = {"expected_close_on", "confidence"}

objective_opened: Consequence[[Objective, datetime]] = Consequence()
"""Follows when an objective was opened, in the same transaction."""


class ObjectiveEnded(Exception):
    """The objective was won, lost or declined already."""


class BeginsAhead(Exception):
    """The first contact was on some day up to today."""


class ReasonNeeded(Exception):
    """A judgement against the rule, or an accepted red flag, needs its reason."""


@transaction.atomic
def open_objective(
    member: Membership,
    *,
    name: str,
    customer: Person | Organisation,
    at: datetime,
    **facts: Any,
) -> Objective:
    """A new objective for a person or an organisation, in its place.

    A person is at once the economic influence, contacted if we spoke before.
    """
    today = local_day(at)
    person = customer if isinstance(customer, Person) else None
    facts.setdefault("first_contact_on", today)
    facts.setdefault("currency", member.workspace.currency)
    if facts.get("fit"):
        facts.setdefault("fit_on", today)
    objective = Objective.objects.create(
        owner=member.user,
        name=name.strip(),
        person=person,
        organisation=customer if isinstance(customer, Organisation) else None,
        created_at=at,
        place_since=at,
        **facts,
    )
    if person:
        _make_economic(objective, person, on=today)
    _review(objective, by=member.user, at=at)
    record("opened", objective, by=member.user, at=at)
    refresh_places([objective.pk], by=member.user, at=at)
    objective.refresh_from_db()
    objective_opened(objective, at)
    return objective


def _make_economic(objective: Objective, person: Person, *, on: date) -> None:
    spoken = person.last_contact_at
    Influence.objects.create(
        objective=objective,
        person=person,
        role=BuyingRole.ECONOMIC,
        contacted_on=local_day(spoken) if spoken else None,
        added_on=min(on, objective.first_contact_on),
    )


def _review(objective: Objective, *, by: User, at: datetime) -> None:
    Review.objects.create(
        objective=objective,
        at=at,
        by=by,
        expected_close_on=objective.expected_close_on,
        confidence=objective.confidence,
    )


@transaction.atomic
def edit_objective(
    objective: Objective,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change facts of an open objective; raises `EditConflict`, `ObjectiveEnded`.

    Raises `BeginsAhead` for a first contact after today.
    """
    require_open(objective)
    if after.get("first_contact_on", date.min) > local_day(at):
        raise BeginsAhead
    event = objective.edit(before=before, after=after, by=by, at=at)
    if event is None:
        return None
    if "fit" in after:
        objective.fit_on = (
            (objective.fit_on or local_day(at)) if objective.fit else None
        )
        objective.save(update_fields=["fit_on"])
    if REVIEWED & set(after):
        _review(objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)
    objective.refresh_from_db()
    return event


@transaction.atomic
def undo_edit(objective: Objective, event: Event, *, by: User, at: datetime) -> None:
    """Put back what an edit changed, unless it changed again (`EditConflict`)."""
    was, now = event.facts["before"], event.facts["after"]
    edit_objective(objective, before=_typed(now), after=_typed(was), by=by, at=at)


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as the history keeps them, in the types of the columns."""
    columns = {each.attname: each for each in Objective._meta.concrete_fields}
    return {key: columns[key].to_python(value) for key, value in facts.items()}


@transaction.atomic
def verify_fit(objective: Objective, *, by: User, at: datetime) -> None:
    """Write down that the possibility of a contract is verified (D19)."""
    require_open(objective)
    objective.fit_verified_on = objective.fit_verified_on or local_day(at)
    objective.fit_on = objective.fit_on or local_day(at)
    objective.save(update_fields=["fit_verified_on", "fit_on"])
    record("fit verified", objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)


@transaction.atomic
def unverify_fit(objective: Objective, *, by: User, at: datetime) -> None:
    """Take `verify_fit` back; that data indicate a fit stays known."""
    require_open(objective)
    objective.fit_verified_on = None
    objective.save(update_fields=["fit_verified_on"])
    record("fit in doubt", objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)


@transaction.atomic
def pause(objective: Objective, *, paused: bool, by: User, at: datetime) -> None:
    """Set it aside, or take it up again: what is paused gets no time (OQ-13)."""
    require_open(objective)
    rows = Objective.objects.filter(pk=objective.pk, is_paused=not paused)
    if rows.update(is_paused=paused):
        objective.is_paused = paused
        record("paused" if paused else "taken up", objective, by=by, at=at)


@transaction.atomic
def judge(
    objective: Objective, place: str, reason: str, *, by: User, at: datetime
) -> Judgement:
    """Put it where the rule would not, for a reason that is kept (D26)."""
    require_open(objective)
    if not reason.strip():
        raise ReasonNeeded
    _withdraw(objective, at=at)
    judgement = Judgement.objects.create(
        objective=objective, place=place, reason=reason.strip(), by=by, at=at
    )
    record("judged", objective, by=by, at=at, place=place, reason=reason.strip())
    refresh_places([objective.pk], by=by, at=at)
    return judgement


@transaction.atomic
def follow_the_rules(objective: Objective, *, by: User, at: datetime) -> None:
    """Withdraw the judgement that stands; the place follows from the facts again."""
    hold([objective.pk])
    if _withdraw(objective, at=at):
        record("judgement withdrawn", objective, by=by, at=at)
        refresh_places([objective.pk], by=by, at=at)


def _withdraw(objective: Objective, *, at: datetime) -> int:
    standing = Judgement.objects.filter(objective=objective, withdrawn_at=None)
    withdrawn: int = standing.update(withdrawn_at=at)
    return withdrawn


def require_open(objective: Objective) -> None:
    """Hold it, open as it is; raises `ObjectiveEnded`, also where it ended just now."""
    hold([objective.pk])
    if not Objective.objects.filter(pk=objective.pk, is_open=True).exists():
        raise ObjectiveEnded
