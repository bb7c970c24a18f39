"""Offerings: what is sold, at what price, in how many days as a rule."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantModel


class Offering(TenantModel):
    """A product or a service. Cycles differ from one to another (D31)."""

    key = models.CharField(max_length=40, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    price = models.DecimalField(
        _("price"), max_digits=17, decimal_places=2, null=True, blank=True
    )
    normal_cycle_days = models.PositiveSmallIntegerField(
        _("normal sales cycle, days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "name"), name="one_offering_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
