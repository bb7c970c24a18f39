"""An undo gives everything back, and keeps what was added or edited since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.tests.cast import make_log, make_objective, make_profile
from bestfew.conftest import NOON
from bestfew.duplicates.merging import (
    AlreadyUndone,
    MergedSince,
    TooLateToUndo,
    merge,
    undo_merge,
)
from bestfew.duplicates.tests.cast import LATER, exported, make_two, read, tables
from bestfew.duplicates.tests.growing import make_firm
from bestfew.duplicates.tests.test_merge_moves import broken
from bestfew.history.models import Event
from bestfew.people import actions as people
from bestfew.people.models import ContactPoint, Organisation, Person, Role, Tag
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify

pytestmark = pytest.mark.usefixtures("in_workspace")
EVEN_LATER = LATER + timedelta(days=1)

Two = tuple[Person, Person]


@pytest.fixture
def two(alice: Membership) -> Two:
    return make_two(alice)


def test_a_merge_and_its_undo_leave_everything_as_it_was(
    alice: Membership, two: Two
) -> None:
    before, as_file = tables(), exported(alice)
    events = set(Event.objects.values_list("pk", "noun", "row_id"))

    done = merge(alice, into=two[0], other=two[1], at=LATER)
    undone = undo_merge(done, by=alice.user, at=LATER)

    assert undone.is_exact
    assert exported(alice) == as_file
    now = tables()
    assert {name for name in now if now[name] != before[name]} == set()
    assert events <= set(Event.objects.values_list("pk", "noun", "row_id"))


def test_the_history_says_that_there_was_a_merge(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=LATER)
    undo_merge(done, by=alice.user, at=EVEN_LATER)

    told = {
        each: set(Event.objects.about(each).values_list("verb", flat=True))
        for each in two
    }
    assert {"merged", "merge undone"} <= told[two[0]]
    assert "merge undone" in told[two[1]]
    assert "qualified" not in told[two[0]]  # it followed from the merge


def test_what_was_added_since_stays(alice: Membership, two: Two) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    make_log(alice, into, at=EVEN_LATER, note="since")
    people.note_contact(
        alice, into, people.Contact("phone", "020 7946 0099"), at=EVEN_LATER
    )

    undone = undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert (undone.added, undone.edited, undone.lost) == (2, 0, 0)
    assert Activity.objects.get(note="since").person_id == into.pk
    assert Activity.objects.get(note="said 1").person_id == other.pk
    assert read(into).last_contact_at == EVEN_LATER
    assert read(other).last_contact_at == NOON
    assert not broken()


def test_what_was_edited_since_stays(alice: Membership, two: Two) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, chosen={"name": "other"}, at=LATER)
    into = read(into)
    people.edit_person(
        into, before={"name": into.name}, after={"name": "Madam Mai"},
        by=alice.user, at=EVEN_LATER,
    )  # fmt: skip

    undone = undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert (undone.added, undone.edited) == (0, 1)
    assert read(into).name == "Madam Mai"
    assert read(other).name == "Trần Thị Mai"
    assert read(into).note == "Loves tea"
    assert not broken()


def test_a_row_that_was_edited_goes_back_with_its_edit(
    alice: Membership, two: Two
) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    point = ContactPoint.objects.get(value="m1@example.org")
    people.change_contact(
        alice, point, "new@example.org", before=point.value, at=EVEN_LATER
    )

    undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert ContactPoint.objects.get(value="new@example.org").person_id == other.pk
    assert not broken()


def test_what_was_removed_since_stays_removed(alice: Membership, two: Two) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    people.drop_contact(
        ContactPoint.objects.get(value="m1@example.org"), by=alice.user, at=LATER
    )
    people.drop_role(Role.objects.get(organisation__name="Firm 1"), by=alice.user,
                     at=LATER)  # fmt: skip
    for tag in Tag.objects.all():
        people.untag(into, tag, by=alice.user, at=LATER)

    undone = undo_merge(done, by=alice.user, at=LATER)

    assert undone.lost == 4  # with a tag that nobody wore any more, and its twin
    assert not ContactPoint.objects.filter(value="m1@example.org").exists()
    assert not broken()


def test_a_number_that_moved_onto_another_is_kept_once(
    alice: Membership, two: Two
) -> None:
    """Edited since so that it says what its lost twin said."""
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    phone = ContactPoint.objects.get(person=into, kind="phone")
    people.drop_contact(phone, by=alice.user, at=LATER)
    mail = ContactPoint.objects.get(value="mai@example.org")
    ContactPoint.objects.filter(pk=mail.pk).update(
        kind="phone", value=phone.value, key=phone.key
    )
    people.refresh_search(read(into))

    undone = undo_merge(done, by=alice.user, at=LATER)

    assert undone.lost == 1
    assert ContactPoint.objects.filter(person=other, kind="phone").count() == 1


def test_a_no_said_since_holds_for_both(alice: Membership) -> None:
    """Nobody knows which of the two said it."""
    make_profile()
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    people.note_permission(other, state="given", by=alice.user, at=NOON)
    done = merge(alice, into=into, other=other, at=LATER)
    people.note_permission(read(into), state="refused", by=alice.user, at=EVEN_LATER)

    undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert read(into).do_not_contact
    assert read(other).do_not_contact
    assert not broken()


def test_a_yes_said_since_stays_with_the_one(alice: Membership) -> None:
    make_profile()
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    people.note_permission(other, state="refused", by=alice.user, at=NOON)
    done = merge(alice, into=into, other=other, at=LATER)
    assert read(into).do_not_contact
    people.note_permission(read(into), state="given", by=alice.user, at=EVEN_LATER)

    undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert not read(into).do_not_contact
    assert read(other).do_not_contact


def test_an_answer_since_counts_for_the_one(alice: Membership, two: Two) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    qualify(read(into), {"money": "not_met"}, by=alice.user, at=EVEN_LATER)

    undo_merge(done, by=alice.user, at=EVEN_LATER)

    assert read(into).state == "disqualified"
    assert read(other).state == "prospect"
    assert not broken()


def test_thirty_days_and_no_more(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=LATER)
    before = tables()

    with pytest.raises(TooLateToUndo):
        undo_merge(done, by=alice.user, at=LATER + timedelta(days=30, seconds=1))

    assert tables() == before
    assert undo_merge(done, by=alice.user, at=LATER + timedelta(days=30)).is_exact


def test_twice_is_refused(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=LATER)
    undo_merge(done, by=alice.user, at=LATER)
    before = tables()

    with pytest.raises(AlreadyUndone):
        undo_merge(done, by=alice.user, at=LATER)

    assert tables() == before


def test_merged_again_after_an_undo(alice: Membership, two: Two) -> None:
    as_file = exported(alice)
    for at in (LATER, EVEN_LATER):
        done = merge(alice, into=two[0], other=two[1], at=at)
        undo_merge(done, by=alice.user, at=at)

    assert exported(alice) == as_file


def test_a_chain_is_undone_from_its_end(alice: Membership, two: Two) -> None:
    """a into b, b into c: the first rests on the second."""
    into, other = two
    third = make_person(alice, "Trần Mai", phone="020 7946 0001")
    before, as_file = tables(), exported(alice)
    first = merge(alice, into=into, other=other, at=LATER)
    second = merge(alice, into=third, other=into, at=LATER)
    first.refresh_from_db()
    assert first.person_id == third.pk  # an old address leads to the last

    with pytest.raises(MergedSince) as why:
        undo_merge(first, by=alice.user, at=LATER)
    assert why.value.later == second

    for done in (second, first):
        done.refresh_from_db()
        assert undo_merge(done, by=alice.user, at=LATER).is_exact
    now = tables()
    assert {name for name in now if now[name] != before[name]} == set()
    assert exported(alice) == as_file


def test_two_into_one_are_undone_the_last_first(alice: Membership, two: Two) -> None:
    into, other = two
    third = make_person(alice, "Trần Mai", phone="020 7946 0001")
    as_file = exported(alice)
    first = merge(alice, into=into, other=other, at=LATER)
    second = merge(alice, into=into, other=third, at=LATER)

    with pytest.raises(MergedSince):
        undo_merge(first, by=alice.user, at=LATER)

    for done in (second, first):
        assert undo_merge(done, by=alice.user, at=LATER).is_exact
    assert exported(alice) == as_file


def test_others_are_undone_in_any_order(alice: Membership, two: Two) -> None:
    pair = make_person(alice, "Jo"), make_person(alice, "Joe")
    as_file = exported(alice)
    first = merge(alice, into=two[0], other=two[1], at=LATER)
    second = merge(alice, into=pair[0], other=pair[1], at=LATER)

    for done in (first, second):
        assert undo_merge(done, by=alice.user, at=LATER).is_exact
    assert exported(alice) == as_file


def test_a_role_at_a_firm_that_was_merged_since(alice: Membership, two: Two) -> None:
    """The role that went pointed at a firm that is another by now."""
    firm = Organisation.objects.get(name="Acme")
    as_file = exported(alice)
    first = merge(alice, into=two[0], other=two[1], at=LATER)
    renamed = make_firm(alice, "Acme Ltd")
    second = merge(alice, into=renamed, other=firm, at=LATER)

    with pytest.raises(MergedSince) as why:
        undo_merge(first, by=alice.user, at=LATER)
    assert why.value.later == second

    undo_merge(second, by=alice.user, at=LATER)
    undo_merge(first, by=alice.user, at=LATER)
    renamed.delete()
    assert exported(alice) == as_file


def test_an_objective_opened_since_stays(alice: Membership, two: Two) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    new = make_objective(alice, read(into), "New flat")

    undone = undo_merge(done, by=alice.user, at=EVEN_LATER)

    new.refresh_from_db()
    assert new.person_id == into.pk
    assert undone.added == 2  # the objective, and the say in it
    assert FollowUp.objects.filter(person=other).exists()
    assert not broken()
