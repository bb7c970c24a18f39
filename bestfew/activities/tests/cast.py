"""People and objectives for tests of the log."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.activities.actions import Logged, NextStep, log
from bestfew.conftest import NOON
from bestfew.funnel.actions import open_objective
from bestfew.funnel.models import Objective
from bestfew.people.models import Person
from bestfew.prospecting.models import QualificationProfile

TODAY = NOON.date()
TOMORROW = NextStep(TODAY + timedelta(days=1), what="Call again")


def make_profile() -> QualificationProfile:
    """A default profile with one question, which every workspace has."""
    profile = QualificationProfile.objects.create(
        key="001", name="001", is_default=True
    )
    profile.criteria.create(key="money", question="Can they pay?")
    return profile


def make_objective(
    member: Membership, person: Person, name: str = "Flat", **facts: Any
) -> Objective:
    if not QualificationProfile.objects.exists():
        make_profile()
    facts = {"first_contact_on": date(2026, 5, 1), "currency": "GBP"} | facts
    return open_objective(member, name=name, customer=person, at=NOON, **facts)


def make_log(member: Membership, person: Person, **deed: Any) -> Logged:
    usual: dict[str, Any] = {"kind": "call", "at": NOON}
    return log(member, about=person, **usual | deed)
