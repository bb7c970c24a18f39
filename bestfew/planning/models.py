"""Time allocations, each kept with its date."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantModel
from bestfew.planning.rules import Shares


class Allocation(TenantModel):
    """A user's own choice of time for each kind of work, from a day on (D44, D45).

    Never changed: another choice is another row.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    since = models.DateField()
    at = models.DateTimeField()
    above = models.PositiveSmallIntegerField()
    in_funnel = models.PositiveSmallIntegerField()
    best_few = models.PositiveSmallIntegerField()
    proposed_above = models.PositiveSmallIntegerField()
    proposed_in_funnel = models.PositiveSmallIntegerField()
    proposed_best_few = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "user", "-since", "-at"), name="allocation_of"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(above=100 - F("in_funnel") - F("best_few")),
                name="allocation_sums_to_100",
            ),
        )

    def __str__(self) -> str:
        return f"{self.above}/{self.in_funnel}/{self.best_few}"

    @property
    def shares(self) -> Shares:
        return Shares(self.above, self.in_funnel, self.best_few)

    @property
    def proposed(self) -> Shares:
        return Shares(
            self.proposed_above, self.proposed_in_funnel, self.proposed_best_few
        )
