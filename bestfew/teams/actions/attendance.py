"""Who said they come, who came and took part; a meeting begun, closed, opened again.

Two may record the same meeting at once: each tap changes one member's row and nobody
else's, and the last one counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from bestfew.teams.models import Attendance, Meeting, TeamMember

EARLY = timedelta(hours=12)
"""How long before its time a meeting may be begun."""


class NotOpen(Exception):
    """The meeting is over, called off or gone; nothing was recorded."""


class TooEarly(Exception):
    """The meeting is not before tomorrow."""


class LeftMeanwhile(Exception):
    """That member has left the team meanwhile; nothing of theirs is recorded."""


def reply(meeting: Meeting, member: TeamMember, *, answer: str, at: datetime) -> None:
    """Say beforehand whether one comes; raises `NotOpen` or `LeftMeanwhile`."""
    _put(meeting, member, reply=answer, replied_at=at)


@transaction.atomic
def begin(meeting: Meeting, *, at: datetime) -> None:
    """Begin it; raises `NotOpen` or `TooEarly`. Twice is once."""
    locked = _open(meeting)
    if locked.state == Meeting.State.RUNNING:
        return
    if at < locked.begins_at - EARLY:
        raise TooEarly
    _become(meeting, Meeting.State.RUNNING, opened_at=at)


@transaction.atomic
def mark(
    meeting: Meeting, member: TeamMember, *, by: TeamMember, at: datetime, state: str,
    substitute: str = "",
) -> None:  # fmt: skip
    """How a member came. Raises `NotOpen`, `TooEarly` or `LeftMeanwhile`.

    `substitute` is who came in their place. Who is absent took no part.
    """
    begin(meeting, at=at)
    facts: dict[str, Any] = {"state": state, "recorded_at": at, "by": by}
    if state == Attendance.State.SUBSTITUTE:
        facts |= {"substitute": substitute} if substitute else {}
    else:
        facts["substitute"] = ""
    if state in (Attendance.State.ABSENT, Attendance.State.MEDICAL, ""):
        facts["took_part"] = False
    _put(meeting, member, **facts)


@transaction.atomic
def mark_rest(meeting: Meeting, *, by: TeamMember, at: datetime) -> None:
    """Whoever is not marked yet is here: one tap for all; twice is once."""
    begin(meeting, at=at)
    marked = Attendance.unscoped.filter(meeting=meeting).exclude(state="")
    known = set(marked.values_list("member_id", flat=True))
    for member in roster(meeting):
        if member.pk not in known:
            here = Attendance.State.HERE
            _put(meeting, member, state=here, recorded_at=at, by=by)


@transaction.atomic
def mark_part(
    meeting: Meeting, member: TeamMember, *, by: TeamMember, at: datetime,
    took_part: bool,
) -> None:  # fmt: skip
    """Whether a member took part (A30); raises what `mark` raises.

    Who took part was there: one who was not marked yet is here by that.
    """
    begin(meeting, at=at)
    row = _put(meeting, member, took_part=took_part, recorded_at=at, by=by)
    gone = ("", Attendance.State.ABSENT, Attendance.State.MEDICAL)
    if took_part and row.state in gone:
        _put(meeting, member, state=Attendance.State.HERE)


@transaction.atomic
def close(meeting: Meeting, *, by: TeamMember, at: datetime) -> None:
    """It took place. Who was not marked was absent; raises `NotOpen`, `TooEarly`."""
    begin(meeting, at=at)
    for member in roster(meeting):
        row = _put(meeting, member)
        if not row.state:
            _put(meeting, member, state=Attendance.State.ABSENT, recorded_at=at, by=by)
    _become(meeting, Meeting.State.HELD, closed_at=at)


@transaction.atomic
def reopen(meeting: Meeting) -> None:
    """Correct what was recorded; raises `NotOpen` if it was not held."""
    locked = meeting.locked()
    if locked is None or locked.state != Meeting.State.HELD:
        raise NotOpen
    _become(meeting, Meeting.State.RUNNING, closed_at=None)


@transaction.atomic
def write_note(meeting: Meeting, *, note: str, seen: int) -> None:
    """What the minutes shall say, too; raises `ChangedMeanwhile`."""
    meeting.change(seen=seen, note=note)


def roster(meeting: Meeting) -> list[TeamMember]:
    """Who sits in the team and joined before the meeting was over."""
    seated = TeamMember.unscoped.filter(team=meeting.team_id, left_at=None)
    rows = seated.filter(joined_at__lte=meeting.ends_at).select_related("seat")
    return list(rows.order_by("seat__position", "id"))


def _put(meeting: Meeting, member: TeamMember, **facts: Any) -> Attendance:
    """The member's row with some facts set; raises `NotOpen`, `LeftMeanwhile`."""
    with transaction.atomic():
        _open(meeting)
        sits = TeamMember.unscoped.filter(
            pk=member.pk, team=meeting.team_id, left_at=None
        )
        if not sits.exists():
            raise LeftMeanwhile
        row: Attendance = Attendance.unscoped.update_or_create(
            meeting=meeting, member=member, defaults=facts,
            create_defaults={"team_id": meeting.team_id, **facts},
        )[0]  # fmt: skip
    return row


def _open(meeting: Meeting) -> Meeting:
    """The meeting, locked: of two who tap at once one waits."""
    locked = meeting.locked()
    if locked is None or not locked.is_open:
        raise NotOpen
    return locked


def _become(meeting: Meeting, state: Meeting.State, **facts: Any) -> None:
    facts["state"] = state
    Meeting.unscoped.filter(pk=meeting.pk).update(**facts)
    for name, value in facts.items():
        setattr(meeting, name, value)
