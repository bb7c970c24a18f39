"""A team of three businesses: alice leads it, bob has an account, mali has none."""

from __future__ import annotations

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.actions import found_team, make_seat, take_seat
from bestfew.teams.models import GuestLink, Team, TeamMember


def make_team(
    alice: Membership, name: str = "Tuesday team", profession: str = "photographer"
) -> TeamMember:
    """Alice's own seat in a new team."""
    return found_team(alice, name=name, profession=profession, at=NOON)


def seat_member(team: Team, member: Membership, profession: str) -> TeamMember:
    """A workspace of somebody else, seated."""
    seat = make_seat(team, profession=profession, at=NOON)
    return take_seat(
        seat, at=NOON, name=str(member.user), business=member.workspace.name,
        workspace=member.workspace, user=member.user, language="en",
    )  # fmt: skip


def seat_guest(
    team: Team, name: str, profession: str, language: str = "th"
) -> TeamMember:
    """Somebody without an account, seated."""
    seat = make_seat(team, profession=profession, at=NOON)
    return take_seat(seat, at=NOON, name=name, business=f"{name} Co", language=language)


def link_of(guest: TeamMember) -> str:
    """The secret of a new link of a guest."""
    _link, secret = GuestLink.issue(
        at=NOON, days=10_000, team_id=guest.team_id, member=guest, created_at=NOON
    )
    return secret
