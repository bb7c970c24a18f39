"""Objectives for tests, at any place, made with one line."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel.actions import cover, open_objective, verify_fit
from bestfew.funnel.models import Influence, Objective
from bestfew.people.models import Organisation, Person
from bestfew.people.tests.cast import make_person


def make_objective(
    member: Membership,
    name: str = "2-bed flat",
    *,
    customer: Person | Organisation | None = None,
    at: datetime = NOON,
    place: str = "universe",
    value: int | None = 100,
    **facts: Any,
) -> Objective:
    """An open objective that stands at a place because of its facts."""
    wanted = ("universe", "above", "in", "best_few").index(place)
    if wanted >= 1:
        facts.setdefault("fit", "They asked for a price")
    if wanted == 3:
        facts.setdefault("confidence", 95)
        closes = timezone.localdate(at) + timedelta(days=10)
        facts.setdefault("expected_close_on", closes)
    objective = open_objective(
        member,
        name=name,
        customer=customer or make_person(member, f"Customer of {name}", at=at),
        at=at,
        value=None if value is None else Decimal(value),
        **facts,
    )
    if wanted >= 2:
        verify_fit(objective, by=member.user, at=at)
        cover(
            influence_of(objective),
            by=member.user,
            at=at,
            contacted=True,
            satisfied=wanted == 3 or None,
        )
    objective.refresh_from_db()
    return objective


def influence_of(objective: Objective) -> Influence:
    """The first who decides about it."""
    found: Influence = Influence.objects.filter(objective=objective).order_by("id")[0]
    return found
