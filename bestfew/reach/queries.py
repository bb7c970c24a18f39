"""Who was reached, by channel and day; what is aimed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Sum

from bestfew.accounts.models import Membership
from bestfew.prospecting.models import Channel
from bestfew.reach import rules
from bestfew.reach.models import DailyTarget, ReachDay, Tally

REACHED = 1
"""The level that reach is (C10)."""

USUAL_DAYS = 28
"""Channels used in so many days are those in use."""

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


def reached_on(user: int, on: date) -> Reached:
    """One seller's day with every channel, those used most first, in five queries."""
    steps, targets = last_steps(user), targets_on(user, on)
    usual = dict(used_between(user, on - timedelta(days=USUAL_DAYS), on))
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
    whole = targets.get((REACHED, None), 0) or sum(each.target for each in rows)
    return Reached(on, whole, rows)


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


def last_steps(user: int) -> dict[int, int]:
    """What one counted last on each channel, which one tap counts again."""
    mine = Tally.objects.filter(by=user, count__gt=0, on__isnull=False)
    last = mine.order_by().values("channel").annotate(last=Max("pk"))
    rows = Tally.objects.filter(pk__in=[each["last"] for each in last])
    return dict(rows.values_list("channel_id", "count"))


def targets_on(user: int, on: date) -> dict[Target, int]:
    """What one aims at on a day: for each target the latest choice till then."""
    rows = DailyTarget.objects.filter(user=user, since__lte=on).order_by("since", "pk")
    latest = {
        (level, channel): count
        for level, channel, count in rows.values_list("level", "channel_id", "count")
    }
    return {key: count for key, count in latest.items() if count}


def targets_by_day(user: int, days: Collection[date]) -> dict[date, int]:
    """The target for everybody reached on each of these days; the sum of the channels'
    where there is none for all."""
    rows = DailyTarget.objects.filter(user=user, level=REACHED).order_by("since", "pk")
    facts = list(rows.values_list("since", "channel_id", "count"))
    found = {}
    for day in days:
        latest = {channel: count for since, channel, count in facts if since <= day}
        found[day] = latest.pop(None, 0) or sum(latest.values())
    return found


def entries(member: Membership, *, on: date) -> list[Tally]:
    """What this member counted on a day, the latest first, corrections among it."""
    rows = Tally.objects.filter(by=member.user_id, on=on).order_by("-pk")
    rows = rows.select_related("channel", "campaign").prefetch_related("corrections")
    return list(rows)
