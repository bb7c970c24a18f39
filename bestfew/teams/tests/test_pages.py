"""The pages of a team, through both doors, as people use them."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.teams import actions
from bestfew.teams.models import (
    Position,
    Seat,
    SeatInvitation,
    Team,
    TeamMember,
    TeamRivalry,
)
from bestfew.teams.tests.cast import link_of, make_team, seat_guest

pytestmark = pytest.mark.django_db

FOUND = {"name": "Tuesday", "market": "Couples", "profession": "photographer",
         "label": "", "commitment": "Twice a month"}  # fmt: skip
WHO = {"name": "Mali", "business": "Mali Flowers", "email": "mali@example.org",
       "commitment": "Two meetings"}  # fmt: skip


@pytest.fixture
def mine(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def florist(mine: TeamMember) -> Seat:
    return actions.add_seat(mine, profession="florist", at=NOON)


@pytest.fixture
def guest(mine: TeamMember) -> TeamMember:
    return seat_guest(mine.team, "Wit", "caterer", language="th")


def _at(mine: TeamMember, name: str, *args: int) -> str:
    return reverse(f"team:{name}", args=[mine.team_id, *args])


def _link_in(page: str) -> str:
    found = re.search(r'value="http://testserver(/[^"]+)"', page)
    assert found
    return found[1]


def _invite(alice: Membership, mine: TeamMember, seat: Seat, **facts: str) -> str:
    data = {"name": "", "email": "", "language": "en"} | facts
    page = signed_in(alice).post(_at(mine, "invite", seat.pk), data)
    assert page.status_code == HTTPStatus.OK
    return _link_in(page.text)


def test_a_team_is_founded_from_a_form(alice: Membership) -> None:
    browser = signed_in(alice)

    page = browser.post(reverse("teams:found"), FOUND, follow=True)

    assert "One seat is taken." in page.text
    mine = TeamMember.unscoped.get()
    assert (mine.commitment, mine.seat.profession) == ("Twice a month", "photographer")
    assert (mine.team.market, mine.position) == ("Couples", Position.LEADER)
    assert "Tuesday" in browser.get(reverse("teams:list")).text


def test_a_profession_must_be_said(alice: Membership) -> None:
    page = signed_in(alice).post(
        reverse("teams:found"), FOUND | {"profession": "", "label": " "}
    )

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Please choose a profession." in page.text
    assert not Team.unscoped.exists()


def test_a_rival_seat_is_refused_by_name(alice: Membership, mine: TeamMember) -> None:
    data = {"profession": "portrait_photographer", "label": ""}

    page = signed_in(alice).post(_at(mine, "add-seat"), data)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Portrait photographer and Photographer take work" in page.text
    assert Seat.unscoped.count() == 1


def test_an_invitation_is_written_in_their_language_from_ones_own_mail(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    data = {"name": "Mali", "email": "mali+1@example.org", "language": "th"}

    page = signed_in(alice).post(_at(mine, "invite", florist.pk), data).text

    found = re.search(r'href="mailto:([^"]+)"', page)
    assert found
    assert found[1].startswith("mali%2B1%40example.org?subject=")
    assert _link_in(page) in found[1]


def test_somebody_without_an_account_takes_a_seat(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    link = _invite(alice, mine, florist, language="th")
    stranger = Client()
    asked = stranger.get(link)
    assert 'lang="th"' in asked.text
    assert alice.user.email not in asked.text

    made = stranger.post(link, WHO)

    own = _link_in(made.text)
    assert own.startswith("/t/")
    assert "Photographer" not in stranger.get(own).text  # in their language
    page = stranger.get(own)
    assert (page.status_code, "Alice" in page.text) == (HTTPStatus.OK, True)
    assert "sessionid" not in stranger.cookies
    assert stranger.get(link).status_code == HTTPStatus.GONE


def test_an_owner_takes_a_seat_for_their_workspace(
    alice: Membership, bob: Membership, mine: TeamMember, florist: Seat
) -> None:
    link = _invite(alice, mine, florist)
    browser = signed_in(bob)
    assert "Other takes the seat" in browser.get(link).text

    page = browser.post(link, WHO, follow=True)

    assert page.redirect_chain[-1][0] == _at(mine, "team")
    theirs = TeamMember.unscoped.get(workspace=bob.workspace)
    assert (theirs.name, theirs.email) == ("Mali", bob.user.email)


def test_a_seller_is_sent_to_the_owner(
    alice: Membership, carol: Membership, mine: TeamMember, florist: Seat
) -> None:
    link = _invite(alice, mine, florist)
    browser = signed_in(carol)

    assert "Please ask the owner of Acme" in browser.get(link).text
    assert browser.post(link, WHO).status_code == HTTPStatus.FORBIDDEN
    assert TeamMember.unscoped.count() == 1


def test_who_sits_already_is_told_and_the_link_is_kept(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    link = _invite(alice, mine, florist)

    page = signed_in(alice).post(link, WHO)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "They have a seat in this team already." in page.text
    assert SeatInvitation.unscoped.get().ended_at is None


def test_a_guest_reads_and_says_in_their_own_language(guest: TeamMember) -> None:
    secret = link_of(guest)
    browser = Client()
    url = reverse("guest:me", args=[secret])
    form = browser.get(url)
    assert '<html lang="th"' in form.text

    said = {**WHO, "wanted": "Brides", "language": "vi", "seen": "1"}
    page = browser.post(url, said, follow=True)

    assert '<html lang="vi"' in page.text
    assert TeamMember.unscoped.get(pk=guest.pk).wanted == "Brides"
    again = browser.post(url, {**said, "wanted": "Anybody"})
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_guest_leads_nobody(guest: TeamMember, florist: Seat) -> None:
    secret, data = link_of(guest), {"name": "", "email": "", "language": "en"}
    browser = Client()

    for name in ("edit", "end", "add-seat"):
        answer = browser.get(reverse(f"guest:{name}", args=[secret]))
        assert answer.status_code == HTTPStatus.FORBIDDEN
    invited = browser.post(reverse("guest:invite", args=[secret, florist.pk]), data)
    assert invited.status_code == HTTPStatus.FORBIDDEN
    page = browser.get(reverse("guest:seat", args=[secret, florist.pk])).text
    assert f"seats/{florist.pk}/invite/" not in page
    assert f"seats/{florist.pk}/suggest/" in page


def test_who_leaves_is_gone_at_once(mine: TeamMember, guest: TeamMember) -> None:
    secret, browser = link_of(guest), Client()

    page = browser.post(reverse("guest:leave", args=[secret]))

    assert page.status_code == HTTPStatus.OK
    shut = browser.get(reverse("guest:team", args=[secret]))
    assert shut.status_code == HTTPStatus.NOT_FOUND


def test_the_last_leader_is_asked_to_hand_over(
    alice: Membership, mine: TeamMember, guest: TeamMember
) -> None:
    browser = signed_in(alice)

    told = browser.post(_at(mine, "leave"), follow=True)
    assert "Hand over to somebody first." in told.text
    browser.post(_at(mine, "appoint", guest.pk), {"position": "leader"})
    left = browser.post(_at(mine, "leave"), follow=True)

    assert left.redirect_chain[-1][0] == reverse("teams:list")
    assert browser.get(_at(mine, "team")).status_code == HTTPStatus.NOT_FOUND


def test_a_lost_link_is_made_anew_by_who_leads(
    alice: Membership, mine: TeamMember, guest: TeamMember
) -> None:
    old = reverse("guest:team", args=[link_of(guest)])

    page = signed_in(alice).post(_at(mine, "new-link", guest.pk))

    new = _link_in(page.text)
    assert Client().get(old).status_code == HTTPStatus.NOT_FOUND
    shown = Client().get(new.rstrip("/") + "/me/")
    assert "Alice" in shown.text


def test_rivals_are_said_and_taken_back(
    alice: Membership, mine: TeamMember, florist: Seat
) -> None:
    browser = signed_in(alice)
    pair = {"first": str(florist.pk), "second": str(mine.seat_id)}

    same = browser.post(_at(mine, "say-rivals"), {**pair, "first": pair["second"]})
    assert same.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    browser.post(_at(mine, "say-rivals"), pair)
    data = {"name": "", "email": "", "language": "en"}
    refused = browser.post(_at(mine, "invite", florist.pk), data)
    assert "Florist and Photographer take work" in refused.text
    browser.post(_at(mine, "unsay-rivals", TeamRivalry.unscoped.get().pk))

    assert not TeamRivalry.unscoped.exists()


def test_hostile_words_are_only_words(mine: TeamMember, guest: TeamMember) -> None:
    """What a partner writes is shown as it is, and does nothing (trust.md P8)."""
    evil = "<script>alert(1)</script>\u202e{{ 7*7 }}"
    url = reverse("guest:me", args=[link_of(guest)])
    said = {**WHO, "business": evil, "wanted": evil, "language": "en", "seen": "1"}

    page = Client().post(url, said, follow=True).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert "\u202e" not in page
