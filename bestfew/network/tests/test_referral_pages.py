"""The pages of referrals: given from my book, agreed to by a link, thanked for."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.network.models import Profession, Referral, SphereMember
from bestfew.network.tests.cast_referrals import (
    make_agreed,
    make_referral,
    make_three,
)
from bestfew.people.actions import note_permission
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.teams.actions import make_seat, take_seat
from bestfew.teams.models import Slip, TeamMember
from bestfew.teams.tests.cast import link_of
from config.cli import app

pytestmark = pytest.mark.django_db

Three = tuple[TeamMember, TeamMember, TeamMember]


@pytest.fixture
def three(alice: Membership, bob: Membership, in_workspace: None) -> Three:
    return make_three(alice, bob)


def test_a_referral_is_given_from_my_book(alice: Membership, three: Three) -> None:
    person = make_person(alice, phone="+84 903 123 456")
    browser = signed_in(alice)
    sent = {
        "person": person.pk, "to": f"t{three[1].pk}", "level": 3, "kind": "outside",
        "summary": "A couple needs flowers", "submit_id": "once",
    }  # fmt: skip

    for _ in range(2):
        response = browser.post(reverse("network:refer"), sent)

    referral = Referral.objects.get()
    assert response["Location"] == referral.get_absolute_url()
    page = browser.get(referral.get_absolute_url())
    assert "A couple needs flowers" in page.text
    assert browser.get(reverse("network:referrals")).status_code == 200


def test_who_said_no_is_refused_in_a_sentence(alice: Membership, three: Three) -> None:
    person = make_person(alice, phone="+84 903 123 456")
    note_permission(person, state="refused", by=alice.user, at=three[0].joined_at)
    sent = {
        "person": person.pk, "to": f"t{three[1].pk}", "level": 3, "kind": "outside",
        "summary": "A couple needs flowers",
    }  # fmt: skip

    response = signed_in(alice).post(reverse("network:refer"), sent)

    assert response.status_code == 422
    assert "They asked not to be contacted" in response.text
    assert not Slip.unscoped.exists()


def test_the_person_agrees_by_a_link_and_no_look_does(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_referral(alice, three[1])
    asked = signed_in(alice).post(reverse("network:referral-ask", args=[given.pk]))
    found = re.search(r"/ask/[\w-]+/", asked.text)
    assert found
    stranger = Client()

    page = stranger.get(found[0] + "?lang=vi")
    assert (page.status_code, "Mai Trần" in page.text) == (200, False)
    assert not Slip.unscoped.get().agreed_at
    done = stranger.post(found[0], {"answer": "yes"})

    assert done.status_code == 200
    assert stranger.post(found[0], {"answer": "no"}).status_code == 410
    with workspace_scope(bob.workspace):
        assert Person.objects.get().name == "Mai Trần"


def test_a_guest_gives_and_agrees_through_their_link(three: Three) -> None:
    mine, _bobs, malis = three
    door = {"secret": link_of(malis)}
    browser = Client()
    sent = {"to": mine.pk, "level": 2, "kind": "inside", "summary": "I need pictures"}

    browser.post(reverse("guest:give-slip", kwargs=door), sent)
    slip = Slip.unscoped.get()
    at = {**door, "pk": slip.pk}
    browser.post(
        reverse("guest:slip-agreed", kwargs=at),
        {"how": "It is me", "name": "Mali", "phone": "+66 81 234 5678"},
    )

    slip.refresh_from_db()
    assert (slip.status, Person.objects.get().name) == ("permission", "Mali")
    assert browser.get(reverse("guest:slip", kwargs=at)).status_code == 200
    assert browser.get(reverse("guest:referrals", kwargs=door)).status_code == 200


def test_nobody_else_in_the_team_opens_a_slip(alice: Membership, three: Three) -> None:
    given = make_agreed(alice, three[1])
    at = {"secret": link_of(three[2]), "pk": given.slip_id}

    assert Client().get(reverse("guest:slip", kwargs=at)).status_code == 404


def test_nobody_is_chosen_beforehand_to_get_a_referral(
    alice: Membership, three: Three
) -> None:
    browser = signed_in(alice)
    page = browser.get(reverse("network:refer"))
    sent = {
        "person": make_person(alice).pk, "to": "", "level": 3, "kind": "outside",
        "summary": "A couple needs flowers",
    }  # fmt: skip

    answer = browser.post(reverse("network:refer"), sent)

    assert '<option value="" selected>' in page.text
    assert answer.status_code == 422
    assert not Slip.unscoped.exists()


def test_a_page_of_referrals_costs_few_queries_whoever_is_at_the_other_end(
    alice: Membership, three: Three, django_assert_max_num_queries: object
) -> None:
    browser, trade = signed_in(alice), Profession.objects.get(key="florist")
    for number in range(16):
        seat = make_seat(three[0].team, label=f"Trade {number}", at=NOON)
        guest = take_seat(seat, at=NOON, name=f"Guest {number}", language="en")
        partner = SphereMember.objects.filter(team_member=guest).first()
        partner = partner or SphereMember.objects.create(
            owner=alice.user, team_member=guest, profession=trade, created_at=NOON
        )
        make_referral(alice, partner)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = browser.get(reverse("network:referrals"))

    assert page.text.count("to Guest ") == 16


def test_matches_come_from_my_own_book(alice: Membership, three: Three) -> None:
    TeamMember.unscoped.filter(pk=three[1].pk).update(wanted="Couples with a garden")
    person = make_person(alice, "Oi", note="Marries in her garden in June")
    make_person(alice, "Noi", note="Sells cars")

    page = signed_in(alice).get(
        reverse("network:team-matches", args=[three[0].team_id])
    )

    assert (person.name in page.text, "Noi" in page.text) == (True, False)


def test_a_match_says_the_words_as_they_were_written(
    alice: Membership, three: Three
) -> None:
    wish = "Chủ cửa hàng tìm mặt bằng, góc phố"
    TeamMember.unscoped.filter(pk=three[1].pk).update(wanted=wish)
    make_person(alice, "Minh", note="Xem Mặt Bằng mở tiệm")

    page = signed_in(alice).get(
        reverse("network:team-matches", args=[three[0].team_id])
    )

    assert "mặt · bằng<" in page.text


def test_the_command_lists_and_moves(alice: Membership, three: Three) -> None:
    given = make_agreed(alice, three[1])
    run = CliRunner().invoke

    moved = run(app, ["referrals", "move", str(given.pk), "introduced", "--json"])
    listed = run(app, ["referrals", "list", "--json"])
    wrong = run(app, ["referrals", "move", str(given.pk), "won"])
    nonsense = run(app, ["referrals", "list", "--way", "sideways"])

    assert json.loads(moved.output)["status"] == "introduced"
    (row,) = json.loads(listed.output)
    assert (row["id"], row["status"]) == (str(given.pk), "introduced")
    assert (wrong.exit_code, nonsense.exit_code) == (1, 1)
    assert "given or got" in nonsense.stderr


def test_the_command_gives_a_referral_of_somebody_named(
    alice: Membership, three: Three
) -> None:
    make_person(alice, "Mali Suk")
    words = ["referrals", "add", str(three[1]), "Flowers in June", "--json"]

    given = CliRunner().invoke(app, [*words, "--person", "mali suk"])
    nobody = CliRunner().invoke(app, [*words, "--person", "42"])

    assert json.loads(given.stdout)["person"] == "Mali Suk"
    assert (nobody.exit_code, nobody.stderr) == (1, "There is nobody “42” here.\n")
