"""Readings of meetings: who is here, what was promised, how the rhythm is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from bestfew.teams.models import (
    Attendance,
    Meeting,
    Promise,
    Seat,
    Team,
    TeamMember,
    Testimonial,
    Wish,
)
from bestfew.teams.rules import rhythm

PRESENT = (Attendance.State.HERE, Attendance.State.LATE, Attendance.State.SUBSTITUTE)
MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Present:
    """A member of the meeting; `row` is None until something is known of them."""

    member: TeamMember
    row: Attendance | None
    wish: Wish | None = None

    @property
    def state(self) -> str:
        return self.row.state if self.row else ""

    @property
    def took_part(self) -> bool:
        return bool(self.row and self.row.took_part)

    @property
    def reply(self) -> str:
        return self.row.reply if self.row else ""

    @property
    def is_asked_again(self) -> bool:
        """Whether it was moved to another day since they answered."""
        return bool(self.row and self.row.replied_at and not self.row.reply)

    @property
    def is_here(self) -> bool:
        return self.state in PRESENT


def roll(meeting: Meeting) -> list[Present]:
    """Who is expected, in the order of their seats, then who left since and was there.

    Each with the attendance and the wish of the meeting's month that there is.
    """
    rows = Attendance.objects.filter(team=meeting.team_id, meeting=meeting)
    known = {row.member_id: row for row in rows}
    recorded = Q(pk__in=[pk for pk, row in known.items() if row.state])
    seated = Q(left_at=None, joined_at__lte=meeting.ends_at)
    members = TeamMember.objects.filter(recorded | seated, team=meeting.team_id)
    month = meeting.on.replace(day=1)
    wished = Wish.objects.filter(team=meeting.team_id, month=month)
    wishes = {row.member_id: row for row in wished}
    ordered = members.select_related("seat").order_by(
        F("left_at").asc(nulls_first=True), "seat__position", "id"
    )
    return [Present(each, known.get(each.pk), wishes.get(each.pk)) for each in ordered]


def promises_to_ask(meeting: Meeting) -> list[Promise]:
    """What was promised and not settled before: it is asked about first (A29)."""
    rows = Promise.objects.filter(team=meeting.team_id, made_at__lt=meeting.begins_at)
    waiting = Q(state__in=(Promise.State.OPEN, Promise.State.NOT_YET))
    asked = Q(settled_in=meeting)
    before = rows.exclude(meeting=meeting).filter(waiting | asked)
    return list(_named(before).order_by("made_at", "id"))


def promises_of(meeting: Meeting) -> list[Promise]:
    """What was promised there."""
    rows = Promise.objects.filter(team=meeting.team_id, meeting=meeting)
    return list(_named(rows.exclude(text="")).order_by("id"))


def _named(rows: Any) -> Any:
    return rows.select_related("member", "to")


def testimonials_of(meeting: Meeting) -> list[Testimonial]:
    """Good words that were said there and still stand, in their order."""
    rows = Testimonial.objects.filter(team=meeting.team_id, meeting=meeting)
    named = rows.exclude(text="").select_related("author", "about")
    return list(named.order_by("id"))


def empty_seats(team: Team) -> list[Seat]:
    """The seats nobody sits in, longest empty first."""
    rows = Seat.objects.filter(team=team, closed_at=None, empty_since__isnull=False)
    return list(rows.order_by("empty_since", "position", "id"))


def following(meeting: Meeting) -> Meeting | None:
    """The next meeting after it that was not called off."""
    rows = Meeting.objects.filter(team=meeting.team_id).standing()
    later = rows.filter(begins_at__gt=meeting.begins_at).select_related("chair")
    found: Meeting | None = later.order_by("begins_at", "id").first()
    return found


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a team keeps its rhythm: why it does not, and the weeks as a picture.

    `held` and `planned` count the meetings of the present month.
    """

    reasons: tuple[rhythm.Reason, ...]
    held: int
    planned: int
    weeks: list[rhythm.Week]
    months: list[tuple[date, int]]


def rhythm_of(team: Team, *, today: date, since: date) -> Rhythm:
    """The alarm (A27, OQ-15), and the weeks from half a year back to six weeks ahead.

    `since` is the day the team began.
    """
    first = (today.replace(day=1) - timedelta(days=31 * (MONTHS_SHOWN - 1))).replace(
        day=1
    )
    last = today + timedelta(weeks=6)
    rows = Meeting.objects.filter(team=team, on__gte=first)
    days = [(on, state) for on, state in rows.values_list("on", "state")]
    held = [on for on, state in days if state == Meeting.State.HELD]
    going = (Meeting.State.PLANNED, Meeting.State.RUNNING)
    planned = [on for on, state in days if state in going]
    off = [on for on, state in days if state == Meeting.State.CANCELLED]
    return Rhythm(
        rhythm.alarm(held, planned, since=since, today=today),
        rhythm.in_month(held, today),
        rhythm.in_month([on for on in planned if on >= today], today),
        rhythm.weeks(
            held, [on for on in planned if on >= today], off, first=first, last=last
        ),
        [(each, rhythm.in_month(held, each)) for each in rhythm.months(first, today)],
    )


def upcoming(team: Team, *, at: datetime, most: int = 6) -> list[Meeting]:
    """What is going on or to come, and what of it was called off."""
    rows = Meeting.objects.filter(team=team).select_related("chair", "series")
    going = Q(state=Meeting.State.RUNNING)
    later = Q(ends_at__gt=at) & ~Q(state=Meeting.State.HELD)
    return list(rows.filter(going | later).order_by("begins_at", "id")[:most])


def past(team: Team, *, most: int = 12) -> list[Meeting]:
    """The last meetings that were held, the newest first; each with who came."""
    came = Count("attendances", filter=Q(attendances__state__in=PRESENT))
    expected = Count("attendances", filter=~Q(attendances__state=""))
    rows = Meeting.objects.filter(team=team).held()
    counted = rows.annotate(came=came, expected=expected)
    return list(counted.order_by("-begins_at", "-id")[:most])
