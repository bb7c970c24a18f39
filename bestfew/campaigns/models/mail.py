"""Mailings, and the accounts that they are sent through (C44)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import OwnedModel, TenantManager, TenantQuerySet
from bestfew.campaigns.mailing.fields import title_of
from bestfew.history.models import EditableModel
from bestfew.prospecting.models import Campaign

DAILY_CAP = 50
"""Ten accounts of fifty make the 500 letters a day of the method (C44)."""
MOST_A_DAY = 2_000
LONGEST_BODY = 20_000


class Security(models.TextChoices):
    """How what is said to a mail server is kept from others."""

    STARTTLS = "starttls", "STARTTLS"
    SSL = "ssl", "SSL/TLS"
    PLAIN = "plain", _("none, on a network of your own")


class MailAccountQuerySet(TenantQuerySet["MailAccount"]):
    owned_through = ("",)

    def able(self, at: datetime) -> Self:
        """In use, and not at rest after a fault."""
        rested = Q(resting_until=None) | Q(resting_until__lte=at)
        return self.filter(rested, is_in_use=True)


class MailAccount(OwnedModel):
    """An SMTP account with its own cap a day.

    `sealed` is the password, encrypted (ADR 17): it is in no page, log or export.
    `fault` is the code of what last went wrong; it rests until `resting_until`.
    """

    from_name = models.CharField(_("name that readers see"), max_length=150)
    address = models.EmailField(_("address that it is sent from"))
    host = models.CharField(_("SMTP server"), max_length=253)
    port = models.PositiveIntegerField(
        _("port"),
        default=587,
        validators=[MinValueValidator(1), MaxValueValidator(65_535)],
    )
    security = models.CharField(
        _("encryption"), max_length=8, choices=Security, default=Security.STARTTLS
    )
    user_name = models.CharField(_("user name"), max_length=254, blank=True)
    sealed = models.TextField(blank=True, editable=False)
    daily_cap = models.PositiveIntegerField(
        _("letters a day, at most"),
        default=DAILY_CAP,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_A_DAY)],
    )
    is_in_use = models.BooleanField(_("in use"), default=True)
    fault = models.CharField(max_length=20, blank=True, editable=False)
    resting_until = models.DateTimeField(null=True, editable=False)
    tested_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField()

    objects = TenantManager.from_queryset(MailAccountQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "host", "user_name", "address"),
                name="mail_account_once",
            ),
        )

    def __str__(self) -> str:
        return self.address

    def is_led_by(self, member: Membership) -> bool:
        return member.leads or self.owner_id == member.user_id

    def rest(self, fault: str, until: datetime | None) -> None:
        """Leave it alone for a while; '' and None: it works again."""
        self.fault, self.resting_until = fault, until
        self.save(update_fields=["fault", "resting_until"])


class MailingQuerySet(TenantQuerySet["Mailing"]):
    owned_through = ("",)


class Mailing(OwnedModel, EditableModel):
    """One letter to many, each with their own words in it.

    `run` names who sends it now: letters are handed on in its name only, so that of
    two at work the older stops (trust.md F17). `beat_at` is its last sign of life,
    `next_at` when there is something to do again. `left_out` counts, by reason, who
    was not written to from the start.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        DONE = "done", _("sent")
        CANCELLED = "cancelled", _("cancelled")

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="mailings", verbose_name=_("campaign")
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("letter"), max_length=LONGEST_BODY)
    language = models.CharField(_("language of the letter"), max_length=10)
    audience = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    why = models.CharField(max_length=20, blank=True, editable=False)
    site = models.CharField(max_length=300, blank=True, editable=False)
    left_out = models.JSONField(default=dict, editable=False)
    run = models.CharField(max_length=22, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, editable=False)
    next_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(MailingQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "-id"), name="mailing_by_added"),
            models.Index(
                fields=("workspace", "next_at"),
                condition=Q(state="sending"),
                name="mailing_due",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The subject as somebody reads it of whom nothing is known."""
        return title_of(self.subject)

    @property
    def is_going(self) -> bool:
        return self.state == self.State.SENDING

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.CANCELLED)
