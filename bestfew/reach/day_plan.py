"""The day as it is planned: when, through what, how many, and how far one is (C54)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from bestfew.prospecting.models import Channel
from bestfew.reach import rules
from bestfew.reach.models import DaySlot
from bestfew.reach.queries import Reached

EXAMPLE = (
    (time(6), "leaflets", 500),
    (time(9), "calls", 200),
    (time(13), "email", 500),
    (time(15), "sms", 500),
    (time(18), "leaflets", 500),
)
"""The day of text 002 (C41 to C46): 2,200 people, at the hours it names or implies."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot, and how many of it are reached."""

    slot: DaySlot
    done: int

    @property
    def left(self) -> int:
        return max(self.slot.count - self.done, 0)


def slots_of(user: int, on: date) -> list[DaySlot]:
    """What is planned for a day, the earliest first; channels in use only."""
    rows = DaySlot.objects.filter(Q(until=None) | Q(until__gt=on), user=user)
    rows = rows.filter(since__lte=on, channel__is_open=True)
    return list(rows.select_related("channel").order_by("starts", "pk"))


def planned(found: Reached, user: int) -> list[Planned]:
    """The slots of a day with what was reached on it."""
    slots = slots_of(user, found.on)
    counts = {each.channel.pk: each.total for each in found.channels}
    asked = [(slot.channel_id, slot.count) for slot in slots]
    done = rules.shared_out(asked, counts)
    return [Planned(*row) for row in zip(slots, done, strict=True)]


def example(channels: Sequence[Channel]) -> list[tuple[time, Channel, int]]:
    """The day of text 002, with the channels that there are."""
    known = {each.key: each for each in channels}
    return [(at, known[key], n) for at, key, n in EXAMPLE if key in known]
