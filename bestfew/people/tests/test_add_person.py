"""Quick create: a name or a number is enough, twice is once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.people.actions import NobodyThere, add_person
from bestfew.people.models import ExternalId, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
URL = "/people/add/"
LAN = {"name": "Lan", "reach": "07911 123456", "submit_id": "one"}


def test_somebody_is_added(alice: Membership) -> None:
    answer = signed_in(alice).post(URL, LAN | {"organisation": "Hoa Sen"})

    person = Person.objects.get()
    assert answer["Location"] == reverse("desk:person", args=[person.pk])
    assert (person.name, person.owner) == ("Lan", alice.user)
    assert person.contact_points.get().value == "07911 123456"
    assert person.roles.get().organisation.name == "Hoa Sen"


def test_the_box_takes_an_e_mail_too(alice: Membership) -> None:
    signed_in(alice).post(URL, {"reach": "Lan@Example.com"})

    point = Person.objects.get().contact_points.get()
    assert (point.kind, point.value, point.key) == (
        "email",
        "Lan@Example.com",
        "lan@example.com",
    )


def test_a_form_sent_twice_adds_one(alice: Membership) -> None:
    client = signed_in(alice)

    first, second = client.post(URL, LAN), client.post(URL, LAN)

    assert Person.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_sent_at_once_the_second_gets_the_first(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bestfew.people.actions import person as module

    first = add_person(alice, at=NOON, name="Lan", submit_id="one")
    known = iter([None, first])
    monkeypatch.setattr(module, "submitted", lambda _id: next(known))

    assert add_person(alice, at=NOON, name="Lan", submit_id="one") == first
    assert Person.objects.count() == 1


def test_another_fault_of_the_database_is_not_hidden(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import IntegrityError

    from bestfew.people.actions import person as module

    add_person(alice, at=NOON, name="Lan", submit_id="one")
    monkeypatch.setattr(module, "submitted", lambda _id: None)

    with pytest.raises(IntegrityError):
        add_person(alice, at=NOON, name="Hoa", submit_id="one")
    assert Person.objects.count() == ExternalId.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "  "},
        {"name": "Lan", "reach": "12"},
        {"name": "Lan", "reach": "lan@"},
        {"name": "x" * 301},
        {"name": "Lan", "source": "7"},
    ],
)
def test_nonsense_is_told_and_nothing_is_kept(
    alice: Membership, data: dict[str, str]
) -> None:
    answer = signed_in(alice).post(URL, data)

    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_nobody_cannot_be_added(alice: Membership) -> None:
    with pytest.raises(NobodyThere):
        add_person(alice, at=NOON, name=" ")


def test_a_possible_second_one_is_shown_while_typing(alice: Membership) -> None:
    make_person(alice, "Trần Mai", phone="07911 123456")
    client = signed_in(alice)
    htmx = {"HX-Request": "true", "HX-Target": "alike"}

    by_name = client.get("/people/duplicates/", {"name": "mai tran"}, headers=htmx)
    by_number = client.get(
        "/people/duplicates/", {"reach": "447911123456"}, headers=htmx
    )
    none = client.get("/people/duplicates/", {"name": "Hoa"}, headers=htmx)

    assert "Trần Mai" in by_name.content.decode()
    assert "Trần Mai" not in none.content.decode()
    assert by_number.status_code == 200


def test_without_javascript_the_warning_comes_with_a_fault(alice: Membership) -> None:
    make_person(alice, "Trần Mai")

    answer = signed_in(alice).post(URL, {"name": "Mai Tran", "reach": "1"})

    assert "Trần Mai" in answer.content.decode()


def test_a_new_person_can_be_logged_with_at_once(alice: Membership) -> None:
    answer = signed_in(alice).post(URL, LAN | {"then": "log"})

    assert answer["Location"] == f"/log/?person={Person.objects.get().pk}"


def test_a_viewer_adds_nobody(dave: Membership) -> None:
    assert signed_in(dave).post(URL, LAN).status_code == 403
    assert not Person.objects.exists()


def test_the_form_opens(alice: Membership) -> None:
    client = signed_in(alice)

    assert client.get(URL, {"name": "Lan"}).context["form"]["name"].value() == "Lan"
    assert client.put(URL).status_code == 405
