"""A team meets by another rule from some day on; what was said of its meetings stays.

A meeting that takes place under the new rule, too, is the same row as before: with who
chairs it, its agenda, and who said that they come. One that moves within its week is
moved, and whoever had answered is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from bestfew.teams.actions.series import (
    AHEAD,
    SLOT,
    NotPlanned,
    ask_again,
    columns_of,
    cut,
    fill,
    planned_rows,
    still_planned,
)
from bestfew.teams.models import Meeting, MeetingSeries
from bestfew.teams.models.meetings import instants
from bestfew.teams.rules.recurrence import Rule, paired

PUT = (
    "series", "occurs_on", "on", "begins_at", "ends_at", "reminded_at", *SLOT,
    "sequence", "version", "updated_at",
)  # fmt: skip


@transaction.atomic
def change_following(
    meeting: Meeting, rule: Rule, *, seen: int, at: datetime, **slot: Any
) -> MeetingSeries:
    """Meet by another rule or slot from this meeting on.

    `seen` is the version of its series. What was met before keeps its rule: the series
    ends before this day and another begins, unless this was its first. Raises
    `NotPlanned`, `NoSuchDay` or `ChangedMeanwhile`.
    """
    still_planned(meeting)
    series, day = meeting.series, meeting.occurs_on
    if series is None or day is None:
        raise NotPlanned
    if day > series.starts_on:
        to, first = _split(series, day, rule, seen=seen, at=at, **slot), day
    else:
        facts = columns_of(rule) | slot | {"updated_at": at}
        series.change(seen=seen, sequence=series.sequence + 1, **facts)
        to, first = series, series.starts_on - AHEAD
    _carry_over(series, to, first, at=at)
    fill(to, at=at)
    return to


def change_all(
    series: MeetingSeries, rule: Rule, *, seen: int, at: datetime, **slot: Any
) -> MeetingSeries:
    """Change every meeting that is still to come; raises what `change_following` does.

    Meetings that took place stay as they were.
    """
    first = planned_rows(series, at.date() - timedelta(days=1)).first()
    if first is None:
        raise NotPlanned
    first.series = series
    begun = replace(rule, starts_on=max(rule.starts_on, first.occurs_on or first.on))
    return change_following(first, begun, seen=seen, at=at, **slot)


def _split(
    series: MeetingSeries,
    day: date,
    rule: Rule,
    *,
    seen: int,
    at: datetime,
    **slot: Any,
) -> MeetingSeries:
    cut(series, seen=seen, on=day - timedelta(days=1), at=at)
    made: MeetingSeries = MeetingSeries.unscoped.create(
        team_id=series.team_id, by=series.by, created_at=at, updated_at=at,
        **columns_of(rule), **({"zone": series.zone} | slot),
    )  # fmt: skip
    return made


def _carry_over(
    series: MeetingSeries, to: MeetingSeries, first: date, *, at: datetime
) -> None:
    """Give the plans of one rule to another; what it has no day for goes."""
    _keep_called_off(series, to, first)
    rows = list(planned_rows(series, first))
    days = _days_of(to, at)
    taken = Meeting.unscoped.filter(series=to).exclude(pk__in=[e.pk for e in rows])
    free = days - set(taken.values_list("occurs_on", flat=True))
    known = {each.occurs_on: each for each in rows if each.occurs_on}
    pairs = paired(known, free)
    stay = [known[old] for old in pairs]
    Meeting.unscoped.filter(pk__in=[e.pk for e in rows if e not in stay]).delete()
    moved = [_put_on(known[old], new, to, at) for old, new in pairs.items()]
    ask_again([known[old].pk for old, new in pairs.items() if old != new])
    Meeting.unscoped.bulk_update(moved, PUT)


def _days_of(series: MeetingSeries, at: datetime) -> set[date]:
    """As `fill` has them: none is over."""
    today = at.astimezone(ZoneInfo(series.zone)).date()
    return set(series.rule.between(today, max(today, series.starts_on) + AHEAD))


def _keep_called_off(series: MeetingSeries, to: MeetingSeries, first: date) -> None:
    """What was called off under the old rule is not planned again by the new one."""
    off = Meeting.unscoped.filter(
        series=series, state=Meeting.State.CANCELLED, occurs_on__gte=first
    )
    kept: Iterable[int] = (e.pk for e in off if to.rule.includes(e.occurs_on))
    Meeting.unscoped.filter(pk__in=list(kept)).update(series=to)


def _put_on(
    meeting: Meeting, day: date, series: MeetingSeries, at: datetime
) -> Meeting:
    """A row as its series has it on a day; another time is reminded of again."""
    begins, ends = instants(day, series.starts, series.minutes, series.zone)
    if begins != meeting.begins_at:
        meeting.reminded_at = None
    meeting.series, meeting.occurs_on, meeting.on = series, day, day
    for name in SLOT:
        setattr(meeting, name, getattr(series, name))
    meeting.begins_at, meeting.ends_at, meeting.updated_at = begins, ends, at
    meeting.sequence = max(meeting.sequence, series.sequence) + 1
    meeting.version += 1
    return meeting
