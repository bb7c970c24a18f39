"""My own record of referrals, given and got, and what was closed through them."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import (
    OwnedModel,
    TenantManager,
    TenantModel,
    TenantQuerySet,
)
from bestfew.funnel.models import Objective
from bestfew.history.once import corrected_once, sent_once
from bestfew.network.models.sphere import SphereMember
from bestfew.people.models import Person
from bestfew.teams.models import Slip, SlipKind, SlipLevel, SlipStep, Status, Thanks
from bestfew.teams.rules import slips as rules


class Direction(models.TextChoices):
    GIVEN = "given", _("given")
    GOT = "got", _("got")


class ReferralQuerySet(TenantQuerySet["Referral"]):
    owned_through = ("",)

    def open(self) -> Self:
        return self.exclude(status__in=rules.ENDS)

    def given(self) -> Self:
        return self.filter(direction=Direction.GIVEN)

    def got(self) -> Self:
        return self.filter(direction=Direction.GOT)


class Referral(OwnedModel):
    """A referral as this business keeps it: through a team's slip, or to a partner.

    `person` is who was referred, in this book: nobody in a referral that was got, until
    they agreed. `summary` has this business's own words; those of the other side are in
    the slip and go with them. Status, level and times of a slip's are its own, mirrored
    in the same transaction.
    """

    direction = models.CharField(max_length=5, choices=Direction)
    partner = models.ForeignKey(
        SphereMember, models.SET_NULL, null=True, related_name="referrals"
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="referrals"
    )
    slip = models.ForeignKey(Slip, models.SET_NULL, null=True, related_name="+")
    summary = models.CharField(_("in a few words"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=SlipKind)
    level = models.PositiveSmallIntegerField(
        _("how warm"),
        choices=SlipLevel,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    origin = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="spin_offs"
    )
    given_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_how = models.CharField(_("how they agreed"), max_length=200, blank=True)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.IDENTIFIED, editable=False
    )
    status_at = models.DateTimeField(editable=False)
    submit_id = models.CharField(max_length=40, blank=True, editable=False)

    objects = TenantManager.from_queryset(ReferralQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "direction", "-given_at", "-id"),
                name="referral_by_time",
            ),
            models.Index(fields=("workspace", "-given_at", "-id"), name="referral_all"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "slip"),
                condition=Q(slip__isnull=False),
                name="one_referral_a_slip",
            ),
            sent_once("workspace", name="referral_sent_once"),
        )

    def __str__(self) -> str:
        return self.words or str(_("A referral"))

    def get_absolute_url(self) -> str:
        return reverse("network:referral", args=[self.pk])

    @property
    def words(self) -> str:
        """What it is about: one's own words, or the giver's as long as they stand."""
        return self.summary or (self.slip.summary if self.slip else "")

    @property
    def is_given(self) -> bool:
        return self.direction == Direction.GIVEN

    @property
    def is_open(self) -> bool:
        return self.status not in rules.ENDS

    @property
    def other(self) -> Any:
        """Who is at the other end: a team's member, or a partner of the sphere."""
        if self.slip:
            return self.slip.receiver if self.is_given else self.slip.giver
        return self.partner


class OfReferralQuerySet(TenantQuerySet[Any]):
    owned_through = ("referral__",)


class Side(models.TextChoices):
    """Who said a step."""

    US = "us", _("we")
    THEM = "them", _("they")
    PERSON = "person", _("the person")


class ReferralStep(TenantModel):
    """One entry of a referral's ledger here; never changed, corrected by another.

    `slip_step` is the shared entry it mirrors. `is_derived`: it follows from what was
    logged. `note` is ours alone.
    """

    referral = models.ForeignKey(
        Referral, models.CASCADE, related_name="steps", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status)
    at = models.DateTimeField()
    side = models.CharField(max_length=6, choices=Side)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    slip_step = models.ForeignKey(
        SlipStep, models.SET_NULL, null=True, related_name="+"
    )
    is_derived = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(OfReferralQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "referral", "at"), name="referral_step_of"
            ),
        )
        constraints = (
            corrected_once("workspace", name="referral_step_corrected_once"),
        )

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d}"

    def as_rule(self) -> rules.Step:
        return rules.Step(self.pk, self.status, self.at, self.corrects_id)


class ClosedBusiness(TenantModel):
    """Turnover through a referral that was got: net of tax (2.A.10, 4.15).

    `invoiced` is what the bill said, with `tax_percent` in it. `thanks` is the shared
    entry, of which the giver sees the sum. A mistake is corrected by another entry.
    """

    referral = models.ForeignKey(
        Referral, models.CASCADE, related_name="closed", db_index=False
    )
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, related_name="+"
    )
    amount = models.DecimalField(
        _("amount, net of tax"),
        max_digits=18,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3)
    invoiced = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    tax_percent = models.DecimalField(
        _("tax in it, per cent"), max_digits=5, decimal_places=2, null=True
    )
    on = models.DateField(_("on"))
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    thanks = models.ForeignKey(Thanks, models.SET_NULL, null=True, related_name="+")
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    submit_id = models.CharField(max_length=40, blank=True, editable=False)

    objects = TenantManager.from_queryset(OfReferralQuerySet)()

    class Meta:
        verbose_name_plural = "closed business"
        indexes = (
            models.Index(fields=("workspace", "on"), name="closed_by_day"),
            models.Index(fields=("workspace", "referral", "at"), name="closed_by"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="closed_not_below_nothing"
            ),
            corrected_once("workspace", name="closed_corrected_once"),
            sent_once("workspace", name="closed_sent_once"),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
