"""The tally card: what it shows on Today and on its own page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.reach import words
from bestfew.reach.queries import STEPS, Aims, Days, reached_between, reached_on
from bestfew.reach.watching import first_watched, watched

BUTTONS = 4
EVENING = 18


def of_day(
    member: Membership, *, on: date, aims: Aims | None = None, days: Days | None = None
) -> dict[str, Any]:
    """The numbers and buttons; the channels used most come first."""
    found = reached_on(member.user_id, on, aims, days)
    open_ones = [each for each in found.channels if each.channel.is_open]
    return {"now": found, "buttons": open_ones[:BUTTONS], "open_channels": open_ones}


def of_today(member: Membership, *, at: datetime) -> dict[str, Any]:
    """The whole card at a moment of the workspace's zone, in four queries.

    `by_day` is the weeks that it rests on.
    """
    aims, today = Aims.of(member.user_id), at.date()
    days = reached_between(first_watched(today), today, [member.user_id])
    seen = watched(member, aims, days, today=today, day_is_over=at.hour >= EVENING)
    shown = of_day(member, on=today, aims=aims, days=days)
    facts = {"aims": aims, "by_day": days, "seen": seen, "line": words.line(seen)}
    return {**shown, **facts, "steps": STEPS}
