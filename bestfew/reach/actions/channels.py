"""A way to reach people that the trade pack did not think of (C39, C49b)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from bestfew.accounts.models import User
from bestfew.history.models import record
from bestfew.prospecting.models import Channel

MOST = 60
"""So many ways in all: more are a slip, or a robot."""


class ChannelThere(Exception):
    """A channel of that name is there already."""


class TooManyChannels(Exception):
    """The workspace has `MOST` of them."""


def add_channel(channel: Channel, *, by: User, at: datetime) -> Channel:
    """Put it behind those that are there. Raises `ChannelThere`, `TooManyChannels`."""
    try:
        return _add(channel, by=by, at=at)
    except IntegrityError:  # somebody added it at the same moment
        raise ChannelThere from None


@transaction.atomic
def _add(channel: Channel, *, by: User, at: datetime) -> Channel:
    there = Channel.objects.all()
    if there.filter(name__iexact=channel.name).exists():
        raise ChannelThere
    if there.count() >= MOST:
        raise TooManyChannels
    last = there.aggregate(last=Max("position"))["last"]
    channel.position = 0 if last is None else last + 1
    channel.key = _key_of(channel.name, set(there.values_list("key", flat=True)))
    channel.save(force_insert=True)
    record("added", channel, by=by, at=at)
    return channel


def _key_of(name: str, taken: set[str]) -> str:
    """What the terminal calls it."""
    stem = slugify(name).replace("-", "_")[:30] or "channel"
    more = (f"{stem}_{n}" for n in range(2, MOST + 2))
    return stem if stem not in taken else next(key for key in more if key not in taken)
