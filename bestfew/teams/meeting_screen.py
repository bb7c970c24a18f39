"""The one screen of a meeting: its parts, and which of them changed since one looked.

Several may record at once. A page says what it has seen, a stamp for each part; it gets
the parts whose stamps differ, and nothing where none do.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.timezone import now

from bestfew.teams import meeting_queries as queries
from bestfew.teams.actions.attendance import EARLY
from bestfew.teams.door import Door
from bestfew.teams.meeting_queries import Present
from bestfew.teams.meeting_words import TAPS, came_and_kept, point_title, question_of
from bestfew.teams.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Promise,
    Seat,
    Testimonial,
)
from bestfew.teams.rules.agenda import now_at

PARTS = ("answer", "agenda", "who", "kept", "wishes", "made", "praise", "next")
"""What changes while others record; each is a template `teams/meeting_<part>.html`."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda, in words; `is_on` is what the meeting is at."""

    item: AgendaItem
    title: str
    is_on: bool


class Screen:
    """A meeting through a door; nothing is read before it is asked for."""

    def __init__(self, door: Door, meeting: Meeting) -> None:
        self.door, self.meeting = door, meeting

    @cached_property
    def points(self) -> list[Point]:
        rows = AgendaItem.objects.filter(meeting=self.meeting.pk)
        items = list(rows.order_by("position", "id"))
        on = now_at([item.done_at is not None for item in items])
        return [
            Point(item, point_title(item.key, item.title), index == on)
            for index, item in enumerate(items)
        ]

    @property
    def current(self) -> Point | None:
        return next((point for point in self.points if point.is_on), None)

    @property
    def question(self) -> str:
        """What the meeting asks now."""
        point = self.current
        return question_of(*(point.item.key, point.item.title) if point else ("", ""))

    @property
    def minutes(self) -> int:
        return sum(point.item.minutes for point in self.points)

    @property
    def summary(self) -> str:
        """A held meeting in a sentence: who came, what was kept."""
        return came_and_kept(self.here, len(self.roll), self.kept, len(self.asked))

    @cached_property
    def roll(self) -> list[Present]:
        return queries.roll(self.meeting)

    @property
    def mine(self) -> Present | None:
        return next((e for e in self.roll if e.member.pk == self.door.me.pk), None)

    @property
    def here(self) -> int:
        return sum(each.is_here for each in self.roll)

    @property
    def coming(self) -> int:
        return sum(each.reply == Attendance.Reply.YES for each in self.roll)

    @property
    def unmarked(self) -> int:
        return sum(not each.state for each in self.roll)

    @cached_property
    def asked(self) -> list[Promise]:
        return queries.promises_to_ask(self.meeting)

    @property
    def kept(self) -> int:
        return sum(each.state == Promise.State.KEPT for each in self.asked)

    @cached_property
    def made(self) -> list[Promise]:
        return queries.promises_of(self.meeting)

    @cached_property
    def testimonials(self) -> list[Testimonial]:
        return queries.testimonials_of(self.meeting)

    @cached_property
    def empty_seats(self) -> list[Seat]:
        return queries.empty_seats(self.meeting.team)

    @cached_property
    def following(self) -> Meeting | None:
        return queries.following(self.meeting)

    @property
    def may_begin(self) -> bool:
        """Whether its time has come, for whoever may write."""
        soon = now() >= self.meeting.begins_at - EARLY
        planned = self.meeting.state == Meeting.State.PLANNED
        return self.door.may_write and planned and soon

    @property
    def may_record(self) -> bool:
        return self.door.may_write and self.meeting.state == Meeting.State.RUNNING

    def seen(self) -> str:
        """The stamps of all parts, as the page sends them back."""
        return ",".join(f"{part}:{self._stamp(part)}" for part in PARTS)

    def changed(self, seen: str) -> list[str]:
        """The parts that are not as somebody saw them."""
        known = dict(each.split(":", 1) for each in seen.split(",") if ":" in each)
        return [part for part in PARTS if known.get(part) != self._stamp(part)]

    def _stamp(self, part: str) -> str:
        facts = repr(_FACTS[part](self))
        return f"{zlib.crc32(facts.encode()):08x}"

    def context(self) -> dict[str, Any]:
        return {
            "door": self.door,
            "meeting": self.meeting,
            "screen": self,
            "states": TAPS,
        }


def _who(screen: Screen) -> object:
    rows = [(each.member.pk, each.member.version, each.row) for each in screen.roll]
    return screen.meeting.state, [
        (pk, version, row and (row.state, row.took_part, row.substitute, row.reply))
        for pk, version, row in rows
    ]


def _promises(rows: list[Promise]) -> object:
    return [(each.pk, each.version) for each in rows]


def _next(screen: Screen) -> object:
    after, state = screen.following, screen.meeting.state
    return state, screen.unmarked, after and (after.pk, after.version, after.chair_id)


_FACTS: dict[str, Callable[[Screen], object]] = {
    "answer": lambda screen: (screen.question, screen.meeting.state),
    "agenda": lambda screen: [
        (point.item.pk, point.title, point.item.minutes, point.item.done_at)
        for point in screen.points
    ],
    "who": _who,
    "kept": lambda screen: _promises(screen.asked),
    "wishes": lambda screen: [
        (each.member.pk, each.wish and each.wish.version) for each in screen.roll
    ],
    "made": lambda screen: _promises(screen.made),
    "praise": lambda screen: [(each.pk, each.version) for each in screen.testimonials],
    "next": _next,
}


def screen_of(door: Door, meeting: Meeting) -> Screen:
    return Screen(door, meeting)
