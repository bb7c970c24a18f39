"""Work in the network that belongs to today: among prospecting, since it yields leads.

At most four rows: one alarm or the meeting that is near, the seat that is empty, whom I
owe a referral, and the sphere itself while it is empty (D38, E07).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.network.home.reading import Home, home_of
from bestfew.network.home.words import in_a_sentence, owed
from bestfew.teams.door import Door
from bestfew.teams.meeting_queries import rhythm_of
from bestfew.teams.meeting_words import reason_words
from bestfew.web import formats

NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Deed:
    """One row: about whom or what, why, and the deed as a button."""

    kind: str
    who: str
    why: str
    deed: str
    url: str
    is_alarm: bool = False


def deeds_of(member: Membership, *, at: datetime) -> list[Deed]:
    """What the network asks of a member this day; nothing of who has none."""
    found = home_of(member, at=at)
    if found.door is None:
        return []
    return [
        *_rhythm(found.door, found, at=at),
        *_seat(found.door, found),
        *_owed(found.door, found),
    ]


def _rhythm(door: Door, found: Home, *, at: datetime) -> Iterator[Deed]:
    """The alarm, or else the meeting that is near."""
    team = door.me.team
    since = timezone.localdate(team.created_at)
    rhythm = rhythm_of(team, today=timezone.localdate(at), since=since)
    if rhythm.reasons:
        yield Deed(
            "alarm", str(team), reason_words(rhythm.reasons[0]),
            _("Plan a meeting"), door.url("meetings"), is_alarm=True,
        )  # fmt: skip
        return
    if found.next and found.next.meeting.begins_at <= at + NEAR:
        day = formats.weekday_day(found.next.meeting.on, get_language() or "en")
        when = f"{day}, {formats.clock(found.next.meeting.starts)}"
        yield Deed("meeting", str(team), when, _("Open the meeting"), found.next.url)


def _seat(door: Door, found: Home) -> Iterator[Deed]:
    seat = found.missing
    if seat is None:
        return
    who = _("No %(profession)s yet") % {"profession": in_a_sentence(seat.title)}
    why = _("An empty seat gives no referrals.")
    yield Deed("seat", who, why, _("Find somebody"), door.url("seat", seat.pk))


def _owed(door: Door, found: Home) -> Iterator[Deed]:
    partner = owed(found)
    if partner is None:
        return
    why = _("They gave you %(n)s and got nothing back yet.") % {"n": partner.got}
    url = reverse("network:home")
    yield Deed("owed", partner.name, why, _("Think of somebody"), url)
