"""By what people came, as one chooses from it: a channel, a campaign, a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bestfew.accounts.models import Membership
from bestfew.levels.models import Axis
from bestfew.people.models import Source
from bestfew.prospecting.models import Campaign, Channel

SHOWN = 100
"""So many campaigns to choose from, the latest; any other by its address."""


@dataclass(frozen=True, slots=True)
class Way:
    """One channel, campaign or source."""

    axis: str
    key: int
    name: str

    @property
    def value(self) -> str:
        """As the page's address has it."""
        return f"{self.axis}-{self.key}"


@dataclass(frozen=True, slots=True)
class Batch:
    """A campaign, with what the whole of it cost."""

    pk: int
    name: str
    owner: int
    channel: int
    starts_on: date
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Ways:
    """All there are, in three queries; `batches` with the latest first."""

    channels: Sequence[Channel]
    batches: Sequence[Batch]
    sources: Sequence[tuple[int, str]]

    @classmethod
    def read(cls) -> Ways:
        columns = ("pk", "name", "owner_id", "channel_id", "starts_on", "cost")
        campaigns = Campaign.objects.order_by("-id").values_list(*columns)
        return cls(
            list(Channel.objects.order_by("position", "pk")),
            [Batch(*row) for row in campaigns],
            list(Source.objects.order_by("name", "pk").values_list("pk", "name")),
        )

    def all_for(self, member: Membership) -> Iterator[Way]:
        """A seller chooses among their own campaigns."""
        for channel in self.channels:
            yield Way(Axis.CHANNEL, channel.pk, channel.name)
        for each in self.batches:
            if member.sees_workspace or each.owner == member.user_id:
                yield Way(Axis.CAMPAIGN, each.pk, each.name)
        for pk, name in self.sources:
            yield Way(Axis.SOURCE, pk, name)

    @property
    def paid(self) -> dict[int, Batch]:
        """Campaigns of which somebody told what they cost in all."""
        return {each.pk: each for each in self.batches if each.cost}
