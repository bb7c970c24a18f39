"""Two that became one, one that became two, and all that takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import TenantManager, TenantModel
from bestfew.people.models import OfSomeoneQuerySet, Organisation, Person

UNDO_DAYS = 30


class MergeQuerySet(OfSomeoneQuerySet):
    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def of(self, someone: Person | Organisation) -> Self:
        """Merges into somebody, and partings from them, the last one first."""
        name = "person" if isinstance(someone, Person) else "organisation"
        return self.filter(**{name: someone.pk}).order_by("-id")


class Merge(TenantModel):
    """Another became part of somebody (`merge`), or was parted from them (`split`).

    The arrow follows whoever stayed when they are merged away in their turn, so that an
    old address leads to the last in one step; `kept` is who stayed at the time. `other`
    is no arrow: nobody has that id while a merge stands, and it comes back by its undo.
    `snapshot` is what `merging.recorder` keeps (trust.md D9).
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("parted")

    kind = models.CharField(max_length=5, choices=Kind)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+"
    )
    kept = models.BigIntegerField()
    other = models.BigIntegerField()
    other_name = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)
    snapshot: Any = models.JSONField(default=dict)

    objects = TenantManager.from_queryset(MergeQuerySet)()

    class Meta:
        indexes = (models.Index(fields=("workspace", "other"), name="merge_of_other"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None), name="merge_of_one"
            ),
            models.UniqueConstraint(
                fields=("workspace", "other"),
                condition=Q(kind="merge", undone_at=None),
                name="merged_away_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other_name}"

    @property
    def someone(self) -> Person | Organisation:
        """Who stayed."""
        return cast("Person | Organisation", self.person or self.organisation)

    def may_undo(self, at: datetime) -> bool:
        return self.undone_at is None and at <= self.at + timedelta(days=UNDO_DAYS)

    def is_led_by(self, member: Membership) -> bool:
        """Who may take it back: whoever did it, and who leads the one that stayed."""
        mine = self.by_id == member.user_id or leads(member, self.someone)
        return member.may_write and mine


def leads(member: Membership, someone: Person | Organisation) -> bool:
    """Whether they may hand somebody to another: the owner, and who leads the team."""
    return member.leads or someone.owner_id == member.user_id
