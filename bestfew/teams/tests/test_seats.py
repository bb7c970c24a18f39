"""Seats: made, offered, taken, and who may not sit side by side (A20, A37)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bestfew.accounts.models import LinkUsedOrExpired, Membership
from bestfew.conftest import NOON
from bestfew.teams import actions
from bestfew.teams.actions.inviting import OwnerAccepts
from bestfew.teams.actions.seats import SeatTaken, SitsAlready
from bestfew.teams.actions.standing import HasLeft, NotTheLeader
from bestfew.teams.actions.telling import BothSit
from bestfew.teams.models import (
    GuestLink,
    Position,
    Seat,
    SeatInvitation,
    Suggestion,
    TeamMember,
    TeamRivalry,
)
from bestfew.teams.rivalry import Competes
from bestfew.teams.sharing import ChangedMeanwhile
from bestfew.teams.tests.cast import make_team, seat_guest

pytestmark = pytest.mark.django_db

MALI = {"name": "Mali", "business": "Mali Flowers", "email": "mali@example.org",
        "language": "th", "commitment": "Two meetings a month"}  # fmt: skip


@pytest.fixture
def mine(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def florist(mine: TeamMember) -> Seat:
    return actions.add_seat(mine, profession="florist", at=NOON)


def _invite(mine: TeamMember, seat: Seat, **facts: str) -> str:
    return actions.invite(mine, seat, at=NOON, **facts)[1]


def test_who_founds_a_team_leads_it(mine: TeamMember) -> None:
    assert (mine.position, mine.seat.profession) == (Position.LEADER, "photographer")
    assert mine.seat.title == "Photographer"


def test_a_seat_is_empty_since_a_day_until_somebody_sits(
    mine: TeamMember, florist: Seat
) -> None:
    assert florist.empty_since == date(2026, 5, 21)

    guest, _secret = actions.accept_as_guest(_invite(mine, florist), at=NOON, **MALI)

    assert Seat.unscoped.get(pk=florist.pk).empty_since is None
    assert (guest.committed_on, guest.is_guest) == (date(2026, 5, 21), True)


def test_a_rival_gets_no_seat_and_the_pair_is_named(mine: TeamMember) -> None:
    with pytest.raises(Competes) as refused:
        actions.add_seat(mine, profession="portrait_photographer", at=NOON)

    assert refused.value.other == mine.seat
    assert Seat.unscoped.count() == 1


def test_who_a_member_calls_a_rival_is_not_invited(
    mine: TeamMember, florist: Seat
) -> None:
    secret = _invite(mine, florist)
    actions.say_rivals(mine, florist, mine.seat, at=NOON)
    actions.say_rivals(mine, mine.seat, florist, at=NOON)

    with pytest.raises(Competes):
        _invite(mine, florist)
    with pytest.raises(Competes):
        actions.accept_as_guest(secret, at=NOON, **MALI)

    assert TeamRivalry.unscoped.count() == 1
    actions.unsay_rivals(mine, TeamRivalry.unscoped.get())
    assert actions.accept_as_guest(secret, at=NOON, **MALI)


def test_two_who_sit_are_not_called_rivals(mine: TeamMember) -> None:
    guest = seat_guest(mine.team, "Mali", "florist")

    with pytest.raises(BothSit):
        actions.say_rivals(guest, mine.seat, guest.seat, at=NOON)


def test_an_invitation_is_accepted_once(
    mine: TeamMember, florist: Seat, bob: Membership
) -> None:
    first, other = _invite(mine, florist, email="x@example.org"), _invite(mine, florist)

    theirs = actions.accept(bob, first, at=NOON, name="Bob", business="Bob Ltd")

    for secret in (first, other):
        with pytest.raises(LinkUsedOrExpired):
            actions.accept_as_guest(secret, at=NOON, **MALI)
    assert (theirs.workspace, theirs.seat) == (bob.workspace, florist)
    kept = SeatInvitation.unscoped.values_list("name", "email")
    assert set(kept) == {("", "")}


def test_an_owner_accepts_for_the_business(
    mine: TeamMember, florist: Seat, carol: Membership
) -> None:
    with pytest.raises(OwnerAccepts):
        actions.accept(carol, _invite(mine, florist), at=NOON, name="C", business="C")


def test_nobody_has_two_seats(
    mine: TeamMember, florist: Seat, alice: Membership
) -> None:
    secret = _invite(mine, florist)
    address = alice.user.email.upper()

    with pytest.raises(SitsAlready):
        actions.accept(alice, secret, at=NOON, name="Alice", business="Again")
    with pytest.raises(SitsAlready):
        actions.accept_as_guest(secret, at=NOON, **{**MALI, "email": address})
    with pytest.raises(SitsAlready):
        _invite(mine, florist, email=address)
    assert actions.accept_as_guest(secret, at=NOON, **MALI)  # a refusal costs no link


def test_who_is_asked_again_has_one_invitation(mine: TeamMember, florist: Seat) -> None:
    old = _invite(mine, florist, email="kim@example.org")
    new = _invite(mine, florist, email="KIM@example.org")

    with pytest.raises(LinkUsedOrExpired):
        actions.accept_as_guest(old, at=NOON, **MALI)
    assert actions.accept_as_guest(new, at=NOON, **MALI)


def test_an_invitation_ends(mine: TeamMember, florist: Seat) -> None:
    late, withdrawn = _invite(mine, florist), _invite(mine, florist, name="Mali")
    actions.withdraw(mine, SeatInvitation.unscoped.get(name="Mali"), at=NOON)

    for secret, at in ((late, NOON + timedelta(days=30)), (withdrawn, NOON)):
        with pytest.raises(LinkUsedOrExpired):
            actions.accept_as_guest(secret, at=at, **MALI)


def test_a_closed_seat_is_offered_to_nobody(mine: TeamMember, florist: Seat) -> None:
    secret = _invite(mine, florist)
    actions.close_seat(mine, florist, at=NOON)
    actions.close_seat(mine, florist, at=NOON)

    with pytest.raises(LinkUsedOrExpired):
        actions.accept_as_guest(secret, at=NOON, **MALI)
    with pytest.raises(SeatTaken):
        _invite(mine, florist)
    with pytest.raises(SeatTaken):
        actions.close_seat(mine, mine.seat, at=NOON)


def test_a_member_leads_nobody(mine: TeamMember, florist: Seat) -> None:
    guest = seat_guest(mine.team, "Wit", "caterer")

    for deed in (
        lambda: _invite(guest, florist),
        lambda: actions.add_seat(guest, profession="venue", at=NOON),
        lambda: actions.close_seat(guest, florist, at=NOON),
        lambda: actions.remove(guest, mine, at=NOON),
        lambda: actions.appoint(guest, guest, Position.LEADER),
        lambda: actions.end_team(guest, at=NOON),
        lambda: actions.edit_team(guest, seen=1, name="Mine"),
    ):
        with pytest.raises(NotTheLeader):
            deed()


def test_a_leader_of_one_team_is_nobody_in_another(
    mine: TeamMember, bob: Membership
) -> None:
    theirs = make_team(bob, "Other")

    for deed in (
        lambda: actions.remove(theirs, mine, at=NOON),
        lambda: actions.say_rivals(theirs, theirs.seat, mine.seat, at=NOON),
        lambda: actions.new_link(theirs, seat_guest(mine.team, "X", "venue"), at=NOON),
    ):
        with pytest.raises(HasLeft):
            deed()
    with pytest.raises(SeatTaken):
        _invite(theirs, mine.seat)


def test_members_suggest_who_would_fit(mine: TeamMember, florist: Seat) -> None:
    guest = seat_guest(mine.team, "Wit", "caterer")
    once = actions.suggest(guest, florist, business="Baan Dok Mai", at=NOON)

    assert actions.suggest(mine, florist, business="baan dok mai", at=NOON) == once
    with pytest.raises(SeatTaken):
        actions.suggest(guest, mine.seat, business="Anybody", at=NOON)
    actions.forget_suggestion(guest, once)
    assert not Suggestion.unscoped.exists()


def test_what_i_say_of_myself_is_dated_and_never_overwritten(mine: TeamMember) -> None:
    later = NOON + timedelta(days=3)
    actions.tell(mine, seen=1, at=later, commitment="I come twice a month", wanted="B")
    actions.tell(mine, seen=2, at=later + timedelta(days=9), wanted="Brides")

    now = TeamMember.unscoped.get(pk=mine.pk)
    assert (now.committed_on, now.wanted) == (date(2026, 5, 24), "Brides")
    with pytest.raises(ChangedMeanwhile):
        actions.tell(mine, seen=1, at=later, wanted="Anybody")


def test_a_new_link_ends_the_old(mine: TeamMember) -> None:
    guest = seat_guest(mine.team, "Mali", "florist")
    first = actions.new_link(guest, guest, at=NOON)
    second = actions.new_link(mine, guest, at=NOON)

    with pytest.raises(LinkUsedOrExpired):
        GuestLink.by_secret(first, at=NOON)
    assert GuestLink.by_secret(second, at=NOON).made_by == mine
    actions.revoke_links(mine, guest, at=NOON)
    with pytest.raises(LinkUsedOrExpired):
        GuestLink.by_secret(second, at=NOON)
