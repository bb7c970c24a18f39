"""Professions that serve a target market, and which of them are rivals."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.markets.models import TargetMarket
from bestfew.packs.professions import profession_name


class ProfessionQuerySet(TenantQuerySet["Profession"]):
    def listed(self) -> Self:
        """In the order to show them."""
        return self.order_by("position", "id")

    def mine(self) -> Self:
        """What this business is itself."""
        return self.filter(is_mine=True)


class Profession(TenantModel):
    """A line of business, by the packs' key or in the user's own words (A35).

    With a key it is read in each one's own language, and businesses of other workspaces
    mean the same by it.
    """

    key = models.CharField(max_length=40, blank=True, editable=False)
    label = models.CharField(_("profession"), max_length=120, blank=True)
    is_mine = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(ProfessionQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "key"),
                condition=~Q(key=""),
                name="one_profession_a_key",
            ),
            models.UniqueConstraint(
                fields=("workspace", "label"),
                condition=~Q(label=""),
                name="one_profession_a_label",
            ),
            models.CheckConstraint(
                condition=~Q(key="") | ~Q(label=""), name="profession_has_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.label or profession_name(self.key, get_language() or "en")


class Serving(TenantModel):
    """A profession serves a target market (A15)."""

    profession = models.ForeignKey(Profession, models.CASCADE, related_name="servings")
    market = models.ForeignKey(TargetMarket, models.CASCADE, related_name="servings")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "market", "profession"), name="serves_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.profession}: {self.market}"


class Rivalry(TenantModel):
    """Two professions that take work from each other (A12, A20): first < second.

    `by` is nobody where a pack said so. `is_denied`: the user says they do not, here.
    """

    first = models.ForeignKey(Profession, models.CASCADE, related_name="+")
    second = models.ForeignKey(Profession, models.CASCADE, related_name="+")
    is_denied = models.BooleanField(default=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "rivalries"
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "first", "second"), name="rivals_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="rivals_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
