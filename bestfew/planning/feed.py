"""A user's week as a calendar file, and the private address it is read at.

The address holds the signed name of a feed: it proves that we wrote it, signs nobody
in, and works until the feed is ended (trust.md I6, D16). What it shows is what its user
may see at that moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from bestfew.accounts.ids import code_of, id_of
from bestfew.accounts.models import Membership
from bestfew.activities.models import FollowUp
from bestfew.planning.models import CalendarFeed, TimeBlock
from bestfew.planning.queries import blocks_of
from bestfew.web.zones import add_zones

SALT = "bestfew.planning.calendar"
BEHIND, AHEAD = timedelta(days=30), timedelta(days=120)
MOST_STEPS = 500
STEP = timedelta(minutes=30)


class NoSuchFeed(Exception):
    """Not written by us, ended, or of somebody who does not work there any more."""


@dataclass(frozen=True, slots=True)
class Read:
    """A feed that works, and the member it belongs to."""

    feed: CalendarFeed
    member: Membership


def token_of(feed: CalendarFeed) -> str:
    return _signer().sign(code_of(feed.pk))


def read(token: str) -> Read:
    """The feed of an address; raises `NoSuchFeed`."""
    try:
        pk = id_of(_signer().unsign(token))
    except BadSignature:
        raise NoSuchFeed from None
    feed = CalendarFeed.unscoped.filter(pk=pk, ended_at=None).first()
    if feed is None:
        raise NoSuchFeed
    member = (
        Membership.objects.filter(
            workspace=feed.workspace_id, user=feed.user_id, user__is_active=True
        )
        .select_related("workspace", "user")
        .first()
    )
    if member is None:
        raise NoSuchFeed
    return Read(feed, member)


def calendar_of(found: Read, *, today: date) -> bytes:
    """The calendar around a day; call it inside the workspace, its zone and language.

    Equal facts give equal bytes, whenever it is asked for.
    """
    book = Calendar()
    book.add("prodid", "-//Bestfew//planning//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", _one_line(found.member.workspace.name))
    for block in blocks_of(found.member, today - BEHIND, today + AHEAD):
        if not block.is_dropped:
            book.add_component(_event_of_block(block, found.member))
    if found.feed.with_next_steps:
        for step in _steps(found.member, today):
            book.add_component(_event_of_step(step, found.member))
    add_zones(book)
    return bytes(book.to_ical())


def _event_of_block(block: TimeBlock, member: Membership) -> Event:
    zone = ZoneInfo(member.workspace.zone)
    begins = datetime.combine(block.on, block.starts)
    ends = begins + timedelta(minutes=block.minutes)
    event = _event(block.uid, _title(block), stamp=block.updated_at)
    event.add("sequence", block.version - 1)
    event.add("dtstart", begins.replace(tzinfo=zone))
    event.add("dtend", ends.replace(tzinfo=zone))
    return event


def _title(block: TimeBlock) -> str:
    if block.is_morning:
        return _("Prospecting: the protected morning")
    work = str(block.get_work_display())
    return f"{work}: {_one_line(block.what)}" if block.what else work


def _steps(member: Membership, today: date) -> Iterator[FollowUp]:
    mine = FollowUp.objects.visible_to(member).filter(assignee=member.user_id)
    due = mine.open().allowed().filter(due_on__range=(today - BEHIND, today + AHEAD))
    rows = due.select_related("person", "organisation").order_by("due_on", "id")
    yield from rows[:MOST_STEPS]


def _event_of_step(step: FollowUp, member: Membership) -> Event:
    who, what = _one_line(str(step.about)), _one_line(str(step))
    event = _event(f"step-{step.pk}", f"{what}: {who}", stamp=step.created_at)
    if step.due_time:
        zone = ZoneInfo(member.workspace.zone)
        begins = datetime.combine(step.due_on, step.due_time, zone)
        event.add("dtstart", begins)
        event.add("duration", STEP)
    else:
        event.add("dtstart", step.due_on)
    return event


def _event(uid: str, summary: str, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@bestfew")
    event.add("summary", summary)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("class", "PRIVATE")
    return event


def _one_line(text: str) -> str:
    """Without what could end the line it stands on (trust.md B9)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _signer() -> Signer:
    return Signer(sep=".", salt=SALT)
