"""How many were reached: contacts, of people on record and of those without (OQ-16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q, Sum

from bestfew.levels.queries.ways import Batch
from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.estimates import Estimate, estimate
from bestfew.levels.rules.pyramid import FEW, Period, middle, prior_of
from bestfew.prospecting.models import Channel
from bestfew.reach.models import ReachDay

HOUR = 60


@dataclass(frozen=True, slots=True)
class Volume:
    """Contacts of a period, the minutes that were written down with them, and how many
    contacts there were in the period before; `untimed` are of days without minutes."""

    count: int = 0
    minutes: int = 0
    before: int = 0
    untimed: int = 0

    def plus(self, other: Volume) -> Volume:
        return Volume(
            self.count + other.count,
            self.minutes + other.minutes,
            self.before + other.before,
            self.untimed + other.untimed,
        )


@dataclass(slots=True)
class Volumes:
    """Contacts by seller, channel and campaign (0: none), in one query."""

    of: Mapping[tuple[int, int, int], Volume] = field(default_factory=dict)

    @classmethod
    def read(cls, period: Period, *, with_before: bool = False) -> Volumes:
        before = period.before if with_before else None
        rows = ReachDay.objects.filter(on__lte=period.end)
        if period.start:
            first = before.start if before else period.start
            rows = rows.filter(on__gte=first)
        here = Q(on__gte=period.start) if period.start else Q(pk__isnull=False)
        count = F("by_hand") + F("from_log")
        summed = (
            rows.order_by()
            .values_list("user_id", "channel_id", "campaign_id")
            .annotate(
                n=Sum(count, filter=here, default=0),
                m=Sum("minutes", filter=here, default=0),
                b=Sum(count, filter=~here, default=0),
                u=Sum(count, filter=here & Q(minutes=0), default=0),
            )
        )
        return cls(
            {
                (user, channel, campaign or 0): Volume(*sums)
                for user, channel, campaign, *sums in summed
            }
        )

    @property
    def sellers(self) -> set[int]:
        return {seller for (seller, *_way), volume in self.of.items() if volume.count}

    def parts(
        self,
        *,
        seller: int | None = None,
        channel: int | None = None,
        campaign: int | None = None,
    ) -> Iterable[tuple[int, int, Volume]]:
        """Channel, campaign and volume of what is asked for."""
        for (user, way, batch), volume in self.of.items():
            if (
                seller in (None, user)
                and channel in (None, way)
                and campaign in (None, batch)
            ):
                yield way, batch, volume

    def total(
        self,
        *,
        seller: int | None = None,
        channel: int | None = None,
        campaign: int | None = None,
    ) -> Volume:
        found = Volume()
        for *_way, volume in self.parts(
            seller=seller, channel=channel, campaign=campaign
        ):
            found = found.plus(volume)
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
class Effort:
    """Money and minutes of a period, for whoever came to a level in it."""

    cost: Decimal = Decimal(0)
    minutes: float = 0

    def plus(self, other: Effort) -> Effort:
        return Effort(self.cost + other.cost, self.minutes + other.minutes)


@dataclass(frozen=True, slots=True)
class Prices:
    """What contacts cost: by the price of their channel, or by that of the campaign.

    A campaign whose cost is told is paid as a whole, in the period of its first day;
    its contacts cost nothing beside it.
    """

    channels: Mapping[int, Channel]
    paid: Mapping[int, Batch]
    period: Period

    @classmethod
    def of(
        cls, channels: Sequence[Channel], paid: Mapping[int, Batch], period: Period
    ) -> Prices:
        return cls({each.pk: each for each in channels}, paid, period)

    def effort(
        self,
        volumes: Volumes,
        *,
        seller: int | None = None,
        channel: int | None = None,
        campaign: int | None = None,
    ) -> Effort:
        """Of everybody and everything, or of what is named."""
        found = Effort(self._of_batches(seller, channel, campaign))
        by_channel: dict[int, list[tuple[int, Volume]]] = defaultdict(list)
        asked = {"seller": seller, "channel": channel, "campaign": campaign}
        for way, batch, volume in volumes.parts(**asked):
            by_channel[way].append((batch, volume))
        for way, parts in by_channel.items():
            found = found.plus(self._of_channel(way, parts))
        return found

    def _of_channel(self, channel: int, parts: Sequence[tuple[int, Volume]]) -> Effort:
        known = self.channels.get(channel)
        singly = sum(each.count for batch, each in parts if batch not in self.paid)
        cost = known.cost * singly if known else Decimal(0)
        return Effort(cost, sum(minutes_of(known, each) for _batch, each in parts))

    def _of_batches(
        self, seller: int | None, channel: int | None, campaign: int | None
    ) -> Decimal:
        start, end = self.period.start, min(self.period.end, self.period.on)
        costs = (
            each.cost
            for each in self.paid.values()
            if seller in (None, each.owner)
            and channel in (None, each.channel)
            and campaign in (None, each.pk)
            and (start or each.starts_on) <= each.starts_on <= end
        )
        return sum(costs, Decimal(0))


@dataclass(frozen=True, slots=True)
class OfChannel:
    """A channel's line: contacts, answers, and what they took."""

    channel: Channel | None
    reached: int
    answered: int
    rate: Estimate
    effort: Effort

    @property
    def share(self) -> float:
        """Answers over contacts, as they were counted."""
        return min(self.answered / self.reached, 1.0) if self.reached else 0.0

    @property
    def cost_each(self) -> Decimal | None:
        return self.effort.cost / self.answered if self.answered else None

    @property
    def per_hour(self) -> float | None:
        minutes = self.effort.minutes
        return self.answered * HOUR / minutes if minutes else None


def minutes_of(channel: Channel | None, volume: Volume) -> float:
    """As written down; for days without, what so many contacts take on the channel."""
    if channel is None or not channel.per_hour:
        return volume.minutes
    return volume.minutes + volume.untimed * HOUR / channel.per_hour


def line_of(
    channel: Channel | None, reached: int, answered: int, effort: Effort
) -> OfChannel:
    """One channel, with the rate of its own answers."""
    rate = answer_rate(answered, reached, None)
    return OfChannel(channel, reached, answered, rate, effort)
