"""How objectives end, and how an ending is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import User
from bestfew.funnel.actions.objectives import ObjectiveEnded
from bestfew.funnel.actions.places import (
    hold,
    local_day,
    refresh_cycle,
    refresh_places,
)
from bestfew.funnel.models import Ending, Objective, Outcome
from bestfew.history.models import record

ending_changed: Consequence[[Sequence[int], User | None, datetime]] = Consequence()
"""Follows when objectives with people (their ids) ended, or were taken up again."""


class EndsBeforeFirstContact(Exception):
    """An objective cannot end before the first contact, or in the future."""


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
    on = on or local_day(at)
    hold([objective.pk])
    objective.refresh_from_db(fields=["first_contact_on"])
    if not objective.first_contact_on <= on <= local_day(at):
        raise EndsBeforeFirstContact
    closed = Objective.objects.filter(pk=objective.pk, is_open=True).update(
        is_open=False, recheck_on=None
    )
    if not closed:
        raise ObjectiveEnded
    objective.is_open = False
    worth = _worth(objective, value)
    ending = Ending.objects.create(
        objective=objective,
        outcome=outcome,
        on=on,
        reason=reason.strip(),
        cycle_days=(on - objective.first_contact_on).days,
        at=at,
        by=by,
    )
    record("ended", objective, by=by, at=at, outcome=outcome, on=on, **worth)
    _follow(ending, by=by, at=at)
    return ending


def _worth(objective: Objective, value: Decimal | None) -> dict[str, Any]:
    """What it is worth in the end, and was until then: as the history tells it."""
    objective.refresh_from_db(fields=["value"])
    before = objective.value
    if value is None or value == before:
        return {}
    objective.value = value
    objective.save(update_fields=["value"])
    return {"before": {"value": before}, "after": {"value": value}}


def _follow(ending: Ending, *, by: User, at: datetime) -> None:
    if ending.outcome == Outcome.WON:
        _renew_cycle(ending.objective, by=by, at=at)
    _tell(ending.objective, by=by, at=at)


def _tell(objective: Objective, *, by: User, at: datetime) -> None:
    if objective.person_id:
        ending_changed([objective.person_id], by, at)


def _renew_cycle(objective: Objective, *, by: User, at: datetime) -> None:
    """Objectives that stand by the half-cycle rule are looked at again."""
    same = Objective.objects.filter(offering=objective.offering_id, kind=objective.kind)
    refresh_cycle(same, by=by, at=at)


@transaction.atomic
def reopen(objective: Objective, *, by: User, at: datetime) -> None:
    """Take an ending back; it stays in the history. A won one leaves the mean again."""
    hold([objective.pk])
    ending = Ending.objects.filter(objective=objective).first()
    if ending is None:
        return
    was_won = ending.outcome == Outcome.WON
    ending.delete()
    Objective.objects.filter(pk=objective.pk).update(is_open=True)
    record("reopened", objective, by=by, at=at)
    refresh_places([objective.pk], by=by, at=at)
    if was_won:
        _renew_cycle(objective, by=by, at=at)
    _tell(objective, by=by, at=at)
    objective.refresh_from_db()
