"""Who may be meant by what somebody types."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.people.queries import possible_duplicates
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tran thi mai", "Trần Thị Mai"),
        ("Mai Trần", "Trần Thị Mai"),
        ("Jonathan Smith", "Jonathan Smyth"),
        ("Smith Jonathan", "Jonathan Smith"),
        ("Wang Wei", "王伟"),
        ("王伟", "王 伟"),
        ("สมชาย ใจดี", "นายสมชาย ใจดี"),
        ("mai", "Mai"),
    ],
)
def test_a_name_that_can_be_this_ones_is_shown(
    typed: str, kept: str, alice: Membership
) -> None:
    person = make_person(alice, kept)

    assert possible_duplicates(alice, name=typed) == [person]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn Văn An", "Nguyễn Thị Bình"),
        ("Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("Nguyễn", "Nguyễn Văn An"),
        ("Mai", "Trần Thị Mai"),
        ("王伟", "王芳"),
        ("John Smith", "Jane Smith"),
    ],
)
def test_a_name_of_somebody_else_is_not(
    typed: str, kept: str, alice: Membership
) -> None:
    make_person(alice, kept)

    assert possible_duplicates(alice, name=typed) == []


def test_who_has_the_number_comes_before_who_has_the_name(alice: Membership) -> None:
    named = make_person(alice, "Trần Thị Mai")
    reached = make_person(alice, "Hoa", phone="+44 20 7946 0001")

    found = possible_duplicates(alice, name="Trần Thị Mai", reach="020 7946 0001")

    assert found == [reached, named]


def test_the_nearest_name_comes_first(alice: Membership) -> None:
    near = make_person(alice, "Trần Mai")
    whole = make_person(alice, "Trần Thị Mai")

    assert possible_duplicates(alice, name="Trần Thị Mai") == [whole, near]


def test_nobody_is_like_themselves(alice: Membership) -> None:
    mai = make_person(alice, "Trần Thị Mai", phone="+44 20 7946 0001")

    found = possible_duplicates(
        alice, name="Trần Thị Mai", reach="+44 20 7946 0001", but=mai.pk
    )

    assert found == []


def test_whom_one_does_not_see_is_not_shown(
    alice: Membership, carol: Membership
) -> None:
    make_person(alice, "Trần Thị Mai", phone="+44 20 7946 0001")

    found = possible_duplicates(carol, name="Trần Thị Mai", reach="020 7946 0001")

    assert found == []


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Trần Thị Mai"},
        {"as": "name", "value": "Trần Thị Mai"},
        {"as": "reach", "value": "020 7946 0001"},
    ],
)
def test_the_warning_comes_while_one_types(
    asked: dict[str, str], alice: Membership
) -> None:
    mai = make_person(alice, "Trần Thị Mai", phone="+44 20 7946 0001")
    browser = signed_in(alice)
    url = reverse("people:duplicates")

    shown = browser.get(url, asked, headers={"HX-Request": "true"})
    himself = browser.get(
        url, {**asked, "but": str(mai.pk)}, headers={"HX-Request": "true"}
    )

    assert mai.get_absolute_url() in shown.content.decode()
    assert mai.get_absolute_url() not in himself.content.decode()


def test_the_forms_of_a_person_look_while_one_types(alice: Membership) -> None:
    mai = make_person(alice, "Trần Thị Mai")

    page = signed_in(alice).get(mai.get_absolute_url()).content.decode()

    url = reverse("people:duplicates")
    for what in ("name", "reach"):
        assert f"{url}?as={what}&amp;but={mai.pk}" in page
