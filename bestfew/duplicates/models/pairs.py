"""Scans for people who are kept twice, and the pairs they found."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import (
    TenantManager,
    TenantModel,
    TenantQuerySet,
    current_workspace_id,
)
from bestfew.people.models import Person


class Step(models.TextChoices):
    """How far a scan is. `done`, `cancelled` and `failed` are ends."""

    WAITING = "waiting", _("waiting")
    READING = "reading", _("reading the people")
    LEARNING = "learning", _("learning what agrees by chance")
    COMPARING = "comparing", _("comparing")
    KEEPING = "keeping", _("writing down the pairs")
    MERGING = "merging", _("merging those that are sure")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("stopped by a fault")


RUNNING = (
    Step.WAITING,
    Step.READING,
    Step.LEARNING,
    Step.COMPARING,
    Step.KEEPING,
    Step.MERGING,
)


class ScanQuerySet(TenantQuerySet["Scan"]):
    def visible_to(self, member: Membership) -> Self:
        """Who started it, and leaders."""
        return self if member.leads else self.filter(by=member.user_id)

    def running(self) -> Self:
        return self.filter(step__in=RUNNING)


class Scan(TenantModel):
    """One search of the people that its member sees, for those kept twice.

    Its pairs take the place of the open ones in one transaction at the end: one that
    is killed or cancelled leaves everything as it was, and begins anew.
    """

    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=9, choices=Step, default=Step.WAITING)
    share = models.FloatField(default=0)  # of the work, 0 to 1
    threshold = models.FloatField()
    people = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    model = models.JSONField(default=dict)  # what was learned, what was taken as saved
    fault = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the worker's last sign of life

    objects = TenantManager.from_queryset(ScanQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "-asked_at"), name="scan_by_time"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace",),
                condition=Q(step__in=RUNNING),
                name="one_scan_at_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.pairs}"

    @property
    def is_running(self) -> bool:
        return self.step in RUNNING

    @property
    def seconds(self) -> float:
        """How long it ran, or has been running."""
        last = self.finished_at or self.beat_at
        if not self.started_at or not last:
            return 0.0
        return max(0.0, (last - self.started_at).total_seconds())

    @property
    def seconds_left(self) -> int:
        """As long again for what is left, at the pace so far; 0 while unknown."""
        return round(self.seconds * (1 - self.share) / self.share) if self.share else 0


class Decision(models.TextChoices):
    """What somebody said of a pair."""

    OPEN = "", _("not looked at yet")
    APART = "apart", _("not the same")
    MERGED = "merged", _("merged")


class PairQuerySet(TenantQuerySet["Pair"]):
    def visible_to(self, member: Membership) -> Self:
        """Pairs both of whose people are there, and seen by the member."""
        seen = self.filter(
            first__workspace_id=current_workspace_id(),
            second__workspace_id=current_workspace_id(),
        )
        if member.sees_workspace:
            return seen
        mine = Q()
        for end in ("first", "second"):
            owned = Q(**{f"{end}__owner": member.user_id})
            mine &= owned | Q(**{f"{end}__is_shared": True})
        return seen.filter(mine)

    def open(self) -> Self:
        return self.filter(decision=Decision.OPEN)

    def told_apart(self) -> Self:
        return self.filter(decision=Decision.APART)


MOST_CERTAIN = 0.99


class Pair(TenantModel):
    """Two people who may be one, the lower id first; or who are known not to be.

    "Not the same" is remembered for good. So the arrows are kept when a person goes,
    by a merge or an import taken back: while one end is missing the pair is not shown,
    and once it is back so is the pair.
    """

    first: Any = models.ForeignKey(
        Person,
        models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    second: Any = models.ForeignKey(
        Person,
        models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    probability = models.FloatField()
    agrees = models.JSONField(default=list)  # names of fields
    differs = models.JSONField(default=list)
    decision = models.CharField(
        max_length=6, choices=Decision, default=Decision.OPEN, blank=True
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    is_automatic = models.BooleanField(default=False)  # merged by a scan

    objects = TenantManager.from_queryset(PairQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "decision", "-probability", "-id"),
                name="pair_by_probability",
            ),
            models.Index(fields=("workspace", "second"), name="pair_by_second"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "first", "second"), name="one_pair_each"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="pair_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}: {self.probability:.3f}"

    @property
    def chance(self) -> float:
        """The probability as it is shown: a model is never certain."""
        return min(self.probability, MOST_CERTAIN)


class Wish(TenantModel):
    """What a workspace wants of its scans; one each."""

    merges_safely = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace",), name="one_wish_each"),
        )

    def __str__(self) -> str:
        return "merges safely" if self.merges_safely else "merges nothing"
