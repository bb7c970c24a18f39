"""A year of the sample's meetings: who came, what was promised, and what was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from bestfew.accounts.ids import new_ids
from bestfew.onboarding.sample.team import TeamStage
from bestfew.teams.actions.series import call_off, fill, plan_series
from bestfew.teams.models import (
    Attendance,
    Meeting,
    MeetingSeries,
    Promise,
    Testimonial,
    Wish,
)
from bestfew.teams.rules.recurrence import FORTNIGHTLY, Rule

TUESDAY = 2
STARTS, OVER = time(8, 0), time(9, 0)
COMES = (0.98, 0.96, 0.94, 0.9, 0.84, 0.66)
"""How often each member comes; the last one is why there are traffic lights."""
TAKES_PART = (0.95, 0.9, 0.85, 0.8, 0.6, 0.5)
KEEPS = 0.75
OFF = 9
"""So many meetings ago one was called off."""
PROMISED = 3
SAID = (2, 9, 17)
"""So many meetings ago somebody praised somebody."""


def hold_meetings(made: TeamStage) -> list[Meeting]:
    """Plan them by their rule, hold those that are over; these, the earliest first."""
    series = _planned(made)
    rows = Meeting.unscoped.filter(series=series, begins_at__lt=made.stage.now)
    past = list(rows.order_by("begins_at"))
    if len(past) > OFF:
        gone = past.pop(-OFF)
        call_off(gone, reason=made.say("off"), at=gone.begins_at - timedelta(days=6))
    for each in past:
        each.state, each.opened_at = Meeting.State.HELD, each.begins_at
        each.closed_at, each.chair = each.ends_at, made.members[each.on.month % 2]
    Meeting.unscoped.bulk_update(past, ["state", "opened_at", "closed_at", "chair"])
    _attend(made, past)
    _promise(made, past)
    _say(made, past)
    return past


def _planned(made: TeamStage) -> MeetingSeries:
    first = made.members[-1].joined_at + timedelta(days=3)
    rule = Rule(FORTNIGHTLY, TUESDAY, first.date()).begun()
    at = made.team.created_at
    series = plan_series(
        made.me, rule, at=at, starts=STARTS, minutes=60, place=made.say("place")
    )
    for later in (at + timedelta(days=170), made.stage.now):
        fill(series, at=later)
    return series


def _attend(made: TeamStage, past: Sequence[Meeting]) -> None:
    rows = [row for meeting in past for row in _came(made, meeting)]
    rows += _replies(made)
    for pk, row in zip(new_ids(len(rows)), rows, strict=True):
        row.pk = pk
    Attendance.unscoped.bulk_create(rows)


def _came(made: TeamStage, meeting: Meeting) -> Iterator[Attendance]:
    dice, states = made.dice, Attendance.State
    missing = {states.ABSENT: 6, states.SUBSTITUTE: 3, states.MEDICAL: 1}
    for member, comes, part in zip(made.members, COMES, TAKES_PART, strict=True):
        if dice.chance(comes):
            state = states.LATE if dice.chance(0.07) else states.HERE
        else:
            state = states(dice.weighted({str(k): n for k, n in missing.items()}))
        away = state == states.SUBSTITUTE
        yield Attendance(
            team=made.team, meeting=meeting, member=member, state=state,
            substitute=made.say("substitute") if away else "",
            took_part=state in (states.HERE, states.LATE) and dice.chance(part),
            recorded_at=meeting.begins_at, by=made.me,
        )  # fmt: skip


def _replies(made: TeamStage) -> list[Attendance]:
    """Who comes next time: all but the last have said so."""
    to_come = Meeting.unscoped.filter(team=made.team, begins_at__gt=made.stage.now)
    following = to_come.order_by("begins_at").first()
    if following is None:
        return []
    at = made.stage.now - timedelta(days=1)
    return [
        Attendance(
            team=made.team, meeting=following, member=each, replied_at=at,
            reply=Attendance.Reply.YES,
        )
        for each in made.members[:-1]
    ]  # fmt: skip


def _promise(made: TeamStage, past: Sequence[Meeting]) -> None:
    """Some at each meeting, asked about at the next; the last ones are still open."""
    rows: list[Promise] = []
    for meeting, after in zip(past, [*past[1:], None], strict=True):
        rows += _promises(made, meeting, after)
    for pk, row in zip(new_ids(len(rows)), rows, strict=True):
        row.pk = pk
    Promise.unscoped.bulk_create(rows)


def _promises(
    made: TeamStage, meeting: Meeting, after: Meeting | None
) -> Iterator[Promise]:
    for member in made.dice.some(made.members, PROMISED):
        kept = made.dice.chance(KEEPS)
        state = Promise.State.KEPT if kept else Promise.State.LET_GO
        yield Promise(
            team=made.team, member=member, meeting=meeting, text=made.draw("promises"),
            made_at=meeting.ends_at, by=made.me,
            state=state if after else Promise.State.OPEN,
            settled_in=after, settled_at=after.begins_at if after else None,
        )  # fmt: skip


def _say(made: TeamStage, past: Sequence[Meeting]) -> None:
    """The wish of the month, and a few good words of each other."""
    month: date = made.stage.today.replace(day=1)
    Wish.unscoped.bulk_create(
        Wish(
            team=made.team, member=each, month=month, text=made.draw("wishes"),
            said_at=made.stage.now - timedelta(days=1),
        )
        for each in made.members
    )  # fmt: skip
    for number, ago in enumerate(SAID):
        if ago < len(past):
            author, about = made.members[number + 1], made.members[number]
            meeting = past[-ago]
            Testimonial.unscoped.create(
                team=made.team, author=author, about=about, meeting=meeting,
                text=made.draw("testimonials"), said_at=meeting.ends_at,
            )  # fmt: skip
