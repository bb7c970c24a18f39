"""The index that search reads follows the rows, whoever writes them."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.people import search_index
from bestfew.people.actions import edit_organisation, edit_person
from bestfew.people.finding import closest, proposed
from bestfew.people.models import Organisation, Person
from bestfew.people.search_index import ORGANISATIONS, PEOPLE
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

INDEXES = [PEOPLE, ORGANISATIONS]


def in_index(*pieces: str, member: Membership, seller: bool = False) -> set[int]:
    """What the index holds for these pieces, asked beside the rows themselves."""
    if connection.vendor != "sqlite":
        return set(Person.objects.holding(pieces).values_list("pk", flat=True))
    asked = search_index.expression(
        pieces,
        workspace=member.workspace_id,
        seers=(member.user_id, search_index.SHARED) if seller else (),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM people_search WHERE people_search MATCH %s", [asked]
        )
        return {pk for (pk,) in cursor.fetchall()}


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Trần Thị Mai", organisation="Hoa Sen")


def test_a_new_person_is_in_the_index(alice: Membership, mai: Person) -> None:
    assert in_index("mai", "hoa", member=alice) == {mai.pk}


def test_an_edit_changes_the_index(alice: Membership, mai: Person) -> None:
    edit_person(
        mai,
        before={"name": "Trần Thị Mai"},
        after={"name": "Lan"},
        by=alice.user,
        at=NOON,
    )

    assert in_index("mai", member=alice) == set()
    assert in_index("lan", member=alice) == {mai.pk}


def test_many_rows_at_once_change_the_index(alice: Membership) -> None:
    people = [
        Person(owner=alice.user, name=f"N{i}", search=f" name{i}", created_at=NOON)
        for i in range(20)
    ]
    Person.objects.bulk_create(people)
    Person.objects.filter(name__in=("N1", "N2")).update(search=" other")
    for each in people[5:]:
        each.search = " third"
    Person.objects.bulk_update(people[5:], ["search"])
    Person.objects.filter(name="N0").delete()

    assert in_index("name", member=alice) == {each.pk for each in people[3:5]}
    assert in_index("other", member=alice) == {each.pk for each in people[1:3]}
    assert len(in_index("third", member=alice)) == 15


def test_a_deleted_person_leaves_the_index(alice: Membership, mai: Person) -> None:
    mai.delete()

    assert in_index("mai", member=alice) == set()


def test_what_is_rolled_back_was_never_in_the_index(
    alice: Membership, mai: Person
) -> None:
    pk = mai.pk
    with transaction.atomic():
        mai.delete()
        make_person(alice, "Mai Hoa")
        transaction.set_rollback(True)

    assert in_index("mai", member=alice) == {pk}


def test_who_is_shared_or_handed_over_is_in_the_index_for_others(
    alice: Membership, carol: Membership, mai: Person
) -> None:
    assert closest(Person.objects.all(), carol, "mai").ids == []

    mai.is_shared = True
    mai.save()
    shared = closest(Person.objects.all(), carol, "mai").ids
    mai.is_shared, mai.owner = False, carol.user
    mai.save()
    handed_over = closest(Person.objects.all(), carol, "mai").ids

    assert shared == handed_over == [mai.pk]
    assert in_index("mai", member=carol, seller=True) == {mai.pk}


def test_an_organisation_is_found_by_its_new_name(
    alice: Membership, mai: Person
) -> None:
    place = Organisation.objects.get()
    edit_organisation(
        place, before={"name": "Hoa Sen"}, after={"name": "Sao Mai"}, by=alice.user,
        at=NOON,
    )  # fmt: skip

    places = Organisation.objects.all()
    assert [each.pk for each in places.matching("mai")] == [place.pk]
    assert closest(places, alice, "ma sa").ids == [place.pk]
    assert closest(places, alice, "hoa sen").ids == []
    assert not places.matching("hoa").exists()


@pytest.mark.parametrize("index", INDEXES, ids=str)
def test_the_index_can_be_made_again_over_what_is_there(
    alice: Membership, mai: Person, index: search_index.SearchIndex
) -> None:
    editor = connection.schema_editor()
    connection.check_constraints()  # PostgreSQL: none may wait for the commit
    index.drop(editor)
    index.drop(editor)
    make_person(alice, "Mai Hoa", organisation="Sen Hoa")
    connection.check_constraints()  # PostgreSQL: none may wait for the commit
    index.create(editor)
    make_person(alice, "Mai Lan", organisation="Hoa & Sen")

    assert len(in_index("mai", member=alice)) == 3
    assert Organisation.objects.matching("hoa sen").count() == 3


def test_the_index_is_sound(alice: Membership, mai: Person) -> None:
    mai.delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_search(people_search) VALUES ('integrity-check')"
            )

    assert proposed(Person.objects.all(), alice, ["mai"]) == []


@pytest.mark.parametrize("index", INDEXES, ids=str)
def test_the_database_keeps_it_in_step(index: search_index.SearchIndex) -> None:
    """A migration that makes a table of people anew must make the index again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
                "AND tbl_name = %s AND name LIKE %s",
                [index.table, f"{index.name}_%"],
            )
            expected = 3
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_indexes WHERE tablename = %s "
                "AND indexname = %s AND indexdef LIKE '%%gin_trgm_ops%%'",
                [index.table, index.name],
            )
            expected = 1
        (count,) = cursor.fetchone()

    assert count == expected


def test_another_workspace_is_passed_over(
    alice: Membership, bob: Membership, mai: Person
) -> None:
    with workspace_scope(bob.workspace):
        theirs = make_person(bob, "Mai Bob")
        found = closest(Person.objects.all(), bob, "mai").ids

    assert found == [theirs.pk]
    assert closest(Person.objects.all(), alice, "mai").ids == [mai.pk]
    if connection.vendor == "sqlite":
        assert in_index("mai", member=bob) == {theirs.pk}


def test_rows_that_are_indexed_at_once_are_found_and_go(alice: Membership) -> None:
    first, second = new_ids(2)
    rows = [
        Person(pk=pk, owner=alice.user, name=name, created_at=NOON, search=f" {name}")
        for pk, name in ((first, "mai"), (second, "anh"))
    ]

    with transaction.atomic(), PEOPLE.at_once([first, second]):
        Person.objects.bulk_create(rows)
    found = [each.pk for each in Person.objects.matching("mai")]
    Person.objects.filter(pk=first).delete()
    later = make_person(alice, "Mai Linh")

    assert found == [first]
    assert [each.pk for each in Person.objects.matching("mai")] == [later.pk]
    assert [each.pk for each in Person.objects.matching("anh")] == [second]


def test_rows_that_change_at_once_are_found_by_what_they_are_now(
    alice: Membership, mai: Person
) -> None:
    anh = make_person(alice, "Anh")
    [new] = new_ids(1)
    row = Person(pk=new, owner=alice.user, name="Linh", created_at=NOON, search=" linh")

    with transaction.atomic(), PEOPLE.at_once([new], changed=[anh.pk, mai.pk]):
        Person.objects.bulk_create([row])
        Person.objects.filter(pk=mai.pk).update(search=" hoa")
    mai.delete()

    assert in_index("mai", member=alice) == in_index("hoa", member=alice) == set()
    assert in_index("anh", member=alice) == {anh.pk}
    assert in_index("linh", member=alice) == {new}
