"""Two become one: what moves, what is combined, what is chosen, who may."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.tests.cast import make_objective, make_profile
from bestfew.conftest import NOON
from bestfew.duplicates.merging import (
    AlreadyMerged,
    NotThere,
    NotTheSameKind,
    NotYours,
    SamePerson,
    UnknownChoice,
    merge,
    undo_merge,
)
from bestfew.duplicates.models import Pair
from bestfew.duplicates.tests.cast import LATER, make_two, read, tables
from bestfew.duplicates.tests.growing import make_firm
from bestfew.funnel.actions import add_influence
from bestfew.funnel.models import Influence, Objective
from bestfew.history.models import Event
from bestfew.imports.models import Import, ImportRow
from bestfew.imports.tests.recipes import bring_in, exported
from bestfew.onboarding.sample.removal import remove_sample
from bestfew.people import actions as people
from bestfew.people.models import (
    ContactPoint,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    Role,
)
from bestfew.people.queries import found
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

Two = tuple[Person, Person]


@pytest.fixture
def two(alice: Membership) -> Two:
    return make_two(alice)


def test_everything_is_with_the_one_who_stays(alice: Membership, two: Two) -> None:
    into, other = two

    done = merge(alice, into=into, other=other, at=LATER)

    assert (done.kept, done.other, done.other_name) == (
        into.pk, other.pk, "Trần Thị Mai",
    )  # fmt: skip
    assert not Person.objects.filter(pk=other.pk).exists()
    assert Activity.objects.filter(person=into).count() == 2
    assert Objective.objects.filter(person=into).count() == 2
    assert FollowUp.objects.filter(person=into).count() == 3  # one was the same
    assert ContactPoint.objects.filter(person=into, kind="phone").count() == 1
    assert into.state == "prospect"


def test_search_finds_the_one_by_what_both_had(alice: Membership, two: Two) -> None:
    into, other = two

    merge(alice, into=into, other=other, at=LATER)

    for words in ("Mai Tran", "mai@example.org", "7946 0001", "two children"):
        assert [each.pk for each in found(alice, words)] == [into.pk], words


def test_blanks_are_filled_and_what_is_known_stays(alice: Membership, two: Two) -> None:
    into, other = two

    merge(alice, into=into, other=other, at=LATER)

    assert (into.name, into.family_name) == ("Mai Trần", "Trần")
    assert into.note == "Loves tea\n\nTwo children"


def test_the_parts_of_a_name_go_with_the_name_chosen(alice: Membership) -> None:
    into = make_person(alice, "Mai Lê", given_name="Mai", family_name="Lê")
    other = make_person(alice, "Mai Trần", given_name="Mai", family_name="Trần")

    merge(alice, into=into, other=other, chosen={"name": "other"}, at=LATER)

    assert (into.name, into.family_name) == ("Mai Trần", "Trần")


def test_the_birthday_is_chosen_as_well(alice: Membership, two: Two) -> None:
    merge(alice, into=two[0], other=two[1], chosen={"birthday": "other"}, at=LATER)

    kept = ImportantDate.objects.get(person=two[0])
    assert (kept.month, kept.day, kept.year) == (2, 29, 1980)


def test_a_year_is_added_to_the_same_birthday(alice: Membership) -> None:
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    people.remember_birthday(into, month=2, day=29)
    people.remember_birthday(other, month=2, day=29, year=1980)

    merge(alice, into=into, other=other, at=LATER)

    assert ImportantDate.objects.get().year == 1980


@pytest.mark.parametrize(
    "chosen", [{"workspace": "other"}, {"name": "both"}, {"state": "other"}, {"x": "x"}]
)
def test_a_choice_that_is_none_is_refused(
    alice: Membership, two: Two, chosen: dict[str, str]
) -> None:
    before = tables()

    with pytest.raises(UnknownChoice):
        merge(alice, into=two[0], other=two[1], chosen=chosen, at=LATER)

    assert tables() == before


def test_the_stronger_facts_of_an_influence_stay(alice: Membership) -> None:
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    shop = make_objective(alice, make_person(alice, "Jo"), "Shop")
    days = [date(2026, 5, n) for n in (1, 2, 3)]
    for who, role, met in ((into, "user", days[1]), (other, "economic", days[0])):
        made = add_influence(shop, role=role, person=who, by=alice.user, at=NOON)
        Influence.objects.filter(pk=made.pk).update(
            contacted_on=met, satisfied_on=days[2] if who == other else None
        )

    merge(alice, into=into, other=other, at=LATER)

    kept = Influence.objects.get(objective=shop, person=into)
    assert (kept.role, kept.contacted_on, kept.satisfied_on) == (
        "economic", days[0], days[2],
    )  # fmt: skip


def test_a_role_lasts_if_either_lasts(alice: Membership) -> None:
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    for each, title in ((into, ""), (other, "Owner")):
        people.take_role(alice, each, "Acme", title=title, at=NOON)
    Role.objects.filter(person=into).update(ended_on=NOON.date())

    merge(alice, into=into, other=other, at=LATER)

    role = Role.objects.get()
    assert (role.person_id, role.title, role.ended_on) == (into.pk, "Owner", None)


def test_a_no_of_either_holds(alice: Membership) -> None:
    make_profile()
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    people.note_permission(other, state="refused", by=alice.user, at=NOON)
    people.note_permission(into, state="given", by=alice.user, at=LATER)

    done = merge(alice, into=into, other=other, at=LATER)

    assert into.do_not_contact
    word = Permission.objects.order_by("pk").last()
    assert word
    assert (word.state, word.at) == ("refused", LATER)
    undo_merge(done, by=alice.user, at=LATER)
    assert not read(into).do_not_contact


def test_the_pair_is_decided_and_others_follow(alice: Membership) -> None:
    into, other, third, fourth = (make_person(alice, f"Mai {n}") for n in range(4))
    kinds = [(into, other, ""), (other, third, "apart"), (other, fourth, ""),
             (into, fourth, "apart")]  # fmt: skip
    for one, two, decision in kinds:
        Pair.objects.create(first=one, second=two, probability=0.9, decision=decision)
    before = tables()["duplicates_pair"]

    done = merge(alice, into=into, other=other, at=LATER)

    said = {
        (each.first_id, each.second_id): each.decision for each in Pair.objects.all()
    }
    assert said[into.pk, other.pk] == "merged"
    assert said[into.pk, third.pk] == "apart"
    assert said[into.pk, fourth.pk] == "apart"
    undo_merge(done, by=alice.user, at=LATER)
    assert tables()["duplicates_pair"] == before


def test_removing_the_sample_leaves_who_is_real(alice: Membership) -> None:
    sample = make_person(alice, "Mai", is_sample=True)
    real = make_person(alice, "Mai Trần", email="mai@example.org")
    merge(alice, into=sample, other=real, at=LATER)

    remove_sample(alice)

    assert ContactPoint.objects.get().person_id == sample.pk


def test_the_undo_of_an_import_blanks_nothing_of_who_stays(alice: Membership) -> None:
    into = make_person(alice, "Mai", note="Tea")
    other = make_person(alice, "Mai Trần", note="Tea")
    job = Import.objects.create(
        noun="people", by=alice.user, file_name="a.csv", file_hash="0", file_size=1,
        uploaded_at=NOON,
    )  # fmt: skip
    row = ImportRow.objects.create(
        job=job, number=1, outcome="updated", target=other.pk,
        before={"fields": {"note": ["", "Tea"]}, "version": [1, 2], "added": {"x": 1}},
    )  # fmt: skip

    merge(alice, into=into, other=other, at=LATER)

    row.refresh_from_db()
    assert row.target == into.pk
    assert row.before == {"version": [0, 0], "added": {"x": 1}}


def test_an_export_of_before_brings_nobody_back(
    alice: Membership, two: Two, tmp_path: Path
) -> None:
    files = {noun: tmp_path / f"{noun}.csv" for noun in ("people", "objectives")}
    for noun, path in files.items():
        path.write_bytes(exported(alice, noun))
    known = Person.objects.count(), Objective.objects.count()

    merge(alice, into=two[0], other=two[1], at=LATER)
    for noun, path in files.items():
        bring_in(alice, path, noun)

    assert (Person.objects.count() + 1, Objective.objects.count()) == known


def test_nobody_is_merged_with_themselves(alice: Membership, two: Two) -> None:
    """Chatwoot#2486: there it deleted the contact."""
    before = tables()

    with pytest.raises(SamePerson):
        merge(alice, into=two[0], other=read(two[0]), at=LATER)

    assert tables() == before


def test_a_person_and_a_firm_are_never_one(alice: Membership, two: Two) -> None:
    firm: Any = make_firm(alice, "Mai Ltd")

    with pytest.raises(NotTheSameKind):
        merge(alice, into=two[0], other=firm, at=LATER)


def test_twice_is_once(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=LATER)
    before = tables()

    with pytest.raises(AlreadyMerged) as why:
        merge(alice, into=two[0], other=two[1], at=LATER)
    with pytest.raises(AlreadyMerged):
        merge(alice, into=two[1], other=two[0], at=LATER)

    assert why.value.merge == done
    assert tables() == before


def test_who_was_deleted_meanwhile_is_not_there(alice: Membership) -> None:
    into, other = make_person(alice, "Mai"), make_person(alice, "Mai Trần")
    Person.objects.filter(pk=other.pk).delete()

    with pytest.raises(NotThere):
        merge(alice, into=into, other=other, at=LATER)


def test_a_seller_takes_nobody_from_another(
    alice: Membership, carol: Membership
) -> None:
    theirs = make_person(alice, "Mai", is_shared=True)
    mine = make_person(carol, "Mai Trần", is_shared=True)
    before = tables()

    with pytest.raises(NotYours):
        merge(carol, into=mine, other=theirs, at=LATER)

    assert tables() == before
    merge(carol, into=theirs, other=mine, at=LATER)  # hers go where she likes
    assert read(theirs).owner_id == alice.user_id


def test_a_seller_hides_nobody_from_others(
    alice: Membership, carol: Membership
) -> None:
    shared = make_person(alice, "Mai", is_shared=True)
    mine = make_person(carol, "Mai Trần")

    with pytest.raises(NotYours):
        merge(carol, into=shared, other=mine, chosen={"is_shared": "other"}, at=LATER)


def test_who_is_private_to_another_is_not_there(
    alice: Membership, carol: Membership
) -> None:
    theirs, mine = make_person(alice, "Mai"), make_person(carol, "Mai Trần")

    with pytest.raises(NotThere):
        merge(carol, into=mine, other=theirs, at=LATER)


def test_a_viewer_merges_nobody(dave: Membership, two: Two) -> None:
    with pytest.raises(NotYours):
        merge(dave, into=two[0], other=two[1], at=LATER)


def test_two_firms_become_one(alice: Membership) -> None:
    firm, other = make_firm(alice, "Acme"), make_firm(alice, "ACME Ltd", note="Big")
    mai = make_person(alice, "Mai")
    for each, title in ((firm, ""), (other, "Owner")):
        people.note_contact(
            alice, each, people.Contact("email", "desk@example.org"), at=NOON
        )
        people.take_role(alice, mai, each.name, title=title, at=NOON)
    jo = make_person(alice, "Jo", organisation="ACME Ltd")

    merge(alice, into=firm, other=other, chosen={"name": "other"}, at=LATER)

    kept = Organisation.objects.get()
    assert (kept.pk, kept.name, kept.sort_name) == (firm.pk, "ACME Ltd", "acme ltd")
    assert kept.note == "Big"
    assert ContactPoint.objects.filter(organisation=firm).count() == 1
    assert Role.objects.get(person=mai).title == "Owner"
    assert [each.pk for each in found(alice, "acme")] == [jo.pk, mai.pk]


def test_the_history_tells_of_it(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=LATER + timedelta(hours=1))

    told = Event.objects.about(two[0]).filter(verb="merged").get()
    assert told.facts == {"merge": done.pk, "value": "Trần Thị Mai"}
    assert Event.objects.filter(noun="person", row_id=two[1].pk).count() == 0
