"""Who brought somebody: typed as one knows them, undone, seen by who may (C, B)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.desk.person import page_of_person
from bestfew.history.models import Event
from bestfew.people.actions import edit_person
from bestfew.people.models import Person
from bestfew.people.queries import for_page
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
HTMX = {"HX-Request": "true"}


def send(client: Client, person: Person, value: object, before: object = "") -> Any:
    url = reverse("people:edit", args=[person.pk, "referred"])
    return client.post(url, {"before": before, "value": value}, headers=HTMX)


def brought_by(person: Person) -> str:
    found = Person.objects.get(pk=person.pk).referred_by
    return found.name if found else ""


@pytest.mark.parametrize(
    "words", ["Mai Trần", "mai tran", "020 7946 0018", "mai@example.org"]
)
def test_they_are_found_by_what_one_knows(alice: Membership, words: str) -> None:
    make_person(alice, "Mai Trần", phone="020 7946 0018", email="mai@example.org")
    ngoc = make_person(alice, "Ngọc")

    answer = send(signed_in(alice), ngoc, words)

    assert brought_by(ngoc) == "Mai Trần"
    assert "Mai Trần" in answer.content.decode()


def test_it_is_undone_by_the_keys_that_the_toast_sends(alice: Membership) -> None:
    mai, ngoc = make_person(alice, "Mai"), make_person(alice, "Ngọc")
    client = signed_in(alice)
    send(client, ngoc, "Mai")

    send(client, ngoc, "", before=mai.pk)
    assert brought_by(ngoc) == ""

    send(client, ngoc, mai.pk)
    assert brought_by(ngoc) == "Mai"


def test_twice_is_once(alice: Membership) -> None:
    make_person(alice, "Mai")
    ngoc = make_person(alice, "Ngọc")

    for _ in range(2):
        assert send(signed_in(alice), ngoc, "Mai").status_code == 200

    assert Event.objects.filter(verb="edited").count() == 1


def test_of_several_one_chooses(alice: Membership) -> None:
    first = make_person(alice, "Mai Lan", phone="020 7946 0018")
    make_person(alice, "Mai Hoa")
    ngoc = make_person(alice, "Ngọc")
    client = signed_in(alice)

    asked = send(client, ngoc, "Mai")

    assert asked.status_code == 422
    assert f'value="{first.pk}"' in asked.content.decode()
    assert "020 7946 0018" in asked.content.decode()

    send(client, ngoc, first.pk)
    assert brought_by(ngoc) == "Mai Lan"


@pytest.mark.parametrize("words", ["Zoe", "Ngọc", "9" * 30, "\x00", "x" * 300])
def test_nobody_oneself_and_nonsense_are_refused(alice: Membership, words: str) -> None:
    ngoc = make_person(alice, "Ngọc")

    assert send(signed_in(alice), ngoc, words).status_code == 422
    assert brought_by(ngoc) == ""


def test_somebody_one_does_not_see_cannot_be_named_nor_read(
    alice: Membership, carol: Membership
) -> None:
    mai = make_person(alice, "Mai")
    ngoc = make_person(carol, "Ngọc")
    client = signed_in(carol)

    assert send(client, ngoc, mai.pk).status_code == 422
    assert send(client, ngoc, "Mai").status_code == 422

    bring(ngoc, mai, alice)
    page = client.get(ngoc.get_absolute_url()).content.decode()
    opened = client.get(reverse("people:edit", args=[ngoc.pk, "referred"]))

    assert "somebody you do not see" in page
    assert "Mai" not in page
    assert "Mai" not in opened.content.decode()


def bring(person: Person, other: Person, member: Membership) -> None:
    edit_person(
        person,
        before={"referred_by_id": None},
        after={"referred_by_id": other.pk},
        by=member.user,
        at=NOON,
    )


def test_both_stories_tell_it(alice: Membership) -> None:
    mai, ngoc = make_person(alice, "Mai"), make_person(alice, "Ngọc")
    bring(ngoc, mai, alice)

    told = entries(alice, ngoc)
    of_mai = entries(alice, mai)

    assert ("Came into the list", "", ("brought by Mai",)) in told
    assert any(what == "Changed: Brought by" for what, *_rest in told)
    assert ("Brought somebody new", "Ngọc", ()) in of_mai


def entries(member: Membership, person: Person) -> list[tuple[str, str, Any]]:
    read = for_page(Person.objects.all()).get(pk=person.pk)
    story = page_of_person(read, member, on=NOON.date())["story"]
    return [(each.what, each.body, each.parts) for each in story.entries]


def test_the_story_of_a_seller_names_nobody_they_do_not_see(
    alice: Membership, carol: Membership
) -> None:
    mai = make_person(carol, "Mai")
    bring(make_person(alice, "Ngọc"), mai, alice)

    assert not any("Ngọc" in body for _what, body, _parts in entries(carol, mai))


def test_a_viewer_reads_it_only(alice: Membership, dave: Membership) -> None:
    mai, ngoc = make_person(alice, "Mai"), make_person(alice, "Ngọc")

    assert send(signed_in(dave), ngoc, mai.pk).status_code == 403
    assert brought_by(ngoc) == ""
