"""What is sold, at what price, in how many days as a rule; and to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.history.models import EditableModel
from bestfew.people.models import Person

SHEET_DAYS = 180
"""How long the link to a sheet works (trust.md: signed, expiring, revocable)."""


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


class MarketQuerySet(TenantQuerySet["TargetMarket"]):
    def served(self) -> Self:
        """Those still aimed at, the most promising first (A04)."""
        return self.filter(retired_at=None).order_by("-potential", "name", "id")


class TargetMarket(TenantModel, EditableModel):
    """A specific set of customers whose needs the business meets (A03).

    `who` has the signs by which one knows them, one a line (A06). Needs and desires
    stand apart (A04). `picture` is the best of them, as one would tell a partner (A07,
    A34). `potential`: from 1 to 5, the more the sooner.
    """

    name = models.CharField(_("whom you serve"), max_length=120)
    who = models.TextField(_("how to know them"), max_length=1_000, blank=True)
    needs = models.TextField(_("what they need"), max_length=1_000, blank=True)
    desires = models.TextField(_("what they wish for"), max_length=1_000, blank=True)
    picture = models.TextField(_("my best customer"), max_length=2_000, blank=True)
    listen_for = models.TextField(
        _("what they say when they need me"), max_length=1_000, blank=True
    )
    introduce = models.TextField(_("how to introduce me"), max_length=1_000, blank=True)
    potential = models.PositiveSmallIntegerField(
        _("potential, 1 to 5"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(MarketQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "name"), name="one_market_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("target:market", args=[self.pk])


class MarketOffering(TenantModel):
    """What is sold to a target market (A10)."""

    market = models.ForeignKey(TargetMarket, models.CASCADE, related_name="sold")
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="sold_to")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "market", "offering"), name="market_offered_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.offering)


class WorkAgainQuerySet(TenantQuerySet["WorkAgain"]):
    owned_through = ("person__",)


class WorkAgain(TenantModel):
    """Whether one would work with a customer again: fit is not revenue alone (A09).

    The newest word counts, the older ones are kept.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="work_again", db_index=False
    )
    is_wanted = models.BooleanField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(WorkAgainQuerySet)()

    class Meta:
        verbose_name_plural = "work again"
        indexes = (
            models.Index(
                fields=("workspace", "person", "-at", "-id"), name="work_again_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.is_wanted}"


class SheetLink(TenantModel):
    """A link by which whoever has it reads the sheet of a target market (A34).

    The address is signed; once ended, or too old, it opens nothing.
    """

    SALT = "bestfew.markets.sheet"

    market = models.ForeignKey(TargetMarket, models.CASCADE, related_name="links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "market"),
                condition=models.Q(ended_at=None),
                name="one_open_link_a_market",
            ),
        )

    def __str__(self) -> str:
        return f"{self.market}, until {self.expires_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        return signing.Signer(salt=self.SALT).sign(str(self.pk))

    @classmethod
    def by_token(cls, token: str, *, at: datetime) -> Self | None:
        """The link that works at this moment: the signature itself gives the right."""
        try:
            pk = int(signing.Signer(salt=cls.SALT).unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        rows = cls.unscoped.select_related("market", "workspace")
        found: Self | None = rows.filter(
            pk=pk, ended_at=None, expires_at__gt=at, market__retired_at=None
        ).first()
        return found
