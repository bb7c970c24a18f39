"""Searching people as one types: Vietnamese, Thai, Chinese, numbers."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.conftest import NOON
from bestfew.people.actions import Contact, add_person, edit_organisation
from bestfew.people.models import Organisation, Person
from bestfew.people.queries import found, possible_duplicates
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def people(alice: Membership, in_workspace: Workspace) -> None:
    in_workspace.country = "VN"
    alice.workspace.country = "VN"
    make_person(alice, "Trần Thị Mai", phone="0912 345 678", organisation="Hoa Sen")
    make_person(alice, "สมชาย ใจดี", email="somchai@example.com")
    make_person(alice, "王小明", note="喜欢早上打电话")
    make_person(alice, "John Smith", phone="+44 7911 123456")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tran mai", "Trần Thị Mai"),
        ("TRẦN", "Trần Thị Mai"),
        ("hoa sen", "Trần Thị Mai"),
        ("0912345", "Trần Thị Mai"),
        ("+84 912 345", "Trần Thị Mai"),
        ("(0912) 345-678", "Trần Thị Mai"),
        ("345 678", "Trần Thị Mai"),
        ("ใจดี", "สมชาย ใจดี"),
        ("มชา", "สมชาย ใจดี"),
        ("somchai@", "สมชาย ใจดี"),
        ("小明", "王小明"),
        ("早上", "王小明"),
        ("07911", "John Smith"),
    ],
)
def test_someone_is_found(alice: Membership, words: str, name: str) -> None:
    assert [str(each) for each in found(alice, words)] == [name]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("words", ["", "  ", "nobody", "mai smith", "%", "_", "'; --"])
def test_nobody_is_found_for_nonsense(alice: Membership, words: str) -> None:
    assert found(alice, words) == []


def test_the_best_match_stands_first(alice: Membership) -> None:
    for name in ("Thanh Mai", "Ngomai", "Mai Hoa", "Mai"):
        make_person(alice, name)
    make_person(alice, "Hùng", organisation="Mai & Co")

    names = [each.name for each in found(alice, "mai")]

    assert names == ["Mai", "Mai Hoa", "Thanh Mai", "Ngomai", "Hùng"]


def test_a_strangers_people_are_not_found(alice: Membership, carol: Membership) -> None:
    make_person(alice, "Mai")
    make_person(alice, "Maika", is_shared=True)

    assert [each.name for each in found(carol, "mai")] == ["Maika"]


def test_a_person_is_found_by_the_new_name_of_their_organisation(
    alice: Membership,
) -> None:
    make_person(alice, "Mai", organisation="Hoa Sen")
    place = Organisation.objects.get()

    edit_organisation(
        place, before={"name": "Hoa Sen"}, after={"name": "Sao"}, by=alice.user, at=NOON
    )

    assert [each.name for each in found(alice, "sao")] == ["Mai"]
    assert found(alice, "hoa sen") == []


@pytest.mark.parametrize("reach", ["+44 7911 123456", "07911-123456", "(07911)123456"])
def test_the_same_number_typed_otherwise_may_be_the_same_person(
    alice: Membership, reach: str
) -> None:
    mai = make_person(alice, "Mai", phone="07911 123456")
    make_person(alice, "Hoa", phone="07911 123457")

    assert possible_duplicates(alice, reach=reach) == [mai]


def test_the_same_address_in_capitals_may_be_the_same_person(
    alice: Membership,
) -> None:
    mai = make_person(alice, "Mai", email="mai@example.com")

    assert possible_duplicates(alice, reach=" MAI@Example.com") == [mai]


def test_the_same_words_for_a_name_may_be_the_same_person(alice: Membership) -> None:
    mai = make_person(alice, "Trần Thị Mai")
    make_person(alice, "Trần Thị Mai Hoa")

    assert possible_duplicates(alice, name="mai tran thi") == [mai]
    assert possible_duplicates(alice, name=" ", reach=" ") == []


def test_a_number_alone_is_a_full_person(alice: Membership) -> None:
    person = add_person(alice, at=NOON, contacts=[Contact("phone", "07911 123456")])

    assert str(Person.objects.get()) == "07911 123456"
    assert person.contact_points.get().key == "+447911123456"
