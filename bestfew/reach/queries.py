"""Who was reached, by channel and day; what is aimed at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from django.db.models import Min, OuterRef, Subquery, Sum

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import TenantQuerySet
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach import rules
from bestfew.reach.models import DailyTarget, ReachDay, Tally
from bestfew.web.pages import Page, page_of

REACHED = 1
"""The level that reach is (C10)."""

USUAL_DAYS = 28
"""Channels used in so many days are those in use."""

MOST_CAMPAIGNS = 50
ENTRIES = 10
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


Days = Mapping[date, Mapping[int, OnChannel]]
"""What was reached: per day, then per channel's id."""


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
    def estimated(self) -> int:
        """Of channels on which nobody can count: banners, posts (C48, OQ-16)."""
        return sum(e.total for e in self.channels if not e.channel.is_counted)

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


def reached_on(
    user: int, on: date, aims: Aims | None = None, days: Days | None = None
) -> Reached:
    """One seller's day with every channel, those used most first.

    `days` are this seller's for at least the last `USUAL_DAYS`, where they were read.
    """
    aims, since = aims or Aims.of(user), on - timedelta(days=USUAL_DAYS)
    if days is None:
        days = reached_between(since, on, [user])
    here, targets, usual = days.get(on, {}), aims.on(on), _used(days, since, on)
    rows = []
    for channel in with_last_count(user, since).order_by("position", "pk"):
        each = here.get(channel.pk) or OnChannel(channel)
        if channel.is_open or each.total:
            each.target = targets.get((REACHED, channel.pk), 0)
            each.step = channel.last or channel.step
            rows.append(each)
    rows.sort(key=lambda each: -usual[each.channel.pk])
    return Reached(on, aims.reached_on(on), rows)


def _used(days: Days, after: date, until: date) -> Counter[int]:
    """How many were reached through each channel after one day and till another."""
    used: Counter[int] = Counter()
    for day, of in days.items():
        if after < day <= until:
            used.update({pk: each.total for pk, each in of.items()})
    return used


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
) -> Days:
    """Per day, then per channel's id; `users` None is everybody."""
    rows = ReachDay.objects.filter(on__gte=first, on__lte=last)
    if users is not None:
        rows = rows.filter(user__in=users)
    return _days_of(rows.select_related("channel", "campaign").order_by())


def reached_by_each(first: date, last: date) -> dict[int, Days]:
    """The same for every seller, by their ids, in one query."""
    rows = ReachDay.objects.filter(on__gte=first, on__lte=last)
    of: dict[int, list[ReachDay]] = defaultdict(list)
    for row in rows.select_related("channel", "campaign").order_by():
        of[row.user_id].append(row)
    return {user: _days_of(some) for user, some in of.items()}


def _days_of(rows: Iterable[ReachDay]) -> Days:
    found: dict[date, dict[int, OnChannel]] = defaultdict(dict)
    for row in rows:
        of_day = found[row.on]
        _add(of_day.setdefault(row.channel_id, OnChannel(row.channel)), row)
    return dict(found)


def first_counted(user: int | None) -> date | None:
    """The first day on which this seller, or without one anybody, reached somebody."""
    rows = (
        ReachDay.objects.all() if user is None else ReachDay.objects.filter(user=user)
    )
    first: date | None = rows.aggregate(first=Min("on"))["first"]
    return first


def totals(days: Days) -> dict[date, int]:
    """The sum of each day."""
    return {day: sum(each.total for each in of.values()) for day, of in days.items()}


def used_between(user: int, first: date, last: date) -> list[tuple[int, int]]:
    """(channel's id, how many) of the channels used after `first` and till `last`."""
    rows = ReachDay.objects.filter(user=user, on__gt=first, on__lte=last)
    sums = rows.values_list("channel_id").annotate(Sum("by_hand"), Sum("from_log"))
    return [(channel, hand + log) for channel, hand, log in sums.order_by()]


def with_last_count(user: int, since: date) -> TenantQuerySet[Any]:
    """Channels with `last`: what one counted there last, which a tap counts again."""
    mine = Tally.objects.filter(by=user, count__gt=0, on__gt=since)
    mine = mine.filter(channel=OuterRef("pk")).order_by("-on", "-pk")
    return Channel.objects.annotate(last=Subquery(mine.values("count")[:1]))


@dataclass(frozen=True, slots=True)
class Aims:
    """All targets of one seller, the oldest first: level, channel, count and since."""

    rows: Sequence[tuple[int, int | None, int, date]]

    @classmethod
    def of(cls, user: int) -> Self:
        rows = DailyTarget.objects.filter(user=user).order_by("since", "pk")
        return cls(list(rows.values_list("level", "channel_id", "count", "since")))

    @classmethod
    def of_each(cls) -> dict[int, Self]:
        """Of every seller who ever had one, by their ids."""
        found: dict[int, list[tuple[int, int | None, int, date]]] = defaultdict(list)
        rows = DailyTarget.objects.order_by("since", "pk")
        columns = ("user_id", "level", "channel_id", "count", "since")
        for user, *target in rows.values_list(*columns):
            found[user].append((target[0], target[1], target[2], target[3]))
        return {user: cls(some) for user, some in found.items()}

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


def open_campaigns(member: Membership) -> list[Campaign]:
    """Those one may count for, the newest first."""
    rows = Campaign.objects.open_to(member).filter(channel__is_open=True)
    return list(rows[:MOST_CAMPAIGNS])


def entries(member: Membership, *, after: str = "") -> Page[Tally]:
    """What this member counted, the latest first, corrections among it; paged."""
    rows = Tally.objects.filter(by=member.user_id)
    rows = rows.select_related("channel", "campaign").prefetch_related("corrections")
    return page_of(rows, order=("-on", "-id"), after=after, size=ENTRIES)
