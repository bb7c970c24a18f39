"""Scans merge those that are sure, where the workspace wants it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.duplicates import scanning
from bestfew.duplicates.merging_safely import merge_safely, want
from bestfew.duplicates.models import Merge, Pair, Scan
from bestfew.duplicates.rules.safe import is_personal, surely_agree
from bestfew.people import actions as people
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

PHONE, OTHER = "+44 20 7946 0001", "+44 20 7946 0002"


def make_pair(first: Person, second: Person) -> Pair:
    found: Pair = Pair.objects.create(first=first, second=second, probability=0.99)
    return found


def merged(member: Membership) -> int:
    return merge_safely(member, now=lambda: NOON, say=lambda _count: None)


def test_the_same_number_and_name_are_merged(alice: Membership) -> None:
    first = make_person(alice, "Trần Thị Mai", phone=PHONE)
    second = make_person(alice, "TRAN THI MAI", phone=PHONE, email="m@example.org")
    pair = make_pair(first, second)

    assert merged(alice) == 1

    pair.refresh_from_db()
    assert pair.is_automatic
    assert Person.objects.get() == first


@pytest.mark.parametrize(
    ("one", "other", "phones"),
    [
        ("Trần Thị Mai", "Trần Thị Hoa", (PHONE, PHONE)),
        ("Trần Thị Mai", "Trần", (PHONE, PHONE)),
        ("Trần Thị Mai", "", (PHONE, PHONE)),
        ("Khách hàng", "Khách hàng", (PHONE, PHONE)),
        ("Trần Thị Mai", "Trần Thị Mai", (PHONE, OTHER)),
    ],
)
def test_others_wait_to_be_looked_at(
    one: str, other: str, phones: tuple[str, str], alice: Membership
) -> None:
    first = make_person(alice, one, phone=phones[0])
    make_pair(first, make_person(alice, other, phone=phones[1]))

    assert merged(alice) == 0
    assert Person.objects.count() == 2


def test_a_number_that_a_third_has_is_nobodys_own(alice: Membership) -> None:
    first, second, _third = (
        make_person(alice, name, phone=PHONE) for name in ("Mai Lê", "Mai Lê", "Hoa")
    )
    make_pair(first, second)

    assert merged(alice) == 0


def test_a_number_of_an_organisation_is_nobodys_own(alice: Membership) -> None:
    first, second = (make_person(alice, "Mai Lê", phone=PHONE) for _ in "12")
    firm = people.add_organisation(alice, name="Acme", at=NOON)
    people.note_contact(alice, firm, people.Contact("phone", PHONE), at=NOON)
    make_pair(first, second)

    assert merged(alice) == 0


def test_a_mailbox_of_a_place_is_nobodys_own(alice: Membership) -> None:
    first, second = (make_person(alice, "Mai", email="info@acme.example") for _ in "12")
    make_pair(first, second)

    assert merged(alice) == 0


def test_nobody_is_merged_who_belongs_to_somebody_else(
    alice: Membership, carol: Membership
) -> None:
    first = make_person(carol, "Mai Lê", phone=PHONE)
    second = make_person(alice, "Mai Lê", phone=PHONE, is_shared=True)
    make_pair(first, second)

    assert merged(carol) == 0
    assert Person.objects.count() == 2


@pytest.mark.parametrize("is_wanted", [True, False])
def test_a_scan_merges_only_where_it_is_wanted(
    is_wanted: bool, alice: Membership
) -> None:
    for _ in "12":
        make_person(alice, "Trần Thị Mai", phone=PHONE)
    want(merges_safely=is_wanted)

    scan = scanning.ask(alice, at=NOON)
    scanning.run(scan, alice)

    assert Scan.objects.get().merged == int(is_wanted)
    assert Person.objects.count() == 2 - int(is_wanted)


def test_what_scans_merged_is_listed_and_undone(alice: Membership) -> None:
    first, second = (make_person(alice, "Mai Lê", phone=PHONE) for _ in "12")
    make_pair(first, second)
    merge_safely(alice, now=timezone.now, say=lambda _count: None)
    browser = signed_in(alice)

    page = browser.get(reverse("duplicates:merged"))
    undo = reverse("duplicates:undo-merge", args=[Merge.objects.get().pk])

    assert undo in page.content.decode()
    browser.post(undo)
    assert Person.objects.count() == 2
    assert not browser.get(reverse("duplicates:merged")).context["page"].rows


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Trần Thị Mai", "mai tran", True),
        ("John Smith", "Smith, John", True),
        ("王伟", "王 伟", True),
        ("Trần Thị Mai", "Trần", False),
        ("John Smith", "J. Smith", False),
        ("Anonymous", "Anonymous", False),
        ("", "Mai", False),
        ("Nguyễn Văn An", "Nguyễn Thị Bình", False),
    ],
)
def test_names_agree_surely_only_with_the_given_name(
    one: str, other: str, agree: bool
) -> None:
    assert surely_agree(one, other) is agree
    assert surely_agree(other, one) is agree


def test_only_a_phone_or_an_address_of_ones_own_is_personal() -> None:
    assert is_personal("phone", "+442079460001")
    assert is_personal("email", "mai@example.org")
    assert not is_personal("email", "info@example.org")
    assert not is_personal("address", "1 high street")
