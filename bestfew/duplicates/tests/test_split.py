"""One record that is two people becomes two, and one again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.tests.cast import make_log, make_objective, make_profile
from bestfew.conftest import NOON
from bestfew.duplicates.merging import (
    AlreadyUndone,
    EditedSince,
    MergedSince,
    NothingToMove,
    merge,
    split,
    undo_merge,
)
from bestfew.duplicates.models import Merge
from bestfew.duplicates.tests.cast import LATER, exported, furnish, read, tables
from bestfew.duplicates.tests.test_merge_moves import broken
from bestfew.funnel.models import Influence, Objective
from bestfew.people import actions as people
from bestfew.people.actions import NobodyThere
from bestfew.people.models import ContactPoint, Person, Tagging
from bestfew.people.queries import found
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    """Two people in one record."""
    make_profile()
    person = make_person(alice, "Mai and Jo", phone="020 7946 0001", is_shared=True)
    furnish(alice, person, 1)
    return read(person)


def part(alice: Membership, mai: Person, *, name: str = "Jo") -> Merge:
    """The objective, the e-mail address and a tag are Jo's."""
    moving = {
        "objectives": [Objective.objects.get(name="Flat 1").pk],
        "contact_points": [ContactPoint.objects.get(kind="email").pk],
        "taggings": [Tagging.objects.get(tag__name="kind").pk],
    }
    return split(alice, person=mai, name=name, moving=moving, at=LATER)


def test_what_was_chosen_goes_with_what_hangs_on_it(
    alice: Membership, mai: Person
) -> None:
    done = part(alice, mai)

    jo = Person.objects.get(pk=done.other)
    assert (jo.name, jo.owner_id, jo.is_shared) == ("Jo", alice.user_id, True)
    assert Objective.objects.get(name="Flat 1").person_id == jo.pk
    assert Influence.objects.get(objective__name="Flat 1").person_id == jo.pk
    assert Activity.objects.get(note="said 1").person_id == jo.pk
    assert FollowUp.objects.get(what="Meet").person_id == jo.pk
    assert FollowUp.objects.get(what="Call").person_id == mai.pk
    assert (jo.last_contact_at, read(mai).last_contact_at) == (NOON, None)
    assert [each.pk for each in found(alice, "m1@example.org")] == [jo.pk]
    assert not broken()


def test_its_undo_leaves_everything_as_it_was(alice: Membership, mai: Person) -> None:
    before, as_file = tables(), exported(alice)

    done = part(alice, mai)
    undone = undo_merge(done, by=alice.user, at=LATER)

    assert undone.is_exact
    assert exported(alice) == as_file
    now = tables()
    assert {name for name in now if now[name] != before[name]} == set()


def test_a_no_holds_for_both(alice: Membership, mai: Person) -> None:
    people.note_permission(mai, state="refused", by=alice.user, at=NOON)

    done = part(alice, read(mai))

    assert Person.objects.get(pk=done.other).do_not_contact
    assert read(mai).do_not_contact


def test_nothing_chosen_is_refused(alice: Membership, mai: Person) -> None:
    before = tables()

    for moving in ({}, {"permissions": [1]}, {"contact_points": [1]}):
        with pytest.raises(NothingToMove):
            split(alice, person=mai, name="Jo", moving=moving, at=LATER)

    assert tables() == before


def test_somebody_elses_rows_are_refused(
    alice: Membership, carol: Membership, mai: Person
) -> None:
    private = ContactPoint.objects.filter(person__name="Third 1")
    other = make_person(alice, "Kim", phone="020 7946 0002")
    foreign = [*private, *ContactPoint.objects.filter(person=other)]
    hidden = Objective.objects.get(name="Flat 1")
    before = tables()

    points, objectives = [each.pk for each in foreign], [hidden.pk]
    for member, moving in (
        (alice, {"contact_points": points}),
        (carol, {"objectives": objectives}),
    ):
        with pytest.raises(NothingToMove):
            split(member, person=mai, name="Jo", moving=moving, at=LATER)

    assert tables() == before


def test_somebody_needs_a_name_or_a_number(alice: Membership, mai: Person) -> None:
    tag = Tagging.objects.get(tag__name="kind")

    with pytest.raises(NobodyThere):
        split(alice, person=mai, name=" ", moving={"taggings": [tag.pk]}, at=LATER)

    done = part(alice, mai, name="")
    assert done.other_name == "m1@example.org"


def test_what_was_edited_since_is_not_lost(alice: Membership, mai: Person) -> None:
    """The undo would delete the new person: there a merge is the way."""
    done = part(alice, mai)
    jo = Person.objects.get(pk=done.other)
    make_log(alice, jo, at=LATER + timedelta(hours=1), note="since")
    before = tables()

    with pytest.raises(EditedSince):
        undo_merge(done, by=alice.user, at=LATER + timedelta(hours=2))

    assert tables() == before
    merge(alice, into=read(mai), other=read(jo), at=LATER + timedelta(hours=2))
    assert Activity.objects.get(note="since").person_id == mai.pk
    assert not broken()


def test_a_new_name_is_not_lost(alice: Membership, mai: Person) -> None:
    done = part(alice, mai)
    jo = Person.objects.get(pk=done.other)
    people.edit_person(
        jo, before={"name": "Jo"}, after={"name": "Joe"}, by=alice.user, at=LATER
    )

    with pytest.raises(EditedSince):
        undo_merge(done, by=alice.user, at=LATER)


def test_what_the_first_got_since_stays(alice: Membership, mai: Person) -> None:
    done = part(alice, mai)
    make_objective(alice, read(mai), "New flat")

    undo_merge(done, by=alice.user, at=LATER)

    names = Objective.objects.filter(person=mai).values_list("name", flat=True)
    assert sorted(names) == ["Flat 1", "New flat"]
    assert not broken()


def test_twice_is_refused(alice: Membership, mai: Person) -> None:
    done = part(alice, mai)
    undo_merge(done, by=alice.user, at=LATER)

    with pytest.raises(AlreadyUndone):
        undo_merge(done, by=alice.user, at=LATER)


def test_what_was_merged_since_is_undone_first(alice: Membership, mai: Person) -> None:
    as_file = exported(alice)
    done = part(alice, mai)
    jo = Person.objects.get(pk=done.other)
    later = merge(alice, into=read(mai), other=jo, at=LATER)

    with pytest.raises(MergedSince) as why:
        undo_merge(done, by=alice.user, at=LATER)

    assert why.value.later == later
    for each in (later, done):
        assert undo_merge(each, by=alice.user, at=LATER).is_exact
    assert exported(alice) == as_file
