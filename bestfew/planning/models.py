"""Time allocations, blocks of time, and the calendar that shows them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.planning.rules import Shares
from bestfew.planning.rules import week as rules


class BlockWork(models.TextChoices):
    """What a block is for, as the log names kinds of work; `off` is not worked."""

    CLOSE = "close", _("Close")
    PROSPECT = "prospect", pgettext_lazy("kind of work", "Prospect")
    FUNNEL = "funnel", _("Work the funnel")
    OTHER = "other", pgettext_lazy("kind of work", "Other")
    OFF = "off", _("Time off")


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
    is_sample = models.BooleanField(default=False, editable=False)

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


class Morning(TenantModel):
    """When a user's protected morning is, from a day on (D40). Never changed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    since = models.DateField()
    at = models.DateTimeField()
    weekday = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "user", "-since", "-at"), name="morning_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}, {self.minutes} min"


class TimeBlockQuerySet(TenantQuerySet["TimeBlock"]):
    def of(self, member: Membership) -> Self:
        """Their own: nobody writes in another's week."""
        return self.filter(user=member.user_id)

    def standing(self) -> Self:
        """Those that were not dropped."""
        return self.filter(dropped_at=None)

    def kept(self) -> Self:
        return self.filter(kept_at__isnull=False)

    def between(self, first: date, last: date) -> Self:
        """Those of the days from first to last, both included, in their order."""
        return self.filter(on__range=(first, last)).order_by("on", "starts", "id")


class TimeBlock(TenantModel):
    """Some time of a user's week, for one kind of work (D40-D42).

    Day and time are the workspace's own; `begins_at` and `ends_at` are what they were
    in universal time when the row was written. `morning_of` is the Monday of the week
    whose protected morning it is: dropping that one takes a reason. What is dropped
    stays, with when and why.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    begins_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    work = models.CharField(_("kind of work"), max_length=8, choices=BlockWork)
    what = models.CharField(_("what"), max_length=200, blank=True)
    morning_of = models.DateField(null=True, editable=False)
    kept_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(TimeBlockQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "user", "on", "starts"), name="block_of"),
            models.Index(fields=("workspace", "on"), name="block_on"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user", "morning_of"),
                condition=Q(morning_of__isnull=False),
                name="one_morning_a_week",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(dropped_at=None),
                name="block_kept_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(morning_of=None) | Q(dropped_at=None) | ~Q(reason=""),
                name="morning_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=rules.MIDNIGHT),
                name="block_within_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.starts:%H:%M} {self.get_work_display()}"

    @property
    def slot(self) -> rules.Slot:
        start = rules.minutes_past(self.starts)
        return rules.Slot(self.on, start, self.minutes, self.work)

    @property
    def ends(self) -> str:
        """The end as a clock shows it; 24:00 is the end of the day."""
        return "{:02}:{:02}".format(*divmod(self.slot.end, 60))

    @property
    def is_morning(self) -> bool:
        return self.morning_of is not None

    @property
    def is_kept(self) -> bool:
        return self.kept_at is not None

    @property
    def is_dropped(self) -> bool:
        return self.dropped_at is not None

    @property
    def is_standing(self) -> bool:
        return not self.is_dropped

    @property
    def uid(self) -> str:
        """What it is called in calendars, the same whether its morning is stored."""
        if self.morning_of:
            return f"morning-{self.user_id}-{self.morning_of}"
        return f"block-{self.pk}"

    def place_at(self, slot: rules.Slot) -> None:
        """Take this day and time, in the zone in force; not saved."""
        self.on, self.starts = slot.on, rules.clock_at(slot.start)
        self.minutes = slot.minutes
        zone = timezone.get_current_timezone()
        begins = datetime.combine(self.on, self.starts, tzinfo=zone)
        ends = datetime.combine(self.on, self.starts) + timedelta(minutes=self.minutes)
        self.begins_at, self.ends_at = begins, ends.replace(tzinfo=zone)

    def change(self, *, at: datetime, **facts: Any) -> None:
        """Set facts and write the row, one version on."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.version += 1
        self.updated_at = at
        self.save()


class CalendarFeed(TenantModel):
    """A private calendar address that a user opened; it works until it is ended.

    The address holds a signed name of this row and no more (`planning/feed.py`).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    with_next_steps = models.BooleanField(_("with my next steps"), default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user"),
                condition=Q(ended_at=None),
                name="one_calendar_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.created_at:%Y-%m-%d}"
