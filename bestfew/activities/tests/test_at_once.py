"""Two deeds about one person at once: what is derived of them is of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import NextStep, log, plan, take_back
from bestfew.activities.models import Activity
from bestfew.conftest import NOON
from bestfew.history.models import Event
from bestfew.people.actions import Contact, edit_person, note_contact, note_permission
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = pytest.mark.parametrize("turn", range(5))


@pytest.fixture
def scope(workspace: Workspace) -> Iterator[Workspace]:
    with workspace_scope(workspace):
        yield workspace


@pytest.fixture
def mai(alice: Membership, scope: Workspace) -> Person:
    return make_person(alice, "Mai Tran")


def read(person: Person) -> Person:
    """As each of two who look has them before them."""
    found: Person = Person.objects.get(pk=person.pk)
    return found


@TURNS
def test_a_no_is_heard_whatever_is_said_beside_it(
    alice: Membership, scope: Workspace, mai: Person, turn: int
) -> None:
    def say(state: str, purpose: str) -> None:
        note_permission(read(mai), state=state, purpose=purpose, by=alice.user, at=NOON)

    came = at_once(
        scope,
        lambda: say("refused", "follow_up"),
        lambda: say("asked", "news"),
        lambda: say("asked", "referral"),
    )

    assert came == [None, None, None]
    assert read(mai).do_not_contact


@TURNS
def test_the_first_of_two_steps_is_the_next(
    alice: Membership, scope: Workspace, mai: Person, turn: int
) -> None:
    days = [NOON.date() + timedelta(days=n) for n in (9, 2)]

    def step(n: int) -> None:
        plan(alice, read(mai), NextStep(days[n]), at=NOON)

    came = at_once(scope, lambda: step(0), lambda: step(1))

    assert came == [None, None]
    assert read(mai).next_on == days[1]


@TURNS
def test_the_latest_of_two_talks_is_the_last_contact(
    alice: Membership, scope: Workspace, mai: Person, turn: int
) -> None:
    earlier = NOON - timedelta(days=1)

    def talk(at: object) -> None:
        log(alice, about=read(mai), kind="call", outcome="spoke", at=at)

    came = at_once(scope, lambda: talk(NOON), lambda: talk(earlier))

    assert came == [None, None]
    assert read(mai).last_contact_at == NOON


@TURNS
def test_who_is_renamed_while_a_number_is_noted_is_found_by_both(
    alice: Membership, scope: Workspace, mai: Person, turn: int
) -> None:
    one, other, by = read(mai), read(mai), alice.user
    names = {"before": {"name": "Mai Tran"}, "after": {"name": "Noi Sukjai"}}

    came = at_once(
        scope,
        lambda: edit_person(one, **names, by=by, at=NOON) and None,
        lambda: (
            note_contact(alice, other, Contact("email", "n@x.org"), at=NOON) and None
        ),
    )

    assert came == [None, None]
    assert "noi" in read(mai).search
    assert "n@x.org" in read(mai).search


@TURNS
def test_an_entry_is_taken_back_once(
    alice: Membership, scope: Workspace, mai: Person, turn: int
) -> None:
    log(alice, about=mai, kind="call", outcome="spoke", at=NOON)

    def back() -> None:
        entry = Activity.objects.select_related("person").get()
        take_back(entry, by=alice.user, at=NOON)

    came = at_once(scope, back, back)

    assert not [
        each for each in came if not isinstance(each, Activity.DoesNotExist | None)
    ]
    assert not Activity.objects.exists()
    assert Event.objects.filter(verb="taken back").count() == 1
