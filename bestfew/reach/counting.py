"""Reach worked out from its facts: the tallies and the log (OQ-16).

A contact is counted once: an entry of the log, or one of a tally. Days are those of the
zone in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from bestfew.activities.models import MEDIUM_OF, Activity, Kind
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach import rules
from bestfew.reach.models import ReachDay, Tally

Day = tuple[int, date]
"""A seller's day: a user's id and a date."""

Key = tuple[int, date, int, int | None]
"""User, day, channel, campaign."""

CHUNK = 40


@dataclass(slots=True)
class Counts:
    by_hand: int = 0
    from_log: int = 0
    given: int = 0
    minutes: int = 0

    def is_nothing(self) -> bool:
        return not (self.by_hand or self.from_log or self.given or self.minutes)


class Channels:
    """Which channel an entry of the log counts for."""

    def __init__(self) -> None:
        rows = Channel.objects.order_by("-position", "-pk")
        self.first_of = dict(rows.values_list("medium", "pk"))

    @cached_property
    def of_campaign(self) -> dict[int, int]:
        return dict(Campaign.objects.values_list("pk", "channel_id"))

    def of(self, kind: str, channel: int | None, campaign: int | None) -> int | None:
        own = channel or (self.of_campaign.get(campaign) if campaign else None)
        return rules.channel_of(own, MEDIUM_OF.get(Kind(kind)), self.first_of)


def counted(days: Collection[Day] | None = None) -> dict[Key, Counts]:
    """What these sellers' days come to; all days there are, without `days`."""
    found: dict[Key, Counts] = defaultdict(Counts)
    if days is None:
        _add(found, Tally.objects.all(), _contacts())
    for some in _chunks(days or ()):
        hand, log = Q(pk__in=[]), Q(pk__in=[])
        for user, day in some:
            start, end = bounds(day)
            hand |= Q(by=user, on=day)
            log |= Q(by=user, at__gte=start, at__lt=end)
        _add(found, Tally.objects.filter(hand), _contacts().filter(log))
    return {key: each for key, each in found.items() if not each.is_nothing()}


def rows_of(found: dict[Key, Counts]) -> list[ReachDay]:
    """The rows to write."""
    return [
        ReachDay(
            user_id=user,
            on=day,
            channel_id=channel,
            campaign_id=campaign,
            by_hand=each.by_hand,
            from_log=each.from_log,
            given=each.given,
            minutes=each.minutes,
        )
        for (user, day, channel, campaign), each in found.items()
    ]


def bounds(day: date) -> tuple[datetime, datetime]:
    """The moments at which a day of the zone in force begins and ends."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time(), zone)
    return start, datetime.combine(day + timedelta(days=1), time(), zone)


def _contacts() -> Any:
    """What `rules.is_contact` says, for the database."""
    return Activity.objects.filter(is_incoming=False).exclude(kind=Kind.NOTE)


def _add(found: dict[Key, Counts], tallies: Any, log: Any) -> None:
    sums = tallies.order_by().values_list("by_id", "on", "channel_id", "campaign_id")
    given = Sum("count", filter=Q(is_given=True))
    for *key, count, of_them, minutes in sums.annotate(
        n=Sum("count"), of_them=given, took=Sum("minutes")
    ):
        each = found[tuple(key)]
        each.by_hand += count
        each.given += of_them or 0
        each.minutes += minutes or 0
    channels = Channels()
    groups = log.order_by().annotate(on=TruncDate("at"))
    groups = groups.values_list("by_id", "on", "kind", "channel_id", "campaign_id")
    for user, day, kind, channel, campaign, count, minutes in groups.annotate(
        n=Count("pk"), took=Sum("minutes")
    ):
        if through := channels.of(kind, channel, campaign):
            each = found[user, day, through, campaign]
            each.from_log += count
            each.minutes += minutes or 0


def _chunks(days: Collection[Day]) -> Iterator[Sequence[Day]]:
    rows = sorted(set(days))
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log, as a bulk deed writes or erases it."""

    by: int
    at: datetime
    kind: str
    is_incoming: bool
    channel: int | None
    campaign: int | None = None
    minutes: int | None = None


def entries_of(activities: Iterable[int]) -> list[Entry]:
    """Those with these ids, as they stand."""
    columns = ("by_id", "at", "kind", "is_incoming", "channel_id", "campaign_id")
    rows = Activity.objects.filter(pk__in=list(activities)).order_by()
    return [Entry(*row) for row in rows.values_list(*columns, "minutes")]


def summed(came: Iterable[Entry], went: Iterable[Entry]) -> dict[Key, Counts]:
    """What entries that came and went add to each day."""
    found: dict[Key, Counts] = defaultdict(Counts)
    channels = Channels()
    for sign, entries in ((1, came), (-1, went)):
        for each in entries:
            through = channels.of(each.kind, each.channel, each.campaign)
            if not through or not rules.is_contact(
                each.kind, is_incoming=each.is_incoming
            ):
                continue
            day = timezone.localdate(each.at)
            counts = found[each.by, day, through, each.campaign]
            counts.from_log += sign
            counts.minutes += sign * (each.minutes or 0)
    return {key: each for key, each in found.items() if not each.is_nothing()}
