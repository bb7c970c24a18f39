"""Letters from one member to the others of a team: minutes, reminders, changes.

`teams` knows no sending account. Whoever can carry letters puts a carrier here at
start-up (ADR 7); without one there is the page, and text to copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.teams.actions.attendance import NotOpen
from bestfew.teams.actions.standing import at_the_table
from bestfew.teams.answering import answer_link
from bestfew.teams.calendar import calendar_of_meeting
from bestfew.teams.door import Door
from bestfew.teams.meeting_screen import screen_of
from bestfew.teams.minutes import minutes_of, subject_of
from bestfew.teams.models import Meeting, Promise, TeamMember
from bestfew.teams.wanted import CHANGE, MINUTES, REMINDER
from bestfew.web import formats


@dataclass(frozen=True, slots=True)
class TeamLetter:
    """To one member; `name` is the same whenever it is sent again.

    Behind `until` nobody needs it any more.
    """

    to: str
    name: str
    subject: str
    text: str
    language: str
    calendar: str = ""
    until: datetime | None = None


class Carrier(Protocol):
    """Sends letters in the name of a member, through an account of their own."""

    def is_able(self, me: TeamMember) -> bool: ...

    def may_not_write_to(self, me: TeamMember, address: str) -> bool: ...

    def carry(self, me: TeamMember, letters: Sequence[TeamLetter]) -> None: ...


carriers: list[Carrier] = []


def carrier_of(me: TeamMember) -> Carrier | None:
    """Who could send for a member now."""
    return next((each for each in carriers if each.is_able(me)), None)


def writer_of(team: int, *, first: int | None) -> TeamMember | None:
    """Who can write to all: the first one asked, who leads, else anybody.

    A guest has no account to send from, so that one of the others writes for them.
    """
    seated = TeamMember.unscoped.filter(team=team, left_at=None)
    members = seated.exclude(workspace=None).select_related("team", "seat")
    by_right = sorted(members, key=lambda e: (e.pk != first, not e.leads, e.pk))
    return next((each for each in by_right if carrier_of(each)), None)


def write_to_all(
    team: int, *, first: int | None, letters: Iterable[TeamLetter]
) -> None:
    """Hand letters on through whoever can; where nobody can, the pages say it."""
    writer = writer_of(team, first=first)
    if writer and (carrier := carrier_of(writer)):
        carrier.carry(writer, list(letters))


@transaction.atomic
def send_minutes(me: TeamMember, meeting: Meeting, *, at: datetime) -> int:
    """Send the minutes to all who gave an address, each in their language.

    How many it wrote: 0 where nobody can carry them, or they were sent before. Raises
    `NotOpen` before the meeting was held.
    """
    me = at_the_table(me)
    if meeting.state != Meeting.State.HELD:
        raise NotOpen
    carrier = carrier_of(me)
    fresh = Meeting.unscoped.filter(pk=meeting.pk, sent_at=None)
    if carrier is None or not fresh.update(sent_at=at):
        return 0
    letters = list(_minutes(me, meeting))
    carrier.carry(me, letters)
    return len(letters)


def _minutes(me: TeamMember, meeting: Meeting) -> Iterator[TeamLetter]:
    for member in readers_of(meeting.team_id):
        with translation.override(member.language or meeting.team.language):
            screen = screen_of(Door(me), meeting)
            yield TeamLetter(
                member.email, f"{MINUTES}-{meeting.pk}-{member.pk}",
                subject_of(meeting), minutes_of(screen), get_language() or "en",
            )  # fmt: skip


def remind(me: TeamMember, meeting: Meeting) -> int:
    """Remind all who gave an address, with the file for their calendar.

    How many it wrote; 0 where nobody can carry them.
    """
    carrier = carrier_of(me)
    if carrier is None:
        return 0
    letters = list(_reminders(meeting))
    carrier.carry(me, letters)
    return len(letters)


def _reminders(meeting: Meeting) -> Iterator[TeamLetter]:
    for member in readers_of(meeting.team_id):
        with translation.override(member.language or meeting.team.language):
            file = calendar_of_meeting(meeting, member).decode()
            yield TeamLetter(
                member.email, f"{REMINDER}-{meeting.pk}-{meeting.sequence}-{member.pk}",
                _reminder_subject(meeting), _reminder(member, meeting),
                get_language() or "en", file, meeting.begins_at,
            )  # fmt: skip


def _reminder_subject(meeting: Meeting) -> str:
    return _("%(team)s meets on %(day)s at %(time)s") % _when(meeting)


def _when(meeting: Meeting) -> dict[str, str]:
    return {
        "team": str(meeting.team),
        "day": formats.weekday_day(meeting.on, get_language() or "en"),
        "time": formats.clock(meeting.starts),
    }


def _when_and_where(meeting: Meeting) -> str:
    facts = (_reminder_subject(meeting) + ".", meeting.place, meeting.web_link)
    return "\n".join(line for line in facts if line)


@contextmanager
def telling(me: TeamMember, meeting: Meeting) -> Iterator[None]:
    """Tell those who were reminded of a meeting what is changed of it meanwhile.

    Of a new day, hour or place, and that it is called off; where nobody was reminded
    yet, the reminder will say it.
    """
    rows = Meeting.unscoped.select_related("team", "series").filter(pk=meeting.pk)
    before = rows.first()
    yield
    after = rows.all().first()
    if before and before.reminded_at and _is_other(before, after):
        write_to_all(before.team_id, first=me.pk, letters=_changes(before, after))


def _is_other(before: Meeting, after: Meeting | None) -> bool:
    shown = ("on", "starts", "zone", "place", "web_link", "is_called_off")
    return any(getattr(before, each) != getattr(after, each, None) for each in shown)


def _changes(before: Meeting, after: Meeting | None) -> Iterator[TeamLetter]:
    stands = after if after and not after.is_called_off else None
    for member in readers_of(before.team_id):
        with translation.override(member.language or before.team.language):
            yield TeamLetter(
                member.email, f"{CHANGE}-{before.pk}-{before.sequence}-{member.pk}",
                _("Changed: %(team)s, %(day)s at %(time)s") % _when(before),
                _change(after, stands), get_language() or "en",
                calendar_of_meeting(after, member).decode() if after else "",
                max(each.begins_at for each in (before, stands or before)),
            )  # fmt: skip


def _change(after: Meeting | None, stands: Meeting | None) -> str:
    if stands:
        return _when_and_where(stands) + "\n"
    why = after.reason if after else ""
    words = (_("This meeting does not take place."), why)
    return "\n\n".join(each for each in words if each) + "\n"


def _reminder(member: TeamMember, meeting: Meeting) -> str:
    parts = [_when_and_where(meeting)]
    if link := answer_link(meeting, member):
        parts.append(_("Will you come? You can say so here:") + f"\n{link}")
    mine = Promise.unscoped.filter(team=meeting.team_id, member=member)
    waiting = mine.filter(state__in=(Promise.State.OPEN, Promise.State.NOT_YET))
    promised = [f"- {each.text}" for each in waiting.order_by("made_at", "id")]
    if promised:
        parts.append("\n".join([_("What you promised:"), *promised]))
    return "\n\n".join(parts) + "\n"


def readers_of(team: int) -> list[TeamMember]:
    """Those at the table who gave an address."""
    seated = TeamMember.unscoped.filter(team=team, left_at=None)
    rows = seated.exclude(email="").select_related("team", "seat")
    return list(rows.order_by("id"))
