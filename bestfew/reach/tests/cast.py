"""Channels, and counts, for tests of reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import tally
from bestfew.reach.models import ReachDay, Tally

TODAY = NOON.date()
MEDIA = {"calls": "phone", "leaflets": "print", "email": "email", "sms": "sms"}
DAY_OF_TEXT_002 = (
    *(("leaflets", 500), ("calls", 200), ("email", 500)),
    *(("sms", 500), ("leaflets", 500)),
)
"""C41 to C46: 2,200 people (OQ-6)."""


def make_channels() -> dict[str, Channel]:
    """The four of text 002; a leaflet costs 0.04."""
    for position, (key, medium) in enumerate(MEDIA.items()):
        cost = Decimal("0.04") if key == "leaflets" else Decimal(0)
        Channel.objects.create(
            key=key, name=key.title(), medium=medium, cost=cost, position=position
        )
    return {each.key: each for each in Channel.objects.all()}


def count(member: Membership, channel: Channel, many: int, **facts: Any) -> Tally:
    usual: dict[str, Any] = {"on": TODAY, "today": TODAY, "at": NOON}
    return tally(member, channel=channel, count=many, **usual | facts)


def days() -> list[tuple[date, str, int, int]]:
    """Day, channel, by hand, from the log."""
    rows = ReachDay.objects.order_by("on", "channel__key", "campaign")
    return list(rows.values_list("on", "channel__key", "by_hand", "from_log"))
