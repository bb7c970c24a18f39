"""The funnel of every past day: derived, so that the past is read and not replayed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.funnel.models.choices import Place


class FunnelDayQuerySet(TenantQuerySet["FunnelDay"]):
    def of_sellers(self, member: Membership) -> FunnelDayQuerySet:
        """The days that this member may see: their own, or the whole workspace's."""
        return self if member.sees_workspace else self.filter(seller=member.user_id)


class FunnelDay(TenantModel):
    """A seller's place in the funnel at the end of a day, and what moved that day.

    `count` objectives of `value` stood there; what was paused is left out. Of the
    `moved_in`, `entered` came for the first time: `went_on` of these later came higher
    or were won, and `won` of them were won. `fell` of the `moved_out` fell to a lower
    place. Who owns an objective now had it all along. Derived from placements, endings
    and the history; today is not in it before it is over.
    """

    seller = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    place = models.CharField(max_length=8, choices=Place)
    currency = models.CharField(max_length=3)
    count = models.IntegerField(default=0)
    value = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    moved_in = models.IntegerField(default=0)
    moved_out = models.IntegerField(default=0)
    fell = models.IntegerField(default=0)
    entered = models.IntegerField(default=0)
    went_on = models.IntegerField(default=0)
    won = models.IntegerField(default=0)

    objects: Any = TenantManager.from_queryset(FunnelDayQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "on", "place", "seller", "currency"),
                name="one_funnel_cell",
            ),
            models.CheckConstraint(condition=Q(count__gte=0), name="stood_not_less"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.place}: {self.count}"


class FunnelKept(TenantModel):
    """Up to which day a workspace's funnel is counted, and from what (`seen`)."""

    until = models.DateField()
    seen = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace",), name="one_funnel_kept"),
        )

    def __str__(self) -> str:
        return f"{self.until}: {self.seen}"
