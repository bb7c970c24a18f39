"""Deeds on objectives. Each keeps the place in step with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership, User
from bestfew.funnel import rules
from bestfew.funnel.models import (
    BuyingRole,
    Ending,
    Influence,
    Judgement,
    Objective,
    Outcome,
    Placement,
    Review,
)
from bestfew.funnel.queries import due_for_recheck, facts_of, judgements_of
from bestfew.history.models import Event, note, record
from bestfew.people.models import Organisation, Person

CHUNK = 500
REVIEWED = {"expected_close_on", "confidence"}


class ObjectiveEnded(Exception):
    """The objective was won, lost or declined already."""


class ReasonNeeded(Exception):
    """A judgement against the rule, or an accepted red flag, needs its reason."""


class EndsBeforeFirstContact(Exception):
    """An objective cannot end before the first contact, or in the future."""


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
    today = _day(at)
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
    return objective


def _make_economic(objective: Objective, person: Person, *, on: date) -> None:
    spoken = person.last_contact_at
    Influence.objects.create(
        objective=objective,
        person=person,
        role=BuyingRole.ECONOMIC,
        contacted_on=_day(spoken) if spoken else None,
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
    """Change facts of an open objective; raises `EditConflict`, `ObjectiveEnded`."""
    _require_open(objective)
    event = objective.edit(before=before, after=after, by=by, at=at)
    if event is None:
        return None
    if "fit" in after:
        objective.fit_on = (objective.fit_on or _day(at)) if objective.fit else None
        objective.save(update_fields=["fit_on"])
    if REVIEWED & set(after):
        _review(objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)
    objective.refresh_from_db()
    return event


@transaction.atomic
def verify_fit(objective: Objective, *, by: User, at: datetime) -> None:
    """Write down that the possibility of a contract is verified (D19)."""
    _require_open(objective)
    objective.fit_verified_on = _day(at)
    objective.fit_on = objective.fit_on or _day(at)
    objective.save(update_fields=["fit_verified_on", "fit_on"])
    record("fit verified", objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)


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
    _require_open(objective)
    found, created = Influence.objects.get_or_create(
        objective=objective,
        person=person,
        name="" if person else name.strip(),
        defaults={"role": role, "added_on": _day(at)},
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
    today = _day(at)
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
    new.update(contacted_on=_day(at))
    if objectives:
        refresh_places(objectives, by=by, at=at)


@transaction.atomic
def judge(
    objective: Objective, place: str, reason: str, *, by: User, at: datetime
) -> Judgement:
    """Put it where the rule would not, for a reason that is kept (D26)."""
    _require_open(objective)
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
    if _withdraw(objective, at=at):
        record("judgement withdrawn", objective, by=by, at=at)
        refresh_places([objective.pk], by=by, at=at)


def _withdraw(objective: Objective, *, at: datetime) -> int:
    standing = Judgement.objects.filter(objective=objective, withdrawn_at=None)
    withdrawn: int = standing.update(withdrawn_at=at)
    return withdrawn


@transaction.atomic
def end(
    objective: Objective,
    outcome: str,
    *,
    by: User,
    at: datetime,
    on: date | None = None,
    reason: str = "",
    value: Decimal | None = None,
) -> Ending:
    """Win, lose or decline it. A won one renews its offering's normal cycle.

    Raises `ObjectiveEnded` the second time, `EndsBeforeFirstContact` for a day before
    the first contact or after today.
    """
    on = on or _day(at)
    if not objective.first_contact_on <= on <= _day(at):
        raise EndsBeforeFirstContact
    closed = Objective.objects.filter(pk=objective.pk, is_open=True).update(
        is_open=False, recheck_on=None
    )
    if not closed:
        raise ObjectiveEnded
    objective.is_open = False
    if value is not None:
        objective.value = value
        objective.save(update_fields=["value"])
    ending = Ending.objects.create(
        objective=objective,
        outcome=outcome,
        on=on,
        reason=reason.strip(),
        cycle_days=(on - objective.first_contact_on).days,
        at=at,
        by=by,
    )
    record("ended", objective, by=by, at=at, outcome=outcome, on=on)
    if outcome == Outcome.WON:
        _renew_cycle(objective, by=by, at=at)
    return ending


def _renew_cycle(objective: Objective, *, by: User, at: datetime) -> None:
    """Objectives that stand by the half-cycle rule are looked at again."""
    same = Objective.objects.filter(
        offering=objective.offering_id, kind=objective.kind, is_open=True
    )
    ids = same.exclude(recheck_on=None).values_list("pk", flat=True)
    refresh_places(list(ids), by=by, at=at)


@transaction.atomic
def reopen(objective: Objective, *, by: User, at: datetime) -> None:
    """Take an ending back; it stays in the history."""
    deleted, _rows = Ending.objects.filter(objective=objective).delete()
    if not deleted:
        return
    Objective.objects.filter(pk=objective.pk).update(is_open=True)
    record("reopened", objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)
    objective.refresh_from_db()


def refresh_day(*, at: datetime) -> int:
    """Look again at what the calendar may have moved (OQ-10); how many were due."""
    ids = list(due_for_recheck(_day(at)).values_list("pk", flat=True))
    refresh_places(ids, by=None, at=at)
    return len(ids)


def refresh_places(ids: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Bring derived columns in step with the facts, keeping every change of place."""
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            _refresh_chunk(ids[start : start + CHUNK], by=by, at=at)


def _refresh_chunk(ids: Iterable[int], *, by: User | None, at: datetime) -> None:
    rows = list(Objective.objects.filter(pk__in=ids, is_open=True))
    facts = facts_of(rows, on=_day(at))
    judged = judgements_of([row.pk for row in rows])
    moved: list[Objective] = []
    events: list[Event] = []
    for row in rows:
        was = row.place
        standing = rules.stand(facts[row.pk], on=_day(at))
        judgement = judged.get(row.pk)
        row.place = judgement.place if judgement else standing.place.value
        row.is_judged = judgement is not None
        row.missing = [each.value for each in standing.missing]
        row.recheck_on = standing.recheck_on
        if row.place != was:
            row.place_since = at
            moved.append(row)
            events.append(
                note("moved", row, by=by, at=at, before=was, after=row.place)
            )
    Event.objects.bulk_create(events)
    Objective.objects.bulk_update(
        rows, ["place", "place_since", "is_judged", "missing", "recheck_on"]
    )
    Placement.objects.bulk_create(
        Placement(objective=row, place=row.place, at=at) for row in moved
    )


def _require_open(objective: Objective) -> None:
    if not objective.is_open:
        raise ObjectiveEnded


def _day(at: datetime) -> date:
    return timezone.localdate(at)
