"""Qualify in the browser: one person a card."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import signed_in
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Answer, Qualifying
from bestfew.prospecting.tests.cast import make_profile

pytestmark = pytest.mark.usefixtures("profile")
URL = "prospecting:qualify"
ALL_YES = {"answer-fit": "met", "answer-money": "met", "answer-authority": "met"}


def show(member: Membership, **asked: Any) -> HttpResponse:
    return signed_in(member).get(reverse(URL), asked)  # type: ignore[return-value]


def save(
    member: Membership, person: Person, data: dict[str, Any], **headers: str
) -> HttpResponse:
    url = reverse("prospecting:save", args=[person.pk])
    return signed_in(member).post(url, data, headers=headers)  # type: ignore[return-value]


def test_the_first_who_waits_is_on_the_card(alice: Membership) -> None:
    make_person(alice, "First")
    make_person(alice, "Second")

    page = show(alice).content.decode()

    assert "Is fit there?" in page
    assert page.index("First") < page.index("Second")
    assert "1 of 2" in page


def test_anybody_can_be_asked_for(alice: Membership) -> None:
    make_person(alice, "First")
    second = make_person(alice, "Second")

    page = show(alice, person=second.pk).content.decode()

    assert reverse("prospecting:save", args=[second.pk]) in page


def test_next_saves_and_goes_to_the_next_card(alice: Membership) -> None:
    person, follower = make_person(alice, "First"), make_person(alice, "Second")

    answer = save(alice, person, {**ALL_YES, "how-fit": "seen", "began": "0"})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert f"person={follower.pk}" in answer["Location"]
    assert person.state == "prospect"
    assert Answer.objects.get(key="fit").evidence == "seen"
    assert Qualifying.objects.get().person == person


def test_with_htmx_only_the_card_comes_back_with_its_address(
    alice: Membership,
) -> None:
    person, follower = make_person(alice, "First"), make_person(alice, "Second")

    answer = save(alice, person, ALL_YES, HX_Request="true")

    page = answer.content.decode()
    assert answer["HX-Push-Url"].endswith(f"?person={follower.pk}")
    assert "<html" not in page
    assert "Second" in page
    assert reverse("prospecting:undo", args=[person.pk]) in page


def test_the_last_card_ends_in_a_word(alice: Membership) -> None:
    person = make_person(alice)

    answer = save(alice, person, ALL_YES, HX_Request="true")

    assert "That was everybody: 1 person today." in answer.content.decode()


def test_nobody_waiting_is_an_invitation(alice: Membership) -> None:
    assert reverse("people:add") in show(alice).content.decode()


def test_a_no_asks_whether_we_may_keep_in_touch(alice: Membership) -> None:
    person = make_person(alice)

    answer = save(alice, person, {"answer-fit": "not_met"}, HX_Request="true")

    assert answer.status_code == 422
    assert "May we keep in touch?" in answer.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("said", "refused"), [("yes", False), ("no", True), ("not_asked", False)]
)
def test_the_answer_to_that_is_kept(
    alice: Membership, said: str, refused: bool
) -> None:
    person = make_person(alice)

    answer = save(alice, person, {"answer-fit": "not_met", "keep": said})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.state, person.do_not_contact) == ("disqualified", refused)


def test_there_is_a_way_back_for_whoever_was_disqualified(alice: Membership) -> None:
    person = make_person(alice)
    save(alice, person, {"answer-fit": "not_met", "keep": "yes"})

    page = show(alice, state="disqualified").content.decode()
    save(alice, person, {**ALL_YES, "state": "disqualified"})

    person.refresh_from_db()
    assert "there is a way back" in page
    assert person.state == "prospect"


def test_undo_takes_the_card_back_and_shows_it_again(alice: Membership) -> None:
    person = make_person(alice)
    save(alice, person, ALL_YES)
    ids = " ".join(str(pk) for pk in Answer.objects.values_list("pk", flat=True))

    undo = reverse("prospecting:undo", args=[person.pk])
    answer = signed_in(alice).post(undo, {"answers": ids, "permission": ""})

    person.refresh_from_db()
    assert person.state == "lead"
    assert answer.headers["Location"].endswith(f"?person={person.pk}")


def test_skip_goes_on_without_writing(alice: Membership) -> None:
    first, second = make_person(alice, "First"), make_person(alice, "Second")

    after_first = show(alice, after=first.pk).content.decode()
    after_last = show(alice, after=second.pk).content.decode()

    assert reverse("prospecting:save", args=[second.pk]) in after_first
    assert reverse("prospecting:save", args=[first.pk]) in after_last
    assert not Answer.objects.exists()


def test_another_profile_can_be_asked(alice: Membership) -> None:
    make_profile("002a", is_default=False)
    make_person(alice)

    page = show(alice, profile="002a").content.decode()

    assert "Is interest there?" in page
    assert "Is fit there?" not in page


@pytest.mark.parametrize(
    "nonsense", [{"answer-fit": "maybe"}, {"how-fit": "dreamt"}, {"began": "x"}]
)
def test_nonsense_is_not_written(alice: Membership, nonsense: dict[str, str]) -> None:
    person = make_person(alice)

    assert save(alice, person, nonsense).status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize("person", ["x", "-1", "99999999999999999999"])
def test_nobody_of_that_number_is_not_found(alice: Membership, person: str) -> None:
    assert show(alice, person=person).status_code == 404


def test_a_stranger_finds_nobody(alice: Membership, bob: Membership) -> None:
    person = make_person(alice)
    with workspace_scope(bob.workspace):
        make_profile()

    assert show(bob, person=person.pk).status_code == 404
    assert save(bob, person, ALL_YES).status_code == 404
    assert not Answer.objects.exists()


def test_a_seller_asks_only_their_own_people(
    alice: Membership, carol: Membership
) -> None:
    hers, his = make_person(carol, "Hers"), make_person(alice, "Elsewhere")

    assert "Elsewhere" not in show(carol).content.decode()
    assert show(carol, person=hers.pk).status_code == 200
    assert show(carol, person=his.pk).status_code == 404


def test_a_viewer_reads_but_writes_nothing(alice: Membership, dave: Membership) -> None:
    person = make_person(alice)

    assert show(dave).status_code == 200
    assert save(dave, person, ALL_YES).status_code == 403
    assert not Answer.objects.exists()


def test_saving_wants_a_post(alice: Membership) -> None:
    url = reverse("prospecting:save", args=[make_person(alice).pk])

    assert signed_in(alice).get(url).status_code == 405


def test_a_full_queue_costs_no_more_than_fifteen_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        make_person(alice, phone=f"07911 1234{n:02d}", name="")
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        assert client.get(reverse(URL)).status_code == 200
