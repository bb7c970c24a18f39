"""Leaving a team. Of who left, nothing that they said remains (trust.md I8)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.consequences import Consequence
from bestfew.teams.actions.links import end_links
from bestfew.teams.actions.standing import (
    NotTheLeader,
    as_first,
    as_leader,
    at_the_table,
    beside,
    sitting_in,
)
from bestfew.teams.models import (
    Position,
    Seat,
    SeatInvitation,
    Suggestion,
    Team,
    TeamMember,
    TeamRivalry,
)

member_left: Consequence[[TeamMember, datetime]] = Consequence()
"""Somebody goes: whatever else they said in this team must become blank now.

It comes before their own row is blank, so that `workspace` can still be read from it.
"""

SAID = ("name", "business", "email", "language", "wanted", "commitment")


class LastLeaderStays(Exception):
    """A team needs a leader while others sit in it."""


@transaction.atomic
def leave(me: TeamMember, *, at: datetime) -> None:
    """Go, and take along all one said; the last one to leave ends the team.

    Raises `LastLeaderStays`: hand over first.
    """
    me = at_the_table(me)
    others = sitting_in(me.team_id).exclude(pk=me.pk)
    if others.exists():
        _someone_leads(me)
    _go(me, at=at)
    if not others.exists():
        _end(me.team_id, at=at)


@transaction.atomic
def remove(me: TeamMember, other: TeamMember, *, at: datetime) -> None:
    """Somebody else goes, by who leads; a leader is removed by a leader alone.

    Raises `NotTheLeader`, and `LastLeaderStays` for oneself.
    """
    me = as_leader(me)
    other = beside(me, other)
    if other.position == Position.LEADER and me.position != Position.LEADER:
        raise NotTheLeader
    if other == me:
        _someone_leads(me)
    _go(other, at=at)


@transaction.atomic
def appoint(me: TeamMember, other: TeamMember, position: str) -> TeamMember:
    """Hand on who leads and who coordinates (A32), by a leader; several may lead.

    Raises `NotTheLeader`, and `LastLeaderStays` where nobody would lead.
    """
    me = as_first(me)
    other = beside(me, other)
    if position != Position.LEADER:
        _someone_leads(other)
    TeamMember.unscoped.filter(pk=other.pk).update(position=position)
    other.position = position
    return other


@transaction.atomic
def end_team(me: TeamMember, *, at: datetime) -> None:
    """All go, and nobody reaches the team any more; by a leader."""
    me = as_first(me)
    for member in sitting_in(me.team_id).order_by("id"):
        _go(member, at=at)
    _end(me.team_id, at=at)


def _someone_leads(but: TeamMember) -> None:
    """Raises `LastLeaderStays` if nobody leads beside them, who does."""
    leaders = sitting_in(but.team_id).filter(position=Position.LEADER)
    others = leaders.exclude(pk=but.pk).exists()
    if but.position == Position.LEADER and not others:
        raise LastLeaderStays


def _go(member: TeamMember, *, at: datetime) -> None:
    # Whoever gives them something now waits, and finds them gone.
    TeamMember.unscoped.select_for_update(no_key=True).get(pk=member.pk)
    member_left(member, at)
    end_links(member, at=at)
    invitations = SeatInvitation.unscoped.filter(invited_by=member)
    invitations.update(name="", email="")
    invitations.filter(ended_at=None).update(ended_at=at)
    Suggestion.unscoped.filter(by=member).delete()
    TeamRivalry.unscoped.filter(by=member).update(by=None)
    blank = dict.fromkeys(SAID, "")
    TeamMember.unscoped.filter(pk=member.pk).update(
        **blank, workspace=None, user=None, committed_on=None, left_at=at
    )
    seat = Seat.unscoped.filter(pk=member.seat_id)
    seat.update(empty_since=timezone.localdate(at))


def _end(team: int, *, at: datetime) -> None:
    Team.unscoped.filter(pk=team, ended_at=None).update(ended_at=at)
    offers = SeatInvitation.unscoped.filter(team=team, ended_at=None)
    offers.update(ended_at=at, name="", email="")
