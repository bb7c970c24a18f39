"""Channels that reach people, and counts of the levels, for tests of the planner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.levels.models import Axis, LevelDay, Span
from bestfew.prospecting.models import Channel
from bestfew.reach.models import ReachDay

QUESTION = {
    "start": "reach",
    "mix": "cheapest",
    "reach": "200",
    "sales": "3",
    "income": "9000",
    "answer": "2",
    "prospect": "25",
    "view": "50",
    "buy": "20",
    "each": "3000",
    "days": "26",
    "hours": "8",
}
"""Text 002's 200 calls a day, and method.md's example rates."""


def make_channel(key: str = "calls", **facts: Any) -> Channel:
    usual: dict[str, Any] = {"medium": "phone", "per_hour": 25, "cost": Decimal("0.03")}
    found: Channel = Channel.objects.create(
        key=key, name=key.title(), **{**usual, **facts}
    )
    return found


def reach(member: Membership, channel: Channel, count: int, *, on: date) -> None:
    ReachDay.objects.create(user=member.user, on=on, channel=channel, by_hand=count)


def come(
    member: Membership,
    level: int,
    came: int,
    went_on: int = 0,
    *,
    on: date,
    days: int = 0,
) -> None:
    """So many came to a level on a day; those who went on took `days` each."""
    first = on.replace(day=1)
    for day, span in ((on, Span.DAY), (first, Span.MONTH)):
        cell, _made = LevelDay.objects.get_or_create(
            axis=Axis.ALL,
            seller=member.user,
            level=level,
            on=day,
            span=span,
        )
        cell.came += came
        cell.went_on += went_on
        cell.days += days * went_on
        cell.save()
