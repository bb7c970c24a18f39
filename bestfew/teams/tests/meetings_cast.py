"""Meetings of a team, as tests need them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from bestfew.conftest import NOON
from bestfew.teams.actions.attendance import close, mark, mark_part, roster
from bestfew.teams.actions.series import plan_meeting, plan_series
from bestfew.teams.models import Attendance, Meeting, MeetingSeries, TeamMember
from bestfew.teams.rules.recurrence import MONTHLY, Rule

TUESDAY = date(2026, 5, 26)
EVENING = time(18)


def second_and_fourth(starts_on: date = TUESDAY) -> Rule:
    """The second and fourth Tuesday of every month; the 26th of May is one."""
    return Rule(MONTHLY, 2, starts_on, (2, 4))


def make_series(
    me: TeamMember, rule: Rule | None = None, *, at: datetime = NOON, **slot: Any
) -> MeetingSeries:
    """Tuesdays at 18:00 for an hour, unless the test says else."""
    slot = {"starts": EVENING, "minutes": 60, "place": "Riverside Café"} | slot
    return plan_series(me, rule or second_and_fourth(), at=at, **slot)


def make_meeting(me: TeamMember, on: date = TUESDAY, **facts: Any) -> Meeting:
    """One meeting at 18:00 by itself."""
    facts = {"starts": EVENING} | facts
    return plan_meeting(me, on=on, at=NOON, **facts)


def hold_meeting(
    me: TeamMember,
    on: date = TUESDAY,
    *,
    gone: dict[TeamMember, str] | None = None,
    quiet: Iterable[TeamMember] = (),
    **facts: Any,
) -> Meeting:
    """A meeting that took place; everybody came and took part.

    But for those in `gone`, each with a state of `Attendance`, and the `quiet`.
    """
    gone = gone or {}
    meeting = make_meeting(me, on, **facts)
    at = meeting.begins_at + timedelta(minutes=5)
    for member in roster(meeting):
        state = gone.get(member, Attendance.State.HERE)
        mark(meeting, member, by=me, at=at, state=state)
        took_part = member not in quiet and state in ("here", "late", "substitute")
        mark_part(meeting, member, by=me, at=at, took_part=took_part)
    close(meeting, by=me, at=meeting.ends_at)
    return meeting
