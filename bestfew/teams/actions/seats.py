"""Found a team, make its seats, sit down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import Membership
from bestfew.teams.actions.standing import as_leader, sitting_in
from bestfew.teams.models import (
    Position,
    Seat,
    SeatInvitation,
    Suggestion,
    Team,
    TeamMember,
)
from bestfew.teams.rivalry import open_seats, refuse_rivals

member_seated: Consequence[[TeamMember, datetime]] = Consequence()
"""Somebody sat down."""


class SeatTaken(Exception):
    """Somebody sits there, or the seat was closed."""


class SitsAlready(SeatTaken):
    """This business, or this person, has a seat in the team already."""


@transaction.atomic
def found_team(
    member: Membership,
    *,
    name: str,
    at: datetime,
    profession: str = "",
    label: str = "",
    commitment: str = "",
    **facts: Any,
) -> TeamMember:
    """A new team, whose first seat is the founder's; they lead it.

    `profession` is a key of the packs, or blank with a `label` of their own.
    """
    workspace = member.workspace
    facts = {"zone": workspace.zone, "language": workspace.language} | facts
    team = Team.unscoped.create(name=name, created_at=at, **facts)
    seat = make_seat(team, profession=profession, label=label, at=at)
    return take_seat(
        seat,
        at=at,
        name=str(member.user),
        business=workspace.name,
        workspace=workspace,
        user=member.user,
        email=member.user.email,
        language=member.user.language or workspace.language,
        position=Position.LEADER,
        commitment=commitment,
    )


@transaction.atomic
def add_seat(
    me: TeamMember, *, profession: str = "", label: str = "", at: datetime
) -> Seat:
    """One more seat, by who leads; raises `Competes` with a seat that there is."""
    me = as_leader(me)
    others = open_seats(me.team_id)
    seat = make_seat(me.team, profession=profession, label=label, at=at)
    refuse_rivals(seat, others)
    return seat


def make_seat(
    team: Team, *, profession: str = "", label: str = "", at: datetime
) -> Seat:
    """A seat for a profession, empty from this day on."""
    position = Seat.unscoped.filter(team=team).count()
    made: Seat = Seat.unscoped.create(
        team=team,
        profession=profession,
        label=label,
        position=position,
        empty_since=timezone.localdate(at),
    )
    return made


@transaction.atomic
def close_seat(me: TeamMember, seat: Seat, *, at: datetime) -> None:
    """An empty seat is wanted no longer; raises `SeatTaken`. Twice is harmless."""
    me = as_leader(me)
    if sitting_in(me.team_id).filter(seat=seat.pk).exists():
        raise SeatTaken
    seats = Seat.unscoped.filter(pk=seat.pk, team=me.team_id, closed_at=None)
    if seats.update(closed_at=at):
        offers = SeatInvitation.unscoped.filter(seat=seat.pk, ended_at=None)
        offers.update(ended_at=at, name="", email="")
        Suggestion.unscoped.filter(seat=seat.pk).delete()


@transaction.atomic
def take_seat(seat: Seat, *, at: datetime, **who: Any) -> TeamMember:
    """Seat a business; raises `SeatTaken`, or `SitsAlready`.

    `who` holds columns of `TeamMember`; without a workspace they are a guest.
    """
    Team.unscoped.select_for_update(no_key=True).get(pk=seat.team_id)
    locked = Seat.unscoped.select_for_update().get(pk=seat.pk)
    sitting = sitting_in(locked.team_id)
    if locked.closed_at or sitting.filter(seat=locked).exists():
        raise SeatTaken
    if sitting.filter(_same(**who)).exists():
        raise SitsAlready
    if who.get("commitment"):
        who["committed_on"] = timezone.localdate(at)
    member: TeamMember = TeamMember.unscoped.create(
        team_id=locked.team_id, seat=locked, joined_at=at, **who
    )
    Seat.unscoped.filter(pk=locked.pk).update(empty_since=None)
    member_seated(member, at)
    return member


def _same(**who: Any) -> Q:
    """The same business, account or address."""
    same = Q(pk=None)
    for name, lookup in (("workspace",) * 2, ("user",) * 2, ("email", "email__iexact")):
        if who.get(name):
            same |= Q(**{lookup: who[name]})
    return same
