"""The minutes of a meeting: what a mail or a page tells those who were not there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.teams.meeting_queries import Present
from bestfew.teams.meeting_screen import Screen
from bestfew.teams.models import Meeting, Promise, Testimonial
from bestfew.web import formats


def subject_of(meeting: Meeting) -> str:
    facts = {"team": meeting.team, "day": _day(meeting)}
    return _("%(team)s: minutes of %(day)s") % facts


def _day(meeting: Meeting) -> str:
    return formats.weekday_day(meeting.on, get_language() or "en")


def minutes_of(screen: Screen) -> str:
    """Plain text in the language at work: the same facts that the team's page has."""
    meeting = screen.meeting
    where = f", {meeting.place}" if meeting.place else ""
    parts = [
        f"{meeting.team}\n{_day(meeting)}, {formats.clock(meeting.starts)}{where}",
        *_sections(screen),
    ]
    return "\n\n".join(parts) + "\n"


def _sections(screen: Screen) -> Iterator[str]:
    yield _section(_("Who came"), [_came(each) for each in screen.roll if each.state])
    for title, rows in (
        (_("What was promised before"), [_settled(each) for each in screen.asked]),
        (_("Whom we want to meet"), [_wished(e) for e in screen.roll if e.wish]),
        (_("New promises"), [_promised(each) for each in screen.made]),
        (_("Good words"), [_praised(each) for each in screen.testimonials]),
    ):
        if rows:
            yield _section(title, rows)
    if screen.meeting.note:
        yield f"{_('Notes')}\n{screen.meeting.note}"
    after = screen.following
    if after:
        yield f"{_('Next date')}\n{_day(after)}, {formats.clock(after.starts)}"


def _section(title: str, rows: list[str]) -> str:
    return "\n".join([title, *(f"- {row}" for row in rows)])


def _came(each: Present) -> str:
    row = each.row
    state = row.get_state_display() if row else ""
    instead = f" ({row.substitute})" if row and row.substitute else ""
    return f"{each.member}: {state}{instead}"


def _settled(each: Promise) -> str:
    return f"{each.member}: {each.text} ({each.get_state_display()})"


def _promised(each: Promise) -> str:
    text = f"{each.member}: {each.text}"
    if each.due_on:
        day = formats.weekday_day(each.due_on, get_language() or "en")
        text = _("%(text)s, by %(day)s") % {"text": text, "day": day}
    return text


def _wished(each: Present) -> str:
    wish = each.wish
    if wish is None or not wish.text:
        return str(each.member)
    why = f" ({wish.why})" if wish.why else ""
    return f"{each.member}: {wish.text}{why}"


def _praised(each: Testimonial) -> str:
    return _("%(author)s about %(about)s: %(text)s") % {
        "author": each.author, "about": each.about, "text": each.text,
    }  # fmt: skip
