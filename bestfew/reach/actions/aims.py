"""Say how many a day one aims at, and at what time of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.prospecting.models import Channel
from bestfew.reach.actions.days import lock
from bestfew.reach.models import DailyTarget, DaySlot
from bestfew.reach.queries import REACHED, targets_on


@dataclass(frozen=True, slots=True)
class Slot:
    """So many through a channel, at a time of the day, at some place."""

    starts: time
    channel: Channel
    count: int
    place: str = ""


Aim = tuple[int, Channel | None, int]
"""A level (1 to 5), the channel or None for all of them, and how many a day."""


@transaction.atomic
def set_targets(user: User, aims: Iterable[Aim], *, since: date, at: datetime) -> None:
    """Daily targets from a day on; where one holds already, nothing is written."""
    lock({user.pk})
    known = targets_on(user.pk, since)
    DailyTarget.objects.bulk_create(
        DailyTarget(
            user=user, level=level, channel=channel, count=count, since=since, at=at
        )
        for level, channel, count in aims
        if known.get((level, channel.pk if channel else None), 0) != count
    )


@transaction.atomic
def keep_day(user: User, slots: Sequence[Slot], *, since: date, at: datetime) -> None:
    """Plan the day anew, from a day on (C54); the same once more changes nothing.

    No two slots are of one channel at one time. What the slots of a channel come to
    is its daily target; the targets of channels without any stay as they are.
    """
    lock({user.pk})
    here = DaySlot.objects.filter(user=user, until=None)
    known = {(e.starts, e.channel_id, e.count, e.place): e.pk for e in here}
    wanted = {(e.starts, e.channel.pk, e.count, e.place): e for e in slots}
    ended = here.filter(pk__in=[pk for key, pk in known.items() if key not in wanted])
    channels = {e.channel for e in ended.select_related("channel")}
    ended.update(until=since)
    DaySlot.objects.bulk_create(
        DaySlot(
            user=user, starts=e.starts, channel=e.channel, count=e.count,
            place=e.place, since=since, at=at,
        )
        for key, e in wanted.items() if key not in known
    )  # fmt: skip
    sums: Counter[Channel] = Counter(dict.fromkeys(channels, 0))
    for each in slots:
        sums[each.channel] += each.count
    aims = [(REACHED, channel, count) for channel, count in sums.items()]
    set_targets(user, aims, since=since, at=at)
