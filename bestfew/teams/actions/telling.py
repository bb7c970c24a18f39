"""What members say: of themselves, of the team, of rivals, of who would fit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bestfew.teams.actions.seats import SeatTaken
from bestfew.teams.actions.standing import (
    HasLeft,
    NotTheLeader,
    as_leader,
    at_the_table,
    sitting_in,
)
from bestfew.teams.models import Seat, Suggestion, TeamMember, TeamRivalry


class BothSit(Exception):
    """Two professions are said to be rivals when both have a member."""


@transaction.atomic
def tell(me: TeamMember, *, seen: int, at: datetime, **said: Any) -> TeamMember:
    """Change what I said of myself; raises `ChangedMeanwhile`.

    A promise in new words is a new promise: it has this day's date (A37).
    """
    me = at_the_table(me)
    promise = said.get("commitment", me.commitment)
    if promise != me.commitment:
        said["committed_on"] = timezone.localdate(at) if promise else None
    me.change(seen=seen, **said)
    return me


@transaction.atomic
def edit_team(me: TeamMember, *, seen: int, **facts: Any) -> None:
    """Change what the team is called and for, by who leads it."""
    as_leader(me).team.change(seen=seen, **facts)


@transaction.atomic
def suggest(
    me: TeamMember, seat: Seat, *, business: str, why: str = "", at: datetime
) -> Suggestion:
    """Name a business for an empty seat; once is enough. Raises `SeatTaken`."""
    me = at_the_table(me)
    if not _is_empty(me, seat):
        raise SeatTaken
    known = Suggestion.unscoped.filter(seat=seat.pk, business__iexact=business)
    found: Suggestion = known.first() or Suggestion.unscoped.create(
        team_id=me.team_id, seat=seat, by=me, business=business, why=why, at=at
    )
    return found


@transaction.atomic
def forget_suggestion(me: TeamMember, suggestion: Suggestion) -> None:
    """Take it back: one's own, or any by who leads."""
    _mine_or_leader(me, suggestion.by_id)
    Suggestion.unscoped.filter(pk=suggestion.pk).delete()


@transaction.atomic
def say_rivals(
    me: TeamMember, first: Seat, second: Seat, *, at: datetime
) -> TeamRivalry:
    """Two seats take work from each other; said twice it is once.

    Raises `BothSit`: what stands between two members is for them to talk about.
    """
    me = at_the_table(me)
    low, high = sorted((first, second), key=lambda seat: seat.pk)
    if low == high or {low.team_id, high.team_id} != {me.team_id}:
        raise HasLeft
    if not (_is_empty(me, low) or _is_empty(me, high)):
        raise BothSit
    said, _made = TeamRivalry.unscoped.get_or_create(
        team_id=me.team_id, first=low, second=high, defaults={"by": me, "at": at}
    )
    found: TeamRivalry = said
    return found


@transaction.atomic
def unsay_rivals(me: TeamMember, rivalry: TeamRivalry) -> None:
    """Take it back: who said so, or who leads."""
    _mine_or_leader(me, rivalry.by_id)
    TeamRivalry.unscoped.filter(pk=rivalry.pk).delete()


def _is_empty(me: TeamMember, seat: Seat) -> bool:
    here = Seat.unscoped.filter(pk=seat.pk, team=me.team_id, closed_at=None)
    taken = sitting_in(me.team_id).filter(seat=seat.pk)
    return bool(here.exists()) and not taken.exists()


def _mine_or_leader(me: TeamMember, by: int | None) -> None:
    me = at_the_table(me)
    if not me.leads and me.pk != by:
        raise NotTheLeader
