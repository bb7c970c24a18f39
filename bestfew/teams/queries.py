"""Readings of a team: its table of seats, and the teams in which one sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.teams.models import (
    GuestLink,
    Seat,
    SeatInvitation,
    Suggestion,
    Team,
    TeamMember,
    TeamRivalry,
)
from bestfew.teams.rivalry import taken_seats


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat, and who sits in it; `member` is None where it is empty."""

    seat: Seat
    member: TeamMember | None

    @property
    def empty_since(self) -> date | None:
        return None if self.member else self.seat.empty_since


def table(team: Team) -> list[Chair]:
    """Every seat of a team that is not closed, in order."""
    members = TeamMember.objects.filter(team=team).seated()
    sitting = {each.seat_id: each for each in members}
    seats = Seat.objects.filter(team=team, closed_at=None).order_by("position", "id")
    return [Chair(seat, sitting.get(seat.pk)) for seat in seats]


def teams_of(member: Membership) -> list[TeamMember]:
    """The seats for which a member may act, with their teams, by the team's name."""
    mine = TeamMember.objects.of(member).select_related("team", "seat")
    return list(mine.order_by("team__name", "team_id"))


def chair_of(seat: Seat) -> Chair:
    """One seat, and who sits in it."""
    sitting = TeamMember.objects.filter(team=seat.team_id, seat=seat).seated()
    return Chair(seat, sitting.first())


def rivalries(team: Team) -> list[TeamRivalry]:
    """What members said of pairs of seats."""
    rows = TeamRivalry.objects.filter(team=team)
    return list(rows.select_related("first", "second", "by").order_by("id"))


def suggestions(seat: Seat) -> list[Suggestion]:
    """Businesses that members named for a seat, with who named them."""
    rows = Suggestion.objects.filter(team=seat.team_id, seat=seat)
    return list(rows.select_related("by").order_by("id"))


def offers(seat: Seat) -> list[SeatInvitation]:
    """Invitations that nobody took up or took back."""
    rows = SeatInvitation.objects.filter(team=seat.team_id, seat=seat, ended_at=None)
    return list(rows.order_by("-invited_at", "-id"))


def link_since(member: TeamMember) -> GuestLink | None:
    """A guest's link, with who made it; None for who has an account."""
    links = GuestLink.objects.filter(team=member.team_id, member=member, ended_at=None)
    found: GuestLink | None = links.select_related("made_by").first()
    return found


def professions_at(team: int) -> list[Seat]:
    """What is done at a table, for who is invited: no names."""
    return taken_seats(team)
