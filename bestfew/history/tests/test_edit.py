"""Two people who edit one row at the same time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.history.models import EditConflict, Event
from bestfew.people.actions import add_person, edit_person
from bestfew.people.models import Person

NOON = datetime(2026, 5, 21, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_workspace")]


def test_an_edit_is_kept_with_what_was_before(alice: Membership) -> None:
    person = add_person(alice, name="Mai Trần", at=NOON)

    event = edit_person(
        person,
        before={"name": "Mai Trần"},
        after={"name": "Mai Trần Thị"},
        by=alice.user,
        at=NOON,
    )

    assert event is not None
    assert event.facts == {
        "before": {"name": "Mai Trần"},
        "after": {"name": "Mai Trần Thị"},
    }
    assert Person.objects.get().version == 2


def test_an_edit_that_changes_nothing_leaves_no_event(alice: Membership) -> None:
    person = add_person(alice, name="Mai", at=NOON)

    same = edit_person(
        person, before={"name": "Mai"}, after={"name": "Mai"}, by=alice.user, at=NOON
    )

    assert same is None
    assert not Event.objects.filter(verb="edited").exists()


def test_edits_of_different_fields_are_merged(alice: Membership) -> None:
    person = add_person(alice, name="Mai", at=NOON)
    hers, his = Person.objects.get(), Person.objects.get()

    edit_person(
        hers, before={"name": "Mai"}, after={"name": "Lan"}, by=alice.user, at=NOON
    )
    edit_person(
        his, before={"note": ""}, after={"note": "calls back"}, by=alice.user, at=NOON
    )

    person.refresh_from_db()
    assert (person.name, person.note, person.version) == ("Lan", "calls back", 3)
    assert "lan" in person.search


def test_edits_of_the_same_field_conflict_and_nothing_is_saved(
    alice: Membership,
) -> None:
    add_person(alice, name="Mai", at=NOON)
    hers, his = Person.objects.get(), Person.objects.get()
    edit_person(
        hers, before={"name": "Mai"}, after={"name": "Lan"}, by=alice.user, at=NOON
    )

    with pytest.raises(EditConflict) as conflict, transaction.atomic():
        edit_person(
            his, before={"name": "Mai"}, after={"name": "Hoa"}, by=alice.user, at=NOON
        )

    assert (conflict.value.yours, conflict.value.theirs) == ("Hoa", "Lan")
    assert conflict.value.by == str(alice.user)
    assert conflict.value.at == NOON
    assert Person.objects.get().name == "Lan"
