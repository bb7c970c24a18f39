"""Whether a letter that waited is still to leave: asked for each as it would (C2).

A letter's name says what it is about (`meeting_letters`, `letters`): an invitation may
have been withdrawn meanwhile, a meeting moved, a member have left.
"""

from __future__ import annotations

from datetime import datetime

from bestfew.teams.models import Meeting, SeatInvitation, TeamMember

INVITATION, MINUTES, REMINDER, CHANGE = "seat", "minutes", "reminder", "change"


def is_wanted(name: str, *, at: datetime) -> bool:
    """Of a name that is none of ours nothing is known: such a letter leaves."""
    kind, *numbers = name.split("-")
    if not all(each.isdigit() for each in numbers):
        return True
    ids = [int(each) for each in numbers]
    if kind == INVITATION and len(ids) == 1:
        return _is_offered(ids[0], at)
    if kind == REMINDER and len(ids) == 3:
        return _is_due(*ids[:2]) and _sits(ids[2])
    if kind in (MINUTES, CHANGE) and len(ids) > 1:
        return _sits(ids[-1])
    return True


def _is_offered(invitation: int, at: datetime) -> bool:
    open_ones = SeatInvitation.unscoped.filter(ended_at=None, expires_at__gt=at)
    return bool(open_ones.filter(pk=invitation, team__ended_at=None).exists())


def _is_due(meeting: int, sequence: int) -> bool:
    """Since a meeting was moved or called off another letter tells of it."""
    planned = Meeting.unscoped.filter(state=Meeting.State.PLANNED, sequence=sequence)
    return bool(planned.filter(pk=meeting, team__ended_at=None).exists())


def _sits(member: int) -> bool:
    seated = TeamMember.unscoped.filter(pk=member, left_at=None)
    return bool(seated.exclude(email="").exists())
