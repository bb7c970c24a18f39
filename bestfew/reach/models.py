"""Tallies, the days they come to, and targets."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach import rules


class ByUserQuerySet(TenantQuerySet[Any]):
    """A seller sees their own numbers; the others see everybody's."""

    by = "by"

    def visible_to(self, member: Membership) -> Self:
        if member.sees_workspace:
            return self
        return self.filter(**{self.by: member.user_id})


class OfUserQuerySet(ByUserQuerySet):
    by = "user"


class Tally(TenantModel):
    """So many people reached, without a record of each (C10). Never changed.

    A correction is another entry, with a count below 0. `on` is the seller's day;
    `told_on` is what a phone said whose clock was wrong. `submit_id` comes once,
    however often it is sent.
    """

    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="tallies", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tallies",
        db_index=False,
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("day"))
    told_on = models.DateField(null=True, editable=False)
    at = models.DateTimeField()
    count = models.IntegerField(
        _("how many"),
        validators=[MinValueValidator(-rules.MOST), MaxValueValidator(rules.MOST)],
    )
    minutes = models.SmallIntegerField(_("minutes"), null=True, blank=True)
    is_given = models.BooleanField(_("given by the company"), default=False)
    corrects = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="corrections", db_index=False
    )
    submit_id = models.CharField(max_length=80, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(ByUserQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "by", "-on", "-id"), name="tally_by"),
            models.Index(
                fields=("workspace", "campaign", "on"),
                condition=Q(campaign__isnull=False),
                name="tally_for",
            ),
            models.Index(
                fields=("workspace", "corrects"),
                condition=Q(corrects__isnull=False),
                name="tally_corrected",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "submit_id"), name="tally_arrives_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=-rules.MOST, count__lte=rules.MOST),
                name="tally_within_bounds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.count:+} {self.channel} {self.on}"


class ReachDay(TenantModel):
    """A seller's day on one channel, and in one campaign or none; derived.

    `by_hand` is the sum of the tallies, `from_log` the number of log entries that are
    contacts; nobody is in both. `given` are those of the tallies that are marked so;
    those of a given campaign are so as a whole.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    channel = models.ForeignKey(
        Channel, models.PROTECT, related_name="+", db_index=False
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="+", db_index=False
    )
    by_hand = models.IntegerField(default=0)
    from_log = models.IntegerField(default=0)
    given = models.IntegerField(default=0)
    minutes = models.IntegerField(default=0)

    objects = TenantManager.from_queryset(OfUserQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "on"), name="reach_on"),
            models.Index(
                fields=("workspace", "campaign", "on"),
                condition=Q(campaign__isnull=False),
                name="reach_for",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user", "on", "channel"),
                condition=Q(campaign__isnull=True),
                name="one_reach_day",
            ),
            models.UniqueConstraint(
                fields=("workspace", "user", "on", "channel", "campaign"),
                condition=Q(campaign__isnull=False),
                name="one_reach_day_a_campaign",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.on}: {self.total}"

    @property
    def total(self) -> int:
        """All that were reached: counted by hand and from the log."""
        return self.by_hand + self.from_log


class DailyTarget(TenantModel):
    """So many people a day on a level, from a day on (C15, C49b). Never changed.

    Without a channel it is for all of them. The latest one counts; 0 ends it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    channel = models.ForeignKey(
        Channel, models.CASCADE, null=True, related_name="+", db_index=False
    )
    count = models.PositiveIntegerField(validators=[MaxValueValidator(rules.MOST)])
    since = models.DateField()
    at = models.DateTimeField()
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(OfUserQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "user", "-since", "-id"), name="target_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.count} on level {self.level} since {self.since}"


class DaySlot(TenantModel):
    """So many people through a channel at a time of every working day (C54).

    500 leaflets at 6, before work; 200 calls in office hours. Never changed: what is
    planned anew ends it (`until`, the first day without it), and other slots begin.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    starts = models.TimeField()
    channel = models.ForeignKey(
        Channel, models.CASCADE, related_name="+", db_index=False
    )
    count = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(rules.MOST)]
    )
    place = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    at = models.DateTimeField()
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(OfUserQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user", "starts", "channel"),
                condition=Q(until__isnull=True),
                name="one_slot_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} {self.channel} {self.count}"
