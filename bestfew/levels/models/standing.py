"""Where people stand on the eight levels; derived, kept in step with the facts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.levels.rules import cells
from bestfew.levels.rules.ladder import Days, Thresholds
from bestfew.people.models import LevelName, OfPersonQuerySet, Person, Source
from bestfew.prospecting.models import Campaign, Channel

DAYS = (
    "reached_on",
    "responded_on",
    "prospect_on",
    "viewed_on",
    "bought_on",
    "regular_on",
    "close_on",
    "loyal_on",
)
"""The columns with the day of first reaching each level, from the lowest up."""


class Standing(TenantModel):
    """One person's place on the ladder; who was never reached has none.

    Its id is the person's own. `channel` and `campaign` are those of the response, else
    of the first contact; `seller` is the person's owner. Derived throughout.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="standing", editable=False
    )
    level = models.PositiveSmallIntegerField(choices=LevelName, editable=False)
    since = models.DateField(editable=False)
    is_outbound = models.BooleanField(default=False, editable=False)
    reached_on = models.DateField(editable=False)
    responded_on = models.DateField(null=True, editable=False)
    prospect_on = models.DateField(null=True, editable=False)
    viewed_on = models.DateField(null=True, editable=False)
    bought_on = models.DateField(null=True, editable=False)
    regular_on = models.DateField(null=True, editable=False)
    close_on = models.DateField(null=True, editable=False)
    loyal_on = models.DateField(null=True, editable=False)
    seller = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    channel = models.ForeignKey(
        Channel,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    campaign = models.ForeignKey(
        Campaign,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "seller"), name="standing_of"),
            models.Index(
                fields=("workspace", "campaign", "level"),
                condition=Q(campaign__isnull=False),
                name="standing_by_campaign",
            ),
            models.Index(
                fields=("workspace", "prospect_on", "seller"),
                condition=Q(is_outbound=True),
                name="standing_outbound",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.level}"

    @property
    def days(self) -> Days:
        return tuple(getattr(self, name) for name in DAYS)


class LevelChange(TenantModel):
    """Somebody came to stand on another level; 0 is none. Kept for ever."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="level_changes")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "person", "-at"), name="level_change_of"),
        )

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class LevelMark(TenantModel):
    """A human's word on a level: that they answered, are close, bring others.

    It counts where the ladder lets it (`rules.ladder`); withdrawn, it stays as a fact
    of the past.
    """

    class Level(models.IntegerChoices):
        RESPONDED = 2, _("they answered")
        CLOSE = 7, _("we are close")
        LOYAL = 8, _("they bring others")

    person = models.ForeignKey(Person, models.CASCADE, related_name="level_marks")
    level = models.PositiveSmallIntegerField(choices=Level)
    on = models.DateField(_("since"))
    reason = models.CharField(_("how do you know?"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "person", "level"), name="level_mark_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=(2, 7, 8)), name="level_that_takes_a_word"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.on}"


class Axis(models.TextChoices):
    """What the daily counts are told apart by; `all` by nothing but the seller."""

    ALL = "all"
    CHANNEL = "channel"
    CAMPAIGN = "campaign"
    SOURCE = "source"


class Span(models.TextChoices):
    """What a count sums: `rules.cells.Cell`."""

    DAY = cells.DAY
    MONTH = cells.MONTH
    COHORT = cells.COHORT


class LevelDay(TenantModel):
    """How many people of a seller came to a level on a day, and what became of them.

    `came` reached the level on the day `on`, `went_on` of these reached the next level
    on any later day, `days` is how long those took, summed. A `month` sums its days,
    under the first of them. A `cohort` counts, under the first day of the month in
    which people were first reached, how many `came` to the level, whenever that was.
    `key` is the id of the channel, campaign or source, 0 for none. Derived from
    `Standing`.
    """

    axis = models.CharField(max_length=8, choices=Axis)
    key = models.BigIntegerField(default=0)
    seller = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    span = models.CharField(max_length=6, choices=Span)
    came = models.IntegerField(default=0)
    went_on = models.IntegerField(default=0)
    days = models.BigIntegerField(default=0)

    objects: Any = TenantManager.from_queryset(TenantQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=(
                    *("workspace", "axis", "span", "on", "level"),
                    *("seller", "key"),
                ),
                name="one_level_cell",
            ),
        )

    def __str__(self) -> str:
        return f"{self.axis} {self.level} {self.on}: {self.came}"


class LadderSettings(TenantModel):
    """A workspace's thresholds (OQ-5); without one the usual ones hold."""

    regular_purchases = models.PositiveSmallIntegerField(
        _("Purchases that make somebody regular"), default=2
    )
    close_purchases = models.PositiveSmallIntegerField(
        _("Purchases that make somebody close, without a word"), null=True, blank=True
    )
    loyal_people = models.PositiveSmallIntegerField(
        _("People brought that make somebody loyal"), default=1
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workspace",), name="one_ladder"),
            models.CheckConstraint(
                condition=Q(regular_purchases__gte=2), name="regular_bought_again"
            ),
            models.CheckConstraint(
                condition=Q(loyal_people__gte=1), name="loyal_brought_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.regular_purchases}, {self.close_purchases}, {self.loyal_people}"

    def as_rule(self) -> Thresholds:
        return Thresholds(
            self.regular_purchases, self.close_purchases, self.loyal_people
        )
