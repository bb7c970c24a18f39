"""Views of the funnel that a member comes back to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantModel


class SavedView(TenantModel):
    """A part, filters and an order under a name. It is its user's alone."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=60)
    asked = models.CharField(max_length=300)  # the query of the Funnel's address
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user", "name"), name="view_once_a_name"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="view_has_name"),
        )

    def __str__(self) -> str:
        return self.name
