"""Leaving: at once, everywhere, with all that one said (trust.md I8)."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import LinkUsedOrExpired, Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.teams import actions, calendar
from bestfew.teams.actions.feeds import open_feed
from bestfew.teams.actions.leaving import SAID, LastLeaderStays
from bestfew.teams.actions.standing import HasLeft, NotTheLeader
from bestfew.teams.calendar import token_of
from bestfew.teams.models import (
    GuestLink,
    Position,
    Seat,
    SeatInvitation,
    Suggestion,
    Team,
    TeamMember,
    TeamRivalry,
)
from bestfew.teams.tests.cast import link_of, make_team, seat_guest, seat_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(alice: Membership) -> TeamMember:
    return make_team(alice)


def _now(member: TeamMember) -> TeamMember:
    found: TeamMember = TeamMember.unscoped.get(pk=member.pk)
    return found


def test_nothing_that_they_said_remains(mine: TeamMember, bob: Membership) -> None:
    theirs = seat_member(mine.team, bob, "florist")
    actions.appoint(mine, theirs, Position.COORDINATOR)
    theirs = _now(theirs)
    said = {name: f"{name} x" for name in ("wanted", "commitment")}
    actions.tell(theirs, seen=1, at=NOON, **said, email="bob@example.org")
    venue = actions.add_seat(theirs, profession="venue", at=NOON)
    actions.invite(theirs, venue, at=NOON, name="Kim", email="kim@example.org")
    actions.suggest(theirs, venue, business="Kim Hall", at=NOON)
    actions.say_rivals(theirs, venue, theirs.seat, at=NOON)

    actions.leave(theirs, at=NOON)

    left = _now(theirs)
    assert [getattr(left, name) for name in SAID] == [""] * len(SAID)
    assert (left.workspace, left.user, left.committed_on) == (None, None, None)
    assert str(left) == "A former member"
    assert Seat.unscoped.get(pk=left.seat_id).empty_since is not None
    offer = SeatInvitation.unscoped.get()
    assert (offer.name, offer.email, offer.ended_at) == ("", "", NOON)
    assert not Suggestion.unscoped.exists()
    assert TeamRivalry.unscoped.get().by is None
    with workspace_scope(bob.workspace):
        assert not Team.objects.exists()


def test_a_guest_who_left_has_no_link(mine: TeamMember) -> None:
    guest = seat_guest(mine.team, "Mali", "florist")
    secret = link_of(guest)

    actions.leave(guest, at=NOON)

    with pytest.raises(LinkUsedOrExpired):
        GuestLink.by_secret(secret, at=NOON)
    with pytest.raises(HasLeft):
        actions.leave(guest, at=NOON)
    with pytest.raises(HasLeft):
        actions.tell(guest, seen=1, at=NOON, wanted="Still here")


def test_the_last_leader_hands_over(mine: TeamMember) -> None:
    guest = seat_guest(mine.team, "Mali", "florist")

    with pytest.raises(LastLeaderStays):
        actions.leave(mine, at=NOON)
    with pytest.raises(LastLeaderStays):
        actions.appoint(mine, mine, Position.MEMBER)
    with pytest.raises(LastLeaderStays):
        actions.remove(mine, mine, at=NOON)
    actions.appoint(mine, guest, Position.LEADER)
    actions.leave(mine, at=NOON)

    assert _now(guest).position == Position.LEADER
    assert Team.unscoped.get().ended_at is None


def test_the_last_to_leave_ends_the_team(mine: TeamMember) -> None:
    actions.leave(mine, at=NOON)

    assert Team.unscoped.get().ended_at == NOON


def test_a_coordinator_removes_no_leader(mine: TeamMember) -> None:
    guest = seat_guest(mine.team, "Mali", "florist")
    actions.appoint(mine, guest, Position.COORDINATOR)

    with pytest.raises(NotTheLeader):
        actions.remove(guest, mine, at=NOON)
    actions.remove(mine, guest, at=NOON)
    with pytest.raises(HasLeft):
        actions.remove(mine, guest, at=NOON)
    assert str(_now(guest)) == "A former member"


def test_a_team_ends_for_all(mine: TeamMember, bob: Membership) -> None:
    theirs = seat_member(mine.team, bob, "venue")
    guest = seat_guest(mine.team, "Mali", "florist")
    secret = link_of(guest)
    seat = actions.add_seat(mine, profession="caterer", at=NOON)
    offer, _secret = actions.invite(mine, seat, at=NOON, name="Kim")

    actions.end_team(mine, at=NOON)

    assert {_now(each).name for each in (mine, theirs, guest)} == {""}
    with pytest.raises(LinkUsedOrExpired):
        GuestLink.by_secret(secret, at=NOON)
    assert SeatInvitation.unscoped.get(pk=offer.pk).ended_at == NOON
    with pytest.raises(HasLeft):
        actions.end_team(mine, at=NOON)


def test_what_others_keep_of_a_member_follows(mine: TeamMember) -> None:
    """Parts of the team hook in; they still see whose workspace it was."""
    heard: list[tuple[str, int | None]] = []

    def listen(member: TeamMember, _at: object) -> None:
        heard.append((member.name, member.workspace_id))

    actions.member_left.also(listen)
    try:
        actions.leave(mine, at=NOON)
    finally:
        actions.member_left._deeds.remove(listen)

    assert heard == [("Alice", mine.workspace_id)]


def test_a_business_keeps_its_seat_when_who_sat_there_goes(
    alice: Membership, carol: Membership
) -> None:
    """Letters and the calendar reach them no more; the owner sits there now."""
    theirs = make_team(carol)
    TeamMember.unscoped.filter(pk=theirs.pk).update(wanted="Couples")
    token = token_of(open_feed(theirs, at=NOON))
    assert calendar.read(token) == theirs

    carol.leave(at=NOON)

    seat = TeamMember.unscoped.get(pk=theirs.pk)
    assert (seat.user, seat.email, seat.name) == (
        alice.user, alice.user.email, str(alice.user),
    )  # fmt: skip
    assert (seat.wanted, seat.business, seat.left_at) == (
        "Couples", alice.workspace.name, None,
    )  # fmt: skip
    with pytest.raises(calendar.NoSuchFeed):
        calendar.read(token)
