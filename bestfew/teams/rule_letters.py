"""Letters to a team that meets on other days from now on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.teams.calendar import calendar_of_team
from bestfew.teams.meeting_letters import TeamLetter, readers_of, write_to_all
from bestfew.teams.models import Meeting, TeamMember
from bestfew.web import formats

NAMED = 4
"""Meetings to come that a letter names; the file has them all."""


@contextmanager
def telling_days(me: TeamMember, *, is_rule: bool = True) -> Iterator[None]:
    """Tell the team when it meets, if other meetings are to come behind this change.

    Of a change of one meeting only who was reminded of it hears (`telling`).
    """
    at = now()
    before = _to_come(me.team_id, at)
    yield
    after = _to_come(me.team_id, at)
    if is_rule and _shown(after) != _shown(before):
        letters = _letters(me, after, at)
        write_to_all(me.team_id, first=me.pk, letters=letters)


def _to_come(team: int, at: datetime) -> list[Meeting]:
    rows = Meeting.unscoped.filter(team=team, state=Meeting.State.PLANNED)
    return list(rows.filter(begins_at__gt=at).order_by("begins_at", "id"))


def _shown(meetings: list[Meeting]) -> list[tuple[object, ...]]:
    return [(e.on, e.starts, e.minutes, e.zone, e.place, e.web_link) for e in meetings]


def _letters(
    me: TeamMember, to_come: list[Meeting], at: datetime
) -> Iterator[TeamLetter]:
    for member in readers_of(me.team_id):
        with translation.override(member.language or me.team.language):
            yield TeamLetter(
                member.email, f"days-{me.team_id}-{at.timestamp()}-{member.pk}",
                _("When %(team)s meets from now on") % {"team": me.team.name},
                _words(to_come), get_language() or "en",
                calendar_of_team(me, today=localdate(at)).decode(),
            )  # fmt: skip


def _words(to_come: list[Meeting]) -> str:
    if not to_come:
        return _("No meeting is planned.") + "\n"
    lines = [_("The next meetings:"), *map(_line, to_come[:NAMED])]
    return "\n".join([*lines, "", _("The file has them all.")]) + "\n"


def _line(meeting: Meeting) -> str:
    when = formats.weekday_clock(meeting.on, meeting.starts, get_language() or "en")
    where = (meeting.place, meeting.web_link)
    return "- " + ", ".join([when, *(each for each in where if each)])
