"""Who was reached, by channel and day; what is aimed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.db.models import Max, Sum

from bestfew.accounts.models import Membership
from bestfew.prospecting.models import Channel
from bestfew.reach import rules
from bestfew.reach.models import DailyTarget, ReachDay, Tally
from bestfew.web.pages import Page, page_of

REACHED = 1
"""The level that reach is (C10)."""

USUAL_DAYS = 28
"""Channels used in so many days are those in use."""

STEPS = (10, 50, 100, 200, 500)
"""What the tally sheet offers at one tap."""

ICONS = {
    "phone": "phone",
    "print": "leaflet",
    "email": "mail",
    "sms": "chat",
    "chat": "chat",
    "web": "globe",
    "in_person": "users",
}

Target = tuple[int, int | None]
"""A level, and a channel or None for all of them."""


@dataclass(slots=True)
class OnChannel:
    """One channel's part of a day, or of several."""

    channel: Channel
    by_hand: int = 0
    from_log: int = 0
    given: int = 0
    minutes: int = 0
    cost: Decimal = Decimal(0)
    target: int = 0
    step: int = 1

    @property
    def total(self) -> int:
        return self.by_hand + self.from_log

    @property
    def left(self) -> int:
        return max(self.target - self.total, 0)

    @property
    def icon(self) -> str:
        """The drawing of its medium."""
        return ICONS.get(self.channel.medium, "note")

    @property
    def is_done(self) -> bool:
        return bool(self.target) and not self.left


@dataclass(frozen=True, slots=True)
class Reached:
    """A seller's day: `channels` are all open ones and those with a count, by use."""

    on: date
    target: int = 0
    channels: Sequence[OnChannel] = field(default_factory=list)

    @property
    def used(self) -> list[OnChannel]:
        return [each for each in self.channels if each.total]

    @property
    def total(self) -> int:
        return sum(each.total for each in self.channels)

    @property
    def from_log(self) -> int:
        return sum(each.from_log for each in self.channels)

    @property
    def given(self) -> int:
        return sum(each.given for each in self.channels)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.channels)

    @property
    def cost(self) -> Decimal:
        return sum((each.cost for each in self.channels), Decimal(0))

    @property
    def left(self) -> int:
        return max(self.target - self.total, 0)

    @property
    def percent(self) -> int:
        """Of the target, for the bar: 0 to 100."""
        return min(max(100 * self.total // self.target, 0), 100) if self.target else 0


def reached_on(user: int, on: date, aims: Aims | None = None) -> Reached:
    """One seller's day with every channel, those used most first, in five queries."""
    aims, since = aims or Aims.of(user), on - timedelta(days=USUAL_DAYS)
    steps, targets = last_steps(user, since), aims.on(on)
    usual = dict(used_between(user, since, on))
    there = {
        channel.pk: OnChannel(channel)
        for channel in Channel.objects.order_by("position", "pk")
    }
    for row in _days(on, on, [user]):
        _add(there[row.channel_id], row)
    rows = [each for each in there.values() if each.channel.is_open or each.total]
    for each in rows:
        each.target = targets.get((REACHED, each.channel.pk), 0)
        each.step = steps.get(each.channel.pk, each.channel.step)
    rows.sort(key=lambda each: -usual.get(each.channel.pk, 0))
    return Reached(on, aims.reached_on(on), rows)


def _days(first: date, last: date, users: Collection[int] | None) -> Iterable[ReachDay]:
    rows = ReachDay.objects.filter(on__gte=first, on__lte=last)
    if users is not None:
        rows = rows.filter(user__in=users)
    return rows.select_related("channel", "campaign").order_by()


def _add(each: OnChannel, row: ReachDay) -> None:
    campaign = row.campaign
    each.by_hand += row.by_hand
    each.from_log += row.from_log
    each.given += row.total if campaign and campaign.is_given else row.given
    each.minutes += row.minutes
    each.cost += rules.cost_of(
        row.total,
        row.channel.cost,
        batch=campaign.cost if campaign else Decimal(0),
        planned=campaign.planned if campaign else None,
    )


def reached_between(
    first: date, last: date, users: Collection[int] | None = None
) -> dict[date, dict[int, OnChannel]]:
    """Per day, then per channel's id; `users` None is everybody."""
    found: dict[date, dict[int, OnChannel]] = defaultdict(dict)
    for row in _days(first, last, users):
        of_day = found[row.on]
        _add(of_day.setdefault(row.channel_id, OnChannel(row.channel)), row)
    return dict(found)


def totals(days: Mapping[date, Mapping[int, OnChannel]]) -> dict[date, int]:
    """The sum of each day."""
    return {day: sum(each.total for each in of.values()) for day, of in days.items()}


def used_between(user: int, first: date, last: date) -> list[tuple[int, int]]:
    """(channel's id, how many) of the channels used after `first` and till `last`."""
    rows = ReachDay.objects.filter(user=user, on__gt=first, on__lte=last)
    sums = rows.values_list("channel_id").annotate(Sum("by_hand"), Sum("from_log"))
    return [(channel, hand + log) for channel, hand, log in sums.order_by()]


def last_steps(user: int, since: date) -> dict[int, int]:
    """What one counted last on each channel, which one tap counts again."""
    mine = Tally.objects.filter(by=user, count__gt=0, on__gt=since)
    last = mine.order_by().values("channel").annotate(last=Max("pk")).values("last")
    rows = Tally.objects.filter(pk__in=last)
    return dict(rows.values_list("channel_id", "count"))


@dataclass(frozen=True, slots=True)
class Aims:
    """All targets of one seller, the oldest first: level, channel, count and since."""

    rows: Sequence[tuple[int, int | None, int, date]]

    @classmethod
    def of(cls, user: int) -> Self:
        rows = DailyTarget.objects.filter(user=user).order_by("since", "pk")
        return cls(list(rows.values_list("level", "channel_id", "count", "since")))

    def on(self, day: date) -> dict[Target, int]:
        """What holds on a day: for each target the latest choice till then."""
        latest = {
            (level, channel): count
            for level, channel, count, since in self.rows
            if since <= day
        }
        return {key: count for key, count in latest.items() if count}

    def reached_on(self, day: date) -> int:
        """People to reach on a day; the channels' sum where there is none for all."""
        here = self.on(day)
        by_channel = (
            count
            for (level, channel), count in here.items()
            if level == REACHED and channel
        )
        return here.get((REACHED, None), 0) or sum(by_channel)


def targets_on(user: int, on: date) -> dict[Target, int]:
    """What one aims at on a day."""
    return Aims.of(user).on(on)


def entries(member: Membership, *, after: str = "") -> Page[Tally]:
    """What this member counted, the latest first, corrections among it; paged."""
    rows = Tally.objects.filter(by=member.user_id)
    rows = rows.select_related("channel", "campaign").prefetch_related("corrections")
    return page_of(rows, order=("-on", "-id"), after=after)
