"""Meetings planned in advance (A26): by a rule, one by one, moved and called off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from bestfew.teams.actions.agenda import give_agendas
from bestfew.teams.models import Attendance, Meeting, MeetingSeries, TeamMember
from bestfew.teams.models.meetings import instants
from bestfew.teams.rules.recurrence import Rule

AHEAD = timedelta(days=200)
"""How far ahead the meetings of a series are rows of their own."""
SLOT = ("starts", "minutes", "zone", "place", "link")


class NotPlanned(Exception):
    """The meeting is going on, over, called off or gone: it is not to be planned."""


class NoSuchDay(Exception):
    """The rule names no day between its beginning and its end."""


@transaction.atomic
def plan_series(
    me: TeamMember, rule: Rule, *, at: datetime, **slot: Any
) -> MeetingSeries:
    """Meet by a rule from now on; raises `NoSuchDay`.

    `slot` holds `starts` (on the clock of `zone`, which is the team's unless it is
    given), `minutes`, `place` and `link`.
    """
    slot = {"zone": me.team.zone} | slot
    series: MeetingSeries = MeetingSeries.unscoped.create(
        team=me.team, by=me, created_at=at, updated_at=at, **columns_of(rule), **slot
    )
    fill(series, at=at)
    return series


def columns_of(rule: Rule) -> dict[str, Any]:
    """A rule as a series keeps it, begun; raises `NoSuchDay`."""
    begun = rule.begun()
    if not begun.includes(begun.starts_on):
        raise NoSuchDay
    return {
        "pattern": begun.pattern,
        "weekday": begun.weekday,
        "weeks": list(begun.weeks),
        "starts_on": begun.starts_on,
        "until": begun.until,
    }


@transaction.atomic
def fill(series: MeetingSeries, *, at: datetime) -> int:
    """Make the rows of the months ahead that are not there yet; how many it made.

    Days that are over stay as they are: no meeting is planned in the past.
    """
    MeetingSeries.unscoped.select_for_update().get(pk=series.pk)
    today = at.astimezone(ZoneInfo(series.zone)).date()
    rows = Meeting.unscoped.filter(series=series)
    known = set(rows.values_list("occurs_on", flat=True))
    days = series.rule.between(today, max(today, series.starts_on) + AHEAD)
    made = [_made(series, day, at) for day in days if day not in known]
    Meeting.unscoped.bulk_create(made)
    give_agendas(made)
    return len(made)


def _made(series: MeetingSeries, day: date, at: datetime) -> Meeting:
    slot = {name: getattr(series, name) for name in SLOT}
    begins, ends = instants(day, series.starts, series.minutes, series.zone)
    return Meeting(
        team_id=series.team_id, series=series, occurs_on=day, on=day, updated_at=at,
        begins_at=begins, ends_at=ends, sequence=series.sequence, **slot,
    )  # fmt: skip


@transaction.atomic
def plan_meeting(
    me: TeamMember, *, on: date, at: datetime, chair: TeamMember | None = None,
    **slot: Any,
) -> Meeting:  # fmt: skip
    """One meeting by itself."""
    usual: dict[str, Any] = {"zone": me.team.zone, "minutes": 60}
    slot = usual | slot
    begins, ends = instants(on, slot["starts"], slot["minutes"], slot["zone"])
    meeting: Meeting = Meeting.unscoped.create(
        team=me.team, on=on, chair=chair, begins_at=begins, ends_at=ends,
        updated_at=at, **slot,
    )  # fmt: skip
    give_agendas([meeting])
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, seen: int, at: datetime, **facts: Any) -> None:
    """Change this one only; raises `NotPlanned` or `ChangedMeanwhile`.

    `facts` are columns of its slot, `on`, and its `chair`. On another day, whoever
    answered is asked again.
    """
    still_planned(meeting)
    before: dict[str, Any] = {name: getattr(meeting, name) for name in ("on", *SLOT)}
    after: dict[str, Any] = before | {
        name: facts[name] for name in before if name in facts
    }
    if after != before:
        begins, ends = instants(
            after["on"], after["starts"], after["minutes"], after["zone"]
        )
        facts |= {"begins_at": begins, "ends_at": ends, "reminded_at": None}
        facts |= {"sequence": meeting.sequence + 1, "updated_at": at}
    other_day = after["on"] != before["on"]
    meeting.change(seen=seen, **facts)
    if other_day:
        ask_again([meeting.pk])


def ask_again(meetings: list[int]) -> None:
    """Who said that they come said it of another day: `replied_at` stays, and tells."""
    Attendance.unscoped.filter(meeting__in=meetings).update(reply="")


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, at: datetime) -> None:
    """It does not take place; raises `NotPlanned`. Calendars show that it is off."""
    now = still_planned(meeting)
    _set(
        meeting, now, state=Meeting.State.CANCELLED, reason=reason, cancelled_at=at,
        updated_at=at,
    )  # fmt: skip


@transaction.atomic
def call_on(meeting: Meeting, *, at: datetime) -> None:
    """It takes place after all, and is reminded of anew.

    Raises `NotPlanned` if it was not called off.
    """
    now = meeting.locked()
    if now is None or not now.is_called_off:
        raise NotPlanned
    _set(
        meeting, now, state=Meeting.State.PLANNED, reason="", cancelled_at=None,
        reminded_at=None, updated_at=at,
    )  # fmt: skip


def _set(meeting: Meeting, now: Meeting, **facts: Any) -> None:
    """Change it, counting on from what it is now: calendars heed what is later."""
    facts |= {"sequence": now.sequence + 1, "version": now.version + 1}
    Meeting.unscoped.filter(pk=meeting.pk).update(**facts)
    for name, value in facts.items():
        setattr(meeting, name, value)


def still_planned(meeting: Meeting) -> Meeting:
    """Lock it, and give it as it is now; raises `NotPlanned`."""
    now = meeting.locked()
    if now is None or now.state != Meeting.State.PLANNED:
        raise NotPlanned
    return now


@transaction.atomic
def end_series(series: MeetingSeries, *, seen: int, on: date, at: datetime) -> None:
    """Meet by this rule no more after a day; raises `ChangedMeanwhile`.

    Its plans after that day go; what took place or was called off stays.
    """
    cut(series, seen=seen, on=on, at=at)
    planned_rows(series, on + timedelta(days=1)).delete()


def cut(series: MeetingSeries, *, seen: int, on: date, at: datetime) -> None:
    """Have its rule name no day after `on`; raises `ChangedMeanwhile`."""
    until = min(on, series.until) if series.until else on
    series.change(seen=seen, until=until, updated_at=at, sequence=series.sequence + 1)


def planned_rows(series: MeetingSeries, first: date) -> Any:
    """Its plans from a day on, in order."""
    rows = Meeting.unscoped.filter(series=series, state=Meeting.State.PLANNED)
    return rows.filter(occurs_on__gte=first).order_by("occurs_on")
