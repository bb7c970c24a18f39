"""Candidates for an empty seat: out of my sphere, by evidence, for me alone."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.network.actions.professions import profession_of
from bestfew.network.actions.sphere import add_to_sphere, log_talk
from bestfew.network.models import SphereMember
from bestfew.network.queries.filling import candidates_for
from bestfew.people import actions as people
from bestfew.teams import actions as teams
from bestfew.teams.models import Seat, TeamMember
from bestfew.teams.tests.cast import make_team, seat_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_workspace")]


@pytest.fixture
def mine(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def florist(mine: TeamMember) -> Seat:
    return teams.add_seat(mine, profession="florist", at=NOON)


def _partner(alice: Membership, name: str, key: str = "florist") -> SphereMember:
    return add_to_sphere(
        alice,
        profession=profession_of(key, at=NOON),
        person=people.add_person(alice, name=name, at=NOON),
        at=NOON,
    )


def test_who_is_known_best_comes_first(alice: Membership, florist: Seat) -> None:
    known = _partner(alice, "Baan Dok Mai")
    _partner(alice, "Fah Floral")
    _partner(alice, "Anan", key="caterer")
    for _talk in range(2):
        log_talk(alice, known, at=NOON)

    found = candidates_for(florist, alice)

    assert [(str(each.member), each.is_early) for each in found] == [
        ("Baan Dok Mai", False),
        ("Fah Floral", True),
    ]


def test_the_card_stands_beside_the_page_of_the_seat(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    _partner(alice, "Baan Dok Mai")
    browser = signed_in(alice)
    card = reverse("network:candidates", args=[florist.pk])
    page = reverse("team:seat", args=[mine.team_id, florist.pk])

    assert f'hx-get="{card}"' in browser.get(page).text
    shown = browser.get(card, headers={"HX-Request": "true"}).text
    assert "Baan Dok Mai" in shown
    assert "No rival in the team" in shown
    assert f"{page}?name=Baan+Dok+Mai#invite" in shown
    invited = browser.get(f"{page}?name=Baan+Dok+Mai").text
    assert 'value="Baan Dok Mai"' in invited


def test_a_rival_in_the_team_is_named(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    _partner(alice, "Baan Dok Mai")
    teams.say_rivals(mine, florist, mine.seat, at=NOON)

    shown = signed_in(alice).get(reverse("network:candidates", args=[florist.pk])).text

    assert "Florist and Photographer take work from each other" in shown
    assert "Invite them" not in shown


def test_a_partner_in_the_same_team_sees_their_own_sphere_only(
    alice: Membership, bob: Membership, mine: TeamMember, florist: Seat
) -> None:
    _partner(alice, "Baan Dok Mai")
    seat_member(mine.team, bob, "caterer")

    answer = signed_in(bob).get(reverse("network:candidates", args=[florist.pk]))

    assert answer.status_code == HTTPStatus.OK
    assert "Baan Dok Mai" not in answer.text
