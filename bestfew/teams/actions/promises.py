"""Promises made and asked about, wishes of the month, what is said of each other."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from bestfew.teams.models import (
    Attendance,
    Meeting,
    MeetingFeed,
    Promise,
    TeamMember,
    Testimonial,
    Wish,
)


class AboutOneself(Exception):
    """A testimonial is about somebody else."""


def promise(
    member: TeamMember, *, text: str, at: datetime, by: TeamMember,
    meeting: Meeting | None = None, to: TeamMember | None = None,
    due_on: date | None = None,
) -> Promise:  # fmt: skip
    """A member will do something by a day (method.md 2.A.5, point 7)."""
    made: Promise = Promise.unscoped.create(
        team_id=member.team_id, member=member, to=to, meeting=meeting, text=text,
        due_on=due_on, made_at=at, by=by,
    )  # fmt: skip
    return made


def settle(
    kept: Promise, *, state: str, by: TeamMember, at: datetime,
    meeting: Meeting | None = None,
) -> None:  # fmt: skip
    """Kept, not yet, or let go; the last tap counts, and may be changed."""
    facts: dict[str, Any] = {"state": state, "settled_in": meeting, "settled_at": at}
    if state == Promise.State.OPEN:
        facts |= {"settled_in": None, "settled_at": None}
    rows = Promise.unscoped.filter(pk=kept.pk)
    rows.update(**facts, by=by, version=F("version") + 1)


@transaction.atomic
def wish(
    member: TeamMember, *, month: date, text: str, why: str, at: datetime,
    seen: int = 0,
) -> Wish:  # fmt: skip
    """The introduction they want most this month; raises `ChangedMeanwhile`.

    `seen` is the version that was on the screen, 0 where there was none.
    """
    first = month.replace(day=1)
    facts: dict[str, Any] = {"text": text, "why": why}
    row, is_new = Wish.unscoped.get_or_create(
        member=member, month=first,
        defaults={"team_id": member.team_id, "said_at": at, **facts},
    )  # fmt: skip
    if not is_new:
        row.change(seen=seen, **facts, said_at=at)
    found: Wish = row
    return found


def praise(
    author: TeamMember, *, about: TeamMember, text: str, at: datetime,
    meeting: Meeting | None = None,
) -> Testimonial:  # fmt: skip
    """What one member says of another's work; nobody praises themselves.

    Raises `AboutOneself`.
    """
    if author.pk == about.pk:
        raise AboutOneself
    made: Testimonial = Testimonial.unscoped.create(
        team_id=author.team_id, author=author, about=about, meeting=meeting,
        text=text, said_at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def blank_words_of(member: TeamMember, at: datetime) -> None:
    """Blank what a member who leaves has said at meetings (trust.md I8).

    What stays: that somebody was there, and whether promises were kept. Their open
    promises are let go.
    """
    mine = Promise.unscoped.filter(member=member)
    mine.filter(state__in=(Promise.State.OPEN, Promise.State.NOT_YET)).update(
        state=Promise.State.LET_GO
    )
    mine.update(text="", version=F("version") + 1)
    Wish.unscoped.filter(member=member).update(
        text="", why="", version=F("version") + 1
    )
    said = Testimonial.unscoped.filter(author=member)
    said.update(text="", version=F("version") + 1)
    about = Testimonial.unscoped.filter(about=member)
    about.update(text="", version=F("version") + 1)
    Attendance.unscoped.filter(member=member).update(substitute="")
    planned = Meeting.unscoped.filter(chair=member, state=Meeting.State.PLANNED)
    planned.update(chair=None, version=F("version") + 1)
    MeetingFeed.unscoped.filter(member=member, ended_at=None).update(ended_at=at)
