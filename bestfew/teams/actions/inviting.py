"""A seat is offered by a link; who accepts sits down, with an account or without."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bestfew.accounts.models import LinkUsedOrExpired, Membership, Role
from bestfew.teams.actions.links import issue_link
from bestfew.teams.actions.seats import SeatTaken, SitsAlready, take_seat
from bestfew.teams.actions.standing import as_leader, sitting_in
from bestfew.teams.models import Seat, SeatInvitation, Team, TeamMember
from bestfew.teams.models.doors import INVITATION_DAYS
from bestfew.teams.rivalry import refuse_rivals, taken_seats


class OwnerAccepts(PermissionDenied):
    """A seat in a team is for the whole business: only an owner takes it."""


@transaction.atomic
def invite(
    me: TeamMember,
    seat: Seat,
    *,
    at: datetime,
    name: str = "",
    email: str = "",
    language: str = "",
) -> tuple[SeatInvitation, str]:
    """Offer an empty seat: the invitation, and its secret, which is shown once.

    Raises `SeatTaken`, `SitsAlready` where that address has a seat, and `Competes`
    where somebody sits there from whom that profession would take work.
    """
    me = as_leader(me)
    here = Seat.unscoped.filter(team=me.team_id, pk=seat.pk, closed_at=None)
    if not here.exists() or sitting_in(me.team_id).filter(seat=seat.pk).exists():
        raise SeatTaken
    if email and sitting_in(me.team_id).filter(email__iexact=email).exists():
        raise SitsAlready
    refuse_rivals(seat, taken_seats(me.team_id))
    _replace(me.team_id, email, at=at)
    return SeatInvitation.issue(
        at=at,
        days=INVITATION_DAYS,
        team_id=me.team_id,
        seat=seat,
        invited_by=me,
        name=name,
        email=email,
        language=language or me.team.language,
        invited_at=at,
    )


def _replace(team: int, email: str, *, at: datetime) -> None:
    """Nobody holds two invitations: a new one ends the old."""
    if email:
        offers = SeatInvitation.unscoped.filter(team=team, ended_at=None)
        offers.filter(email__iexact=email).update(ended_at=at, name="", email="")


@transaction.atomic
def withdraw(me: TeamMember, invitation: SeatInvitation, *, at: datetime) -> None:
    """Take an offer back, also one that ran out; raises `LinkUsedOrExpired`."""
    me = as_leader(me)
    rows = SeatInvitation.unscoped.filter(pk=invitation.pk, team=me.team_id)
    if not rows.filter(ended_at=None).update(ended_at=at, name="", email=""):
        raise LinkUsedOrExpired


def invitation_of(secret: str, *, at: datetime) -> SeatInvitation:
    """The offer behind a link; raises `LinkUsedOrExpired`, also once the team ended."""
    found = SeatInvitation.by_secret(secret, at=at)
    rows = SeatInvitation.unscoped.filter(pk=found.pk, team__ended_at=None)
    offer: SeatInvitation | None = rows.select_related(
        "team", "seat", "invited_by__seat"
    ).first()
    if offer is None:
        raise LinkUsedOrExpired
    return offer


@transaction.atomic
def accept(member: Membership, secret: str, *, at: datetime, **said: Any) -> TeamMember:
    """A workspace takes the seat, by its owner.

    Raises `OwnerAccepts`, `LinkUsedOrExpired`, `SeatTaken`, `SitsAlready`, `Competes`.
    """
    if member.role != Role.OWNER:
        raise OwnerAccepts
    who = {
        "workspace": member.workspace,
        "user": member.user,
        "email": member.user.email,
        "language": member.user.language or member.workspace.language,
    }
    return _sit_down(secret, at=at, **who, **said)


@transaction.atomic
def accept_as_guest(
    secret: str, *, at: datetime, **said: Any
) -> tuple[TeamMember, str]:
    """Somebody without an account takes the seat: they, and the secret of their link.

    Raises as `accept`.
    """
    guest = _sit_down(secret, at=at, **said)
    return guest, issue_link(guest, at=at)


def _sit_down(secret: str, *, at: datetime, **who: Any) -> TeamMember:
    invitation = invitation_of(secret, at=at)
    Team.unscoped.select_for_update(no_key=True).get(pk=invitation.team_id)
    invitation.end(at=at)  # of two at once, one finds it used
    refuse_rivals(invitation.seat, taken_seats(invitation.team_id))
    member = take_seat(invitation.seat, at=at, **who)
    offers = SeatInvitation.unscoped.filter(seat=invitation.seat_id)
    offers.filter(pk=invitation.pk).update(accepted_by=member)
    offers.filter(ended_at=None).update(ended_at=at)
    offers.update(name="", email="")  # nobody needs to know any longer who was asked
    return member
