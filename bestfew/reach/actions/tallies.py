"""Count people reached; take a count back; say what a day's total is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from bestfew.accounts.models import Membership
from bestfew.history.once import once
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach import rules
from bestfew.reach.actions.days import lock, refresh_days
from bestfew.reach.models import ReachDay, Tally

UNDO = "undo"
"""Begins the submit ids of corrections: each entry is taken back once."""


class CountOutOfBounds(ValueError):
    """An entry counts at least one and at most `rules.MOST`."""


class ChannelClosed(Exception):
    """The channel takes no more entries."""


class CampaignClosed(Exception):
    """The campaign takes no more entries."""


class NotYours(Exception):
    """Only who counted, or who leads, takes an entry back."""


@dataclass(slots=True)
class NotMoreThanLogged(Exception):
    """A total below what the log has already."""

    from_log: int


class CountedAnew(Exception):
    """The day's total was said since: without the entry it would be below 0."""


def tally(
    member: Membership,
    *,
    channel: Channel,
    count: int,
    on: date,
    today: date,
    at: datetime,
    campaign: Campaign | None = None,
    minutes: int | None = None,
    is_given: bool = False,
    submit_id: str = "",
) -> Tally:
    """Add so many people reached to a day; what is counted adds to what is there.

    Days are in the workspace's zone. A day that only a wrong clock can have told is put
    to `today`. The same `submit_id` a second time, or at once, gives the first entry,
    even where the channel has closed since. Raises `CountOutOfBounds`, `ChannelClosed`,
    `CampaignClosed`.
    """
    facts: dict[str, Any] = {
        "channel": channel,
        "count": count,
        "on": on,
        "campaign": campaign,
        "minutes": minutes,
        "is_given": is_given,
    }
    return _once(
        member,
        submit_id,
        lambda key: _tally(member, submit_id=key, today=today, at=at, **facts),
    )


def _once(member: Membership, submit_id: str, write: Callable[[str], Tally]) -> Tally:
    """What a phone sends is unique among what its owner sent."""
    key = f"{member.user_id}:{submit_id or secrets.token_urlsafe(16)}"
    return once(lambda: _sent(key), lambda: write(key))


def _sent(submit_id: str) -> Tally | None:
    found: Tally | None = Tally.objects.filter(submit_id=submit_id).first()
    return found


@transaction.atomic
def _tally(
    member: Membership,
    *,
    channel: Channel,
    count: int,
    on: date,
    today: date,
    campaign: Campaign | None,
    **facts: Any,
) -> Tally:
    if not 1 <= count <= rules.MOST:
        raise CountOutOfBounds(count)
    channel = _open_one(channel, campaign)
    day = rules.day_of(on, today=today)
    row: Tally = Tally.objects.create(
        channel=channel,
        campaign=campaign,
        by=member.user,
        on=day.on,
        told_on=day.told,
        count=count,
        **facts,
    )
    refresh_days([(member.user_id, row.on)])
    return row


@transaction.atomic
def set_total(
    member: Membership,
    *,
    channel: Channel,
    total: int,
    on: date,
    at: datetime,
    campaign: Campaign | None = None,
    submit_id: str = "",
) -> Tally | None:
    """Say what the day's total on a channel is: the difference becomes an entry.

    With a campaign it is the total of that one. None where it is so already. Raises
    `CountOutOfBounds`, `ChannelClosed`, `CampaignClosed`, and `NotMoreThanLogged` where
    the log has more.
    """
    if not 0 <= total <= rules.MOST:
        raise CountOutOfBounds(total)
    channel = _open_one(channel, campaign)
    lock({member.user_id})
    days = ReachDay.objects.filter(user=member.user_id, on=on, channel=channel)
    difference = _missing(days.filter(campaign=campaign) if campaign else days, total)
    if not difference:
        return None
    return _once(
        member,
        submit_id,
        lambda key: _write(
            member,
            submit_id=key,
            channel=channel,
            campaign=campaign,
            count=difference,
            on=on,
            at=at,
        ),
    )


def _missing(days: QuerySet[ReachDay], total: int) -> int:
    """How many a total is more, or less, than what these days have."""
    sums = days.aggregate(log=Sum("from_log"), all=Sum(F("from_log") + F("by_hand")))
    if total < (sums["log"] or 0):
        raise NotMoreThanLogged(sums["log"])
    difference = total - (sums["all"] or 0)
    if abs(difference) > rules.MOST:
        raise CountOutOfBounds(difference)
    return difference


def _open_one(channel: Channel, campaign: Campaign | None) -> Channel:
    """The channel that takes the entry: a campaign's own. Raises if it takes none."""
    if campaign:
        if campaign.closed_at:
            raise CampaignClosed
        channel = campaign.channel
    if not channel.is_open:
        raise ChannelClosed
    return channel


def take_back(entry: Tally, *, by: Membership, at: datetime) -> Tally:
    """Write the entry that makes it nothing; doing it twice writes one.

    Raises `NotYours`, and `CountedAnew` where less than the entry is left of its day.
    """
    if entry.by_id != by.user_id and not by.leads:
        raise NotYours
    key = f"{UNDO}:{entry.pk}"
    return once(lambda: _sent(key), lambda: _take_back(entry, by=by, at=at, key=key))


@transaction.atomic
def _take_back(entry: Tally, *, by: Membership, at: datetime, key: str) -> Tally:
    lock({entry.by_id})
    of_day = ReachDay.objects.filter(
        user=entry.by_id, on=entry.on, channel=entry.channel_id
    )
    left: int = of_day.aggregate(n=Sum("by_hand", default=0))["n"]
    if entry.count > left and not _sent(key):
        raise CountedAnew
    return _write(
        by,
        whose=entry.by_id,
        submit_id=key,
        channel=entry.channel,
        campaign=entry.campaign,
        count=-entry.count,
        minutes=None if entry.minutes is None else -entry.minutes,
        is_given=entry.is_given,
        on=entry.on,
        at=at,
        corrects=entry,
    )


@transaction.atomic
def _write(member: Membership, *, whose: int | None = None, **facts: Any) -> Tally:
    user = whose or member.user_id
    row: Tally = Tally.objects.create(by_id=user, **facts)
    refresh_days([(user, row.on)])
    return row
