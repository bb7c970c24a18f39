"""What a member planned, with the protected morning of every week (D40, D41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.planning.models import BlockWork, Morning, TimeBlock
from bestfew.planning.rules import week as rules
from bestfew.planning.rules.week import monday_of

WEEK = timedelta(days=7)


def working_days(member: Membership, monday: date) -> list[date]:
    """The days of a week on which the workspace works."""
    numbers = rules.working(member.workspace.working_days)
    return [monday + timedelta(days=number - 1) for number in numbers]


def blocks_of(member: Membership, first: date, last: date) -> list[TimeBlock]:
    """Everything of those days, dropped or not, in its order.

    A week whose morning nobody touched has it where it is usual: not stored, and with
    `_state.adding` still set (see `is_stored`).
    """
    mondays = list(_mondays(member, first, last))
    mine = TimeBlock.objects.of(member)
    stored = list(mine.between(first, last))
    known = set(
        mine.filter(morning_of__in=mondays).values_list("morning_of", flat=True)
    )
    chosen = _chosen(member)
    usual = [
        _morning(member, monday, chosen) for monday in mondays if monday not in known
    ]
    found = [*stored, *(each for each in usual if first <= each.on <= last)]
    return sorted(found, key=lambda each: (each.on, each.starts, each.pk))


def is_stored(block: TimeBlock) -> bool:
    return not block._state.adding


def morning_on(member: Membership, monday: date) -> TimeBlock:
    """The protected morning of a week where it is usual; not stored."""
    return _morning(member, monday, _chosen(member))


def _chosen(member: Membership) -> list[Morning]:
    mine = Morning.objects.filter(user=member.user_id)
    return list(mine.order_by("-since", "-at", "-id"))


def _mondays(member: Membership, first: date, last: date) -> Iterator[date]:
    """Of the weeks of these days, from the one on in which they joined."""
    monday = monday_of(first)
    joined = monday_of(timezone.localdate(member.joined_at))
    while monday <= last:
        if monday >= joined:
            yield monday
        monday += WEEK


def _morning(member: Membership, monday: date, chosen: list[Morning]) -> TimeBlock:
    sunday = monday + timedelta(days=6)
    rule = next((each for each in chosen if each.since <= sunday), None)
    if rule:
        weekday, start = rule.weekday, rules.minutes_past(rule.starts)
        minutes = rule.minutes
    else:
        weekday, start, minutes = rules.usual_morning(
            week_hours=member.workspace.week_hours,
            days=member.workspace.working_days,
        )
    block = TimeBlock(
        user=member.user,
        work=BlockWork.PROSPECT,
        morning_of=monday,
        updated_at=rule.at if rule else member.joined_at,
    )
    day = monday + timedelta(days=weekday - 1)
    block.place_at(rules.Slot(day, start, minutes, BlockWork.PROSPECT))
    return block
