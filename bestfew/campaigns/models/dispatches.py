"""Letters that are no mailing's, as a team's minutes: what left, and what waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.campaigns.models.mail import MailAccount


class DispatchQuerySet(TenantQuerySet["Dispatch"]):
    def since(self, moment: datetime) -> Self:
        """Those that count against a cap, as `Letter`s do."""
        return self.filter(handed_at__gte=moment)

    def due(self, at: datetime) -> Self:
        """Of which there is something to do."""
        return self.filter(next_at__lte=at)


class Dispatch(TenantModel):
    """A letter to one reader, through an account of who writes it, within its cap.

    `name` is the same whenever it is written again, so that it leaves once. `next_at`
    is when there is something to do, None once it is over; then what it said and to
    whom is gone. Behind `until` it is of no more use.
    """

    name = models.CharField(max_length=150)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        MailAccount, models.PROTECT, null=True, related_name="dispatches"
    )
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    came = models.CharField(max_length=10, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    objects = TenantManager.from_queryset(DispatchQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "account", "handed_at"), name="dispatch_of_day"
            ),
            models.Index(
                fields=("workspace", "next_at"),
                condition=Q(next_at__isnull=False),
                name="dispatch_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "name"), name="dispatch_once_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def become(self, **facts: Any) -> None:
        """Write these columns, and no others."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))
