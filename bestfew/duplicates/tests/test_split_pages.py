"""Split in two, in the browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.duplicates.merging import merge
from bestfew.duplicates.models import Merge
from bestfew.duplicates.tests.cast import make_two, read, tables
from bestfew.duplicates.tests.test_merge_pages import url, words
from bestfew.people.models import ContactPoint, Person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_two(alice)[0]


def test_what_can_go_is_listed(alice: Membership, mai: Person) -> None:
    said = words(signed_in(alice).get(url("split", mai)))

    for part in ("+44 20 7946 0001", "Acme", "tag 0", "Flat 0", "Why 0?", "said 0"):
        assert part in said, part
    assert "Shop" in said  # a say in somebody else's objective
    assert "Undo the merge" not in said


def test_what_was_chosen_goes_to_somebody_new(alice: Membership, mai: Person) -> None:
    mail = ContactPoint.objects.get(value="m0@example.org")

    response = signed_in(alice).post(
        url("split", mai), {"name": "Jo", "contact_points": mail.pk}, follow=True
    )

    done = Merge.objects.get()
    mail.refresh_from_db()
    assert mail.person_id == done.other
    assert response.redirect_chain[-1][0] == reverse("desk:person", args=[done.other])
    assert "Jo is somebody of their own now." in words(response)
    story = words(signed_in(alice).get(mai.get_absolute_url()))
    assert url("undo-merge", done) in story


def test_nothing_chosen_is_said(alice: Membership, mai: Person) -> None:
    before = tables()

    response = signed_in(alice).post(url("split", mai), {"name": "Jo"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Please choose what goes to the new person." in words(response)
    assert tables() == before


@pytest.mark.parametrize("key", ["1", "x", "9" * 30])
def test_nonsense_is_refused(alice: Membership, mai: Person, key: str) -> None:
    before = tables()

    response = signed_in(alice).post(
        url("split", mai), {"name": "Jo", "contact_points": key}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert tables() == before


def test_another_persons_row_is_refused(alice: Membership) -> None:
    mai, other = make_two(alice)
    theirs = ContactPoint.objects.get(value="m1@example.org")
    before = tables()

    response = signed_in(alice).post(
        url("split", mai), {"name": "Jo", "contact_points": theirs.pk}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert tables() == before
    assert read(other).name == "Trần Thị Mai"


def test_an_earlier_merge_is_offered_back_first(alice: Membership) -> None:
    into, other = make_two(alice)
    done = merge(alice, into=into, other=other, at=NOON)

    said = words(signed_in(alice).get(url("split", into)))

    assert "was merged in on 21 May" in said
    assert url("undo-merge", done) in said
