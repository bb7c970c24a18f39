"""An objective begins when we first spoke of it, not when it is written down (D30)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.tests.cast import make_log, make_profile
from bestfew.conftest import NOON
from bestfew.funnel.actions import end, open_objective
from bestfew.funnel.models import Objective
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
TODAY = NOON.date()


@pytest.fixture
def mai(alice: Membership) -> Person:
    make_profile()
    return make_person(alice, "Trần Mai")


def opened(member: Membership, person: Person, **facts: date) -> Objective:
    return open_objective(member, name="Flat", customer=person, at=NOON, **facts)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_it_begins_with_the_first_talk(alice: Membership, mai: Person) -> None:
    for days, kind, outcome in ((9, "note", ""), (8, "call", "no_answer"),
                                (6, "call", ""), (2, "meeting", "")):  # fmt: skip
        make_log(alice, mai, kind=kind, outcome=outcome, at=NOON - timedelta(days=days))

    assert opened(alice, mai).first_contact_on == ago(6)


def test_without_a_talk_it_begins_today(alice: Membership, mai: Person) -> None:
    assert opened(alice, mai).first_contact_on == TODAY


def test_a_day_that_was_given_stands(alice: Membership, mai: Person) -> None:
    make_log(alice, mai, at=NOON - timedelta(days=6))

    assert opened(alice, mai, first_contact_on=ago(3)).first_contact_on == ago(3)


def test_what_ended_before_is_no_talk_of_the_next(
    alice: Membership, mai: Person
) -> None:
    make_log(alice, mai, at=NOON - timedelta(days=30))
    first = opened(alice, mai)
    assert opened(alice, mai).first_contact_on == TODAY  # beside what is open
    for each in Objective.objects.all():
        end(each, "won", by=alice.user, at=NOON, on=max(each.first_contact_on, ago(9)))
    Objective.objects.exclude(pk=first.pk).delete()
    make_log(alice, mai, at=NOON - timedelta(days=4))

    assert opened(alice, mai).first_contact_on == ago(4)
