"""Letters: each is handed to a mail server once, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.campaigns.models.mail import MailAccount, Mailing
from bestfew.people.models import Person


class LetterQuerySet(TenantQuerySet["Letter"]):
    owned_through = ("mailing__",)

    def unsettled(self) -> Self:
        """Of which a worker still has something to do."""
        return self.filter(state__in=(Letter.State.WAITING, Letter.State.HANDED))

    def had(self) -> Self:
        """That somebody has got, or perhaps."""
        gone = (Letter.State.HANDED, Letter.State.SENT, Letter.State.UNSURE)
        return self.filter(state__in=gone)

    def since(self, moment: datetime) -> Self:
        """Those that count against a cap: handed on since then, and not turned away."""
        return self.filter(handed_at__gte=moment)


class Letter(TenantModel):
    """One person's copy of a mailing: the ledger of what left, and what did not.

    It is `handed` in a transaction of its own before the mail server gets it, and
    `sent` in another behind that (trust.md F8, ADR 17). `message_id` never changes: a
    copy that leaves twice, for a worker that was killed in between, is one letter.
    `unsure`: the server had all of it and hung up before it answered. Whoever was two
    people keeps what both got, for a link in either must stop them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HANDED = "handed", _("on its way")
        SENT = "sent", _("sent")
        UNSURE = "unsure", _("perhaps sent")
        FAILED = "failed", _("not delivered")
        SKIPPED = "skipped", _("left out")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="letters")
    person = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    account = models.ForeignKey(
        MailAccount, models.PROTECT, null=True, related_name="letters"
    )
    address = models.CharField(max_length=500)
    key = models.CharField(max_length=500)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=300)
    run = models.CharField(max_length=22, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(LetterQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "mailing", "state", "next_at", "id"),
                name="letter_to_send",
            ),
            models.Index(
                fields=("workspace", "account", "handed_at"), name="letter_of_day"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "mailing", "person"),
                condition=Q(state__in=("waiting", "handed")),
                name="letter_at_work_once_a_person",
            ),
            models.UniqueConstraint(
                fields=("workspace", "mailing", "key"), name="letter_once_an_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.address}: {self.get_state_display()}"


class BadAddress(TenantModel):
    """An address that a mail server does not know: no mailing goes there again.

    A corrected address is another one, and so has no such row.
    """

    key = models.CharField(max_length=500)
    answer = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "key"), name="bad_address_once"
            ),
        )

    def __str__(self) -> str:
        return self.key
