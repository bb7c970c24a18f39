"""What the worker does by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.funnel.actions import open_objective
from bestfew.funnel.models import Objective
from bestfew.onboarding.jobs import turn_the_day
from bestfew.people.actions import add_person
from bestfew.people.models import State


@pytest.mark.django_db
def test_a_new_day_moves_what_is_due_in_every_workspace(
    alice: Membership, bob: Membership
) -> None:
    for member in (alice, bob):
        with workspace_scope(member.workspace):
            _ready_in_31_days(member)

    with time_machine.travel(datetime(2026, 5, 23, 1, tzinfo=UTC), tick=False):
        turn_the_day()

    for member in (alice, bob):
        with workspace_scope(member.workspace):
            assert Objective.objects.get().place == "best_few"


def _ready_in_31_days(member: Membership) -> None:
    """Everything is met but the half cycle of 60 days: two days too far away."""
    person = add_person(member, name="Mai", at=NOON)
    person.state, person.last_contact_at = State.PROSPECT, NOON
    person.save()
    objective = open_objective(
        member,
        name="Flat",
        customer=person,
        at=NOON,
        confidence=95,
        expected_close_on=NOON.date() + timedelta(days=31),
    )
    objective.influences.update(satisfied_on=NOON.date())
    assert objective.place == "in"
    Objective.objects.update(recheck_on=NOON.date() + timedelta(days=2))
