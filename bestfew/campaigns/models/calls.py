"""Whom a campaign calls, one after another."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel
from bestfew.activities.models import Activity
from bestfew.people.models import OfPersonQuerySet, Person
from bestfew.prospecting.models import Campaign


class CallQuerySet(OfPersonQuerySet):
    def waiting(self, at: datetime) -> Self:
        """Those to be called now, whom nobody else has before them."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.open().filter(free, not_before__lte=at)

    def open(self) -> Self:
        """Not done, with people who may be called (B35)."""
        return self.filter(done_at=None, person__do_not_contact=False)


class Call(TenantModel):
    """A person on a campaign's call list. Whoever takes them has them for a while.

    Nobody answered: they come again from `not_before` on, `tries` counts.
    """

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="calls", db_index=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    added_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    claimed_until = models.DateTimeField(null=True)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(CallQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "campaign", "not_before", "id"),
                condition=Q(done_at=None),
                name="call_waiting",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "campaign", "person"), name="call_once_a_campaign"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)

    def claim(self, user: User, *, until: datetime) -> None:
        self.claimed_by, self.claimed_until = user, until
        self.save(update_fields=["claimed_by", "claimed_until"])
