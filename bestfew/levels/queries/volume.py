"""How many were reached: contacts, of people on record and of those without (OQ-16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Min, Sum

from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.estimates import Estimate, estimate
from bestfew.levels.rules.pyramid import FEW, middle, prior_of
from bestfew.prospecting.models import Channel
from bestfew.reach.models import ReachDay

HOUR = 60


@dataclass(frozen=True, slots=True)
class Volume:
    """Contacts of a period, and the minutes that were written down with them."""

    count: int = 0
    minutes: int = 0

    def plus(self, other: Volume) -> Volume:
        return Volume(self.count + other.count, self.minutes + other.minutes)


@dataclass(slots=True)
class Volumes:
    """Contacts by seller and channel, in one query a period."""

    of: Mapping[tuple[int, int], Volume] = field(default_factory=dict)

    @classmethod
    def read(cls, start: date | None, end: date) -> Volumes:
        rows = ReachDay.objects.filter(on__lte=end)
        if start:
            rows = rows.filter(on__gte=start)
        summed = (
            rows.order_by()
            .values_list("user_id", "channel_id")
            .annotate(n=Sum(F("by_hand") + F("from_log")), m=Sum("minutes"))
        )
        return cls({(user, channel): Volume(n, m) for user, channel, n, m in summed})

    @property
    def sellers(self) -> set[int]:
        return {seller for seller, _channel in self.of}

    def total(self, *, seller: int | None = None, channel: int | None = None) -> Volume:
        found = Volume()
        for (user, way), volume in self.of.items():
            if seller in (None, user) and channel in (None, way):
                found = found.plus(volume)
        return found


def first_reach() -> date | None:
    """The day from which reach is counted here."""
    found: date | None = ReachDay.objects.aggregate(first=Min("on"))["first"]
    return found


def answer_rate(answered: int, reached: int, pool: tuple[int, int] | None) -> Estimate:
    """Of so many contacts, the answers of the same period.

    Leaflets have no names, so that nobody knows which of them an answer came from.
    `pool`: answers and contacts of everybody, None where there is nobody else.
    """
    prior = prior_of(Count(pool[1], min(pool)) if pool else None)
    return estimate(min(answered, reached), reached, prior)


def usual_answers(pairs: Iterable[tuple[int, int]]) -> float | None:
    """The middle of several sellers' shares of answers, where they have enough."""
    return middle([min(a / n, 1.0) for a, n in pairs if n >= FEW])


@dataclass(frozen=True, slots=True)
class OfChannel:
    """A channel's line: contacts, answers, and what they took."""

    channel: Channel | None
    reached: int
    answered: int
    rate: Estimate
    minutes: int

    @property
    def share(self) -> float:
        """Answers over contacts, as they were counted."""
        return min(self.answered / self.reached, 1.0) if self.reached else 0.0

    @property
    def cost(self) -> Decimal:
        return self.channel.cost * self.reached if self.channel else Decimal(0)

    @property
    def cost_each(self) -> Decimal | None:
        return self.cost / self.answered if self.answered else None

    @property
    def per_hour(self) -> float | None:
        return self.answered * HOUR / self.minutes if self.minutes else None


def minutes_of(channel: Channel | None, volume: Volume) -> int:
    """As written down; else what so many contacts take on that channel."""
    if volume.minutes or channel is None or not channel.per_hour:
        return volume.minutes
    return round(volume.count * HOUR / channel.per_hour)


def line_of(channel: Channel | None, answered: int, volume: Volume) -> OfChannel:
    rate = answer_rate(answered, volume.count, None)
    minutes = minutes_of(channel, volume)
    return OfChannel(channel, volume.count, answered, rate, minutes)
