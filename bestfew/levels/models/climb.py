"""Whether everybody climbed the ladder by the rules as they are now."""

from __future__ import annotations

from django.db import models

from bestfew.accounts.tenancy import TenantModel


class Climb(TenantModel):
    """How far a workspace is with having everybody climb anew.

    Each wish counts `asked` up; `climbed` says which of them is done, and by which
    `edition` of the rules. `heard_at`: when somebody last worked on it.
    """

    edition = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    climbed = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace",), name="one_climb"),
        )

    def __str__(self) -> str:
        return f"{self.climbed} of {self.asked}, by {self.edition}"
