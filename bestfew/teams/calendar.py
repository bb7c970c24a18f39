"""A team's meetings as calendar files: one of them, and the feed of a member.

A series is one event with its rule; meetings that differ from it stand beside it under
the same name with the day they replace (RFC 5545, RECURRENCE-ID), those called off with
STATUS:CANCELLED. Times are on the clock of the team, so six stays six when clocks
change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from bestfew.accounts.ids import code_of, id_of
from bestfew.teams.models import Meeting, MeetingFeed, MeetingSeries, TeamMember
from bestfew.teams.models.meetings import Slot, instants
from bestfew.web.zones import add_zones

SALT = "bestfew.teams.calendar"
BEHIND = timedelta(days=92)


class NoSuchFeed(Exception):
    """Not written by us, ended, or of somebody who has left the team."""


def token_of(feed: MeetingFeed) -> str:
    return _signer().sign(code_of(feed.pk))


def read(token: str) -> TeamMember:
    """The member a feed's address belongs to; raises `NoSuchFeed`.

    The address signs nobody in, and works until the feed ends (trust.md I6).
    """
    try:
        pk = id_of(_signer().unsign(token))
    except BadSignature:
        raise NoSuchFeed from None
    rows = MeetingFeed.unscoped.filter(pk=pk, ended_at=None, member__left_at=None)
    feed = rows.select_related("member__team").first()
    if feed is None:
        raise NoSuchFeed
    member: TeamMember = feed.member
    return member


def calendar_of_team(me: TeamMember, *, today: date) -> bytes:
    """Every meeting of my team, from three months back; in the language at work.

    Equal facts give equal bytes, whenever it is asked for.
    """
    since = today - BEHIND
    live = Q(until=None) | Q(until__gte=since)
    every = MeetingSeries.objects.filter(live, team=me.team_id).order_by("id")
    rows = Meeting.objects.filter(team=me.team_id).select_related("series", "chair")
    singles = Q(series=None, on__gte=since)
    meetings = rows.filter(singles | Q(series__in=every)).order_by("begins_at", "id")
    events = [_event_of_series(series, me.team.name) for series in every]
    events += [
        event_of(each, me.team.name)
        for each in meetings
        if each.series is None or each.is_changed
    ]
    return _book(events, me.team.name)


def calendar_of_meeting(meeting: Meeting, me: TeamMember) -> bytes:
    """One meeting, for a calendar that does not read the feed."""
    return _book([event_of(meeting, me.team.name)], me.team.name)


def _book(events: Iterable[Event], name: str) -> bytes:
    book = Calendar()
    book.add("prodid", "-//Bestfew//teams//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", one_line(name))
    for event in events:
        book.add_component(event)
    add_zones(book)
    return bytes(book.to_ical())


def _event_of_series(series: MeetingSeries, name: str) -> Event:
    event = _event(series.uid, name, series, stamp=series.updated_at)
    _at(event, series.starts_on, series)
    recur = series.rule.as_recur()
    if series.until:
        zone = ZoneInfo(series.zone)
        end = datetime.combine(series.until, time(23, 59, 59), zone)
        recur["UNTIL"] = end.astimezone(UTC)
    event.add("rrule", recur)
    return event


def event_of(meeting: Meeting, name: str) -> Event:
    """A meeting's event; one of a series bears its name and the day it replaces."""
    series = meeting.series
    uid = series.uid if series else f"meeting-{meeting.pk}"
    event = _event(uid, name, meeting, stamp=meeting.updated_at)
    _at(event, meeting.on, meeting)
    if series and meeting.occurs_on:
        zone = ZoneInfo(series.zone)
        replaced = datetime.combine(meeting.occurs_on, series.starts, zone)
        event.add("recurrence-id", replaced)
    if meeting.chair:
        chair = one_line(str(meeting.chair))
        event.add("description", _("%(name)s chairs it.") % {"name": chair})
    event.add("status", "CANCELLED" if meeting.is_called_off else "CONFIRMED")
    return event


def _event(uid: str, name: str, slot: Slot, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@bestfew")
    event.add("summary", one_line(name))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", slot.sequence)
    if slot.place:
        event.add("location", one_line(slot.place))
    if slot.web_link:
        event.add("url", one_line(slot.web_link))
    return event


def _at(event: Event, on: date, slot: Slot) -> None:
    zone = ZoneInfo(slot.zone)
    begins, ends = instants(on, slot.starts, slot.minutes, slot.zone)
    event.add("dtstart", begins.astimezone(zone))
    event.add("dtend", ends.astimezone(zone))


def one_line(text: str) -> str:
    """Without what could end the line it stands on (trust.md B9)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _signer() -> Signer:
    return Signer(sep=".", salt=SALT)


def feed_of(me: TeamMember) -> MeetingFeed | None:
    """The address at which a calendar reads my meetings, if there is one."""
    found: MeetingFeed | None = MeetingFeed.objects.filter(
        team=me.team_id, member=me, ended_at=None
    ).first()
    return found
