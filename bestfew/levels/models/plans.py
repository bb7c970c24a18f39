"""Plans that a member keeps, to see what became of them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import OwnedModel, TenantManager, TenantQuerySet
from bestfew.levels.rules.planning import Inputs


class SavedPlanQuerySet(TenantQuerySet["SavedPlan"]):
    owned_through = ("",)

    def kept(self) -> Self:
        return self.filter(put_away_at=None)


class SavedPlan(OwnedModel):
    """What a member asked the planner, kept under a name from a day on (C35-C38).

    `inputs` as `rules.planning.Inputs.as_json` writes them. Never changed: another
    question is another plan. Put away, it can be brought back.
    """

    name = models.CharField(_("name"), max_length=150)
    inputs = models.JSONField()
    made_on = models.DateField()
    at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(SavedPlanQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "owner", "-id"), name="saved_plan_of"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def question(self) -> Inputs:
        return Inputs.read(self.inputs)
