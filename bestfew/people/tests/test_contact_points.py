"""Ways to reach somebody: typed text kept, compared by their key, undone in a tap."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.history.models import EditConflict, Event
from bestfew.people.actions import (
    Contact,
    ContactKnown,
    NotAContact,
    change_contact,
    note_contact,
)
from bestfew.people.models import ContactPoint, Organisation, Person
from bestfew.people.queries import found
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
HTMX = {"HX-Request": "true"}


def add_url(person: Person) -> str:
    return reverse("people:add-contact", args=[person.pk])


def test_a_number_is_kept_as_typed_and_found_by_its_digits(alice: Membership) -> None:
    person = make_person(alice)
    data = {"kind": "phone", "value": "(07911) 123-456"}

    answer = signed_in(alice).post(add_url(person), data, headers=HTMX)

    point = ContactPoint.objects.get()
    assert answer.status_code == 200
    assert (point.value, point.key) == ("(07911) 123-456", "+447911123456")
    assert found(alice, "+44 7911 123456") == [person]


def test_adding_twice_adds_once(alice: Membership) -> None:
    person = make_person(alice)
    client = signed_in(alice)

    for value in ("07911 123456", "+447911123456"):
        client.post(add_url(person), {"kind": "phone", "value": value})

    assert ContactPoint.objects.get().value == "07911 123456"


def test_a_number_is_corrected_and_the_correction_undone(alice: Membership) -> None:
    person = make_person(alice, phone="07911 123456")
    point = person.contact_points.get()
    url = reverse("people:change-contact", args=[point.pk])
    client = signed_in(alice)

    client.post(url, {"before": "07911 123456", "value": "07911 123457"})
    assert found(alice, "123457") == [person]

    undo = {"before": "07911 123457", "value": "07911 123456", "next": "/people/"}
    assert client.post(url, undo)["Location"] == "/people/"
    assert person.contact_points.get().key == "+447911123456"


def test_a_number_is_removed_and_put_back(alice: Membership) -> None:
    person = make_person(alice, phone="07911 123456")
    client = signed_in(alice)
    remove = reverse("people:remove-contact", args=[person.contact_points.get().pk])

    client.post(remove)
    assert found(alice, "07911") == []
    assert client.post(remove).status_code == 404

    client.post(add_url(person), {"kind": "phone", "value": "07911 123456"})
    assert found(alice, "07911") == [person]
    assert list(Event.objects.about(person).values_list("verb", flat=True)) == [
        "contact added",
        "contact removed",
        "added",
    ]


def test_a_number_changed_meanwhile_is_a_conflict(
    alice: Membership, carol: Membership
) -> None:
    person = make_person(alice, phone="07911 123456", is_shared=True)
    point = person.contact_points.get()
    old, theirs = point.value, "07911 000000"
    change_contact(carol, point, theirs, before=old, at=NOON)

    answer = signed_in(alice).post(
        reverse("people:change-contact", args=[point.pk]),
        {"before": old, "value": "07911 999999"},
        headers=HTMX,
    )

    assert answer.status_code == 409
    assert all(
        word in answer.content.decode() for word in ("Carol", theirs, "07911 999999")
    )
    assert ContactPoint.objects.get().value == theirs
    with pytest.raises(EditConflict):
        change_contact(alice, point, "1234", before=old, at=NOON)


def test_the_same_number_twice_is_refused(alice: Membership) -> None:
    person = make_person(alice, phone="07911 123456")
    other = note_contact(alice, person, Contact("phone", "07911 123457"), at=NOON)

    with pytest.raises(ContactKnown):
        change_contact(alice, other, "+447911123456", before="07911 123457", at=NOON)

    answer = signed_in(alice).post(
        reverse("people:change-contact", args=[other.pk]),
        {"before": "07911 123457", "value": "+447911123456"},
        headers=HTMX,
    )
    assert answer.status_code == 422
    assert "They have it already." in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "phone", "value": "hello"},
        {"kind": "email", "value": "mai@"},
        {"kind": "pigeon", "value": "07911 123456"},
        {"kind": "phone"},
    ],
)
def test_nonsense_is_told_and_nothing_is_kept(
    alice: Membership, data: dict[str, str]
) -> None:
    person = make_person(alice)

    answer = signed_in(alice).post(add_url(person), data)

    assert answer.status_code == 422
    assert not ContactPoint.objects.exists()


def test_a_correction_must_reach_somebody(alice: Membership) -> None:
    point = make_person(alice, phone="07911 123456").contact_points.get()
    url = reverse("people:change-contact", args=[point.pk])
    client = signed_in(alice)

    for value in ("", "x"):
        data = {"before": point.value, "value": value}
        assert client.post(url, data, headers=HTMX).status_code == 422
    with pytest.raises(NotAContact):
        change_contact(alice, point, "x", before=point.value, at=NOON)


def test_an_organisation_has_numbers_too(alice: Membership) -> None:
    make_person(alice, organisation="Hoa Sen")
    place = Organisation.objects.get()
    url = reverse("people:add-contact-of-organisation", args=[place.pk])
    client = signed_in(alice)

    kept = client.post(url, {"kind": "phone", "value": "07911 123456"})
    wrong = client.post(url, {"kind": "phone", "value": "x"})

    assert kept["Location"] == place.get_absolute_url()
    assert wrong.status_code == 422
    point = place.contact_points.get()
    change = reverse("people:change-contact", args=[point.pk])
    data = {"before": point.value, "value": "07911 123457"}
    assert client.post(change, data).status_code == 302
    assert client.post(change, data | {"value": "x"}).status_code == 422


def test_strangers_and_viewers_change_nothing(
    alice: Membership, bob: Membership, dave: Membership
) -> None:
    person = make_person(alice, phone="07911 123456")
    point = person.contact_points.get()
    data = {"kind": "phone", "value": "07911 999999", "before": point.value}
    urls = [
        add_url(person),
        reverse("people:change-contact", args=[point.pk]),
        reverse("people:remove-contact", args=[point.pk]),
    ]

    for url in urls:
        assert signed_in(bob).post(url, data).status_code == 404
        assert signed_in(dave).post(url, data).status_code == 403
        assert signed_in(alice).get(url).status_code == 405
    assert ContactPoint.objects.get().value == "07911 123456"
