"""Work outside a workspace fails; inside one, only its rows and what one may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext, override

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import (
    NoWorkspace,
    current_workspace_id,
    workspace_scope,
)
from bestfew.conftest import NOON
from bestfew.people.actions import add_person
from bestfew.people.models import Person, State

pytestmark = pytest.mark.django_db


def test_a_query_outside_any_workspace_fails(alice: Membership) -> None:
    with pytest.raises(NoWorkspace):
        Person.objects.count()


def test_a_row_cannot_be_written_outside_any_workspace(alice: Membership) -> None:
    with pytest.raises(NoWorkspace):
        add_person(alice, name="Mai", at=NOON)


def test_a_workspace_never_sees_the_rows_of_another(
    alice: Membership, bob: Membership
) -> None:
    with workspace_scope(alice.workspace):
        mai = add_person(alice, name="Mai", at=NOON)

    with workspace_scope(bob.workspace):
        assert not Person.objects.filter(pk=mai.pk).exists()
        assert not Person.objects.visible_to(bob).exists()


def test_a_scope_ends_even_when_the_work_fails(alice: Membership) -> None:
    with pytest.raises(ZeroDivisionError), workspace_scope(alice.workspace):
        _ = 1 / 0

    with pytest.raises(NoWorkspace):
        current_workspace_id()


def test_a_scope_inside_another_returns_to_it(
    alice: Membership, bob: Membership
) -> None:
    with workspace_scope(alice.workspace):
        with workspace_scope(bob.workspace.pk):
            assert current_workspace_id() == bob.workspace_id
        assert current_workspace_id() == alice.workspace_id


@pytest.mark.usefixtures("in_workspace")
def test_a_seller_sees_their_own_and_what_is_shared(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    alices = add_person(alice, name="Alice's", at=NOON)
    shared = add_person(alice, name="Shared", at=NOON)
    Person.objects.filter(pk=shared.pk).update(is_shared=True)
    carols = add_person(carol, name="Carol's", at=NOON)

    assert set(Person.objects.visible_to(carol)) == {shared, carols}
    for member in (alice, dave):
        assert set(Person.objects.visible_to(member)) == {alices, shared, carols}


@pytest.mark.parametrize("language", ["en", "vi", "th", "zh-hans"])
def test_a_choice_is_told_in_the_language_of_the_page(language: str) -> None:
    person = Person(workspace_id=1, owner_id=1, state=State.POSSIBLE)

    with override(language):
        assert person.get_state_display() == gettext("possible prospect")


@pytest.mark.parametrize("value", ["of old", None])
def test_a_value_that_is_no_choice_stands_for_itself(value: Any) -> None:
    person = Person(workspace_id=1, owner_id=1, state=value)

    assert person.get_state_display() == value
