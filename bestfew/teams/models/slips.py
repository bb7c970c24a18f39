"""Referral slips between members, their ledger, and the thanks for what was closed."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.history.once import corrected_once, sent_once
from bestfew.teams.models.doors import LinkModel
from bestfew.teams.models.team import TeamMember
from bestfew.teams.rules import slips as rules
from bestfew.teams.sharing import SharedManager, SharedModel, VersionedModel


class Status(models.TextChoices):
    """How far a referral is (2.A.9, A38)."""

    IDENTIFIED = "identified", _("identified")
    PERMISSION = "permission", _("they agreed")
    INTRODUCED = "introduced", _("introduced")
    CONTACTED = "contacted", _("contacted")
    MEETING = "meeting", _("in talks")
    PROPOSAL = "proposal", _("proposal made")
    WON = "won", pgettext_lazy("a referral", "won")
    LOST = "lost", pgettext_lazy("a referral", "lost")
    DECLINED = "declined", _("declined")


class SlipKind(models.TextChoices):
    """Whose need it is (2.A.9)."""

    INSIDE = "inside", _("inside: the giver needs it")
    OUTSIDE = "outside", _("outside: somebody they know needs it")
    SPIN_OFF = "spin_off", _("spin-off: it came of another referral")


class SlipLevel(models.IntegerChoices):
    """How warm: what the giver did, each with what stands before it (2.A.8)."""

    EXPECTS = 1, _("they expect your call")
    MATERIAL = 2, _("they have your card or your website")
    TESTIMONIAL = 3, _("I told them how good you are")
    ARRANGED = 4, _("I called them and arranged a meeting")
    IN_PERSON = 5, _("I introduce you in person")


class SlipQuerySet(models.QuerySet["Slip"]):
    def of(self, me: TeamMember) -> Self:
        """What a member gave or got: nobody else in the team reads it."""
        return self.filter(Q(giver=me.pk) | Q(receiver=me.pk))

    def open(self) -> Self:
        return self.exclude(status__in=rules.ENDS)


class Slip(VersionedModel):
    """A referral from one member to another: who gave it, to whom, and how it goes.

    Only these two read it; the others see counts. Until the person agreed there is a
    blind summary and nothing else; then their name and how to reach them are in it
    (OQ-18). `status` and `status_at` are derived from its steps.
    """

    giver = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    summary = models.CharField(_("in a few words"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=SlipKind)
    level = models.PositiveSmallIntegerField(
        _("how warm"),
        choices=SlipLevel,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    origin = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    meeting = models.ForeignKey(
        "teams.Meeting", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    submit_id = models.CharField(max_length=40, blank=True, editable=False)

    agreed_at = models.DateTimeField(null=True)
    agreed_how = models.CharField(_("how they agreed"), max_length=200, blank=True)
    person_name = models.CharField(_("name"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=100, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)

    status = models.CharField(
        max_length=10, choices=Status, default=Status.IDENTIFIED, editable=False
    )
    status_at = models.DateTimeField(editable=False)

    objects: Any = SharedManager.from_queryset(SlipQuerySet)()
    unscoped: Any = models.Manager.from_queryset(SlipQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("team", "giver", "given_at"), name="slip_given"),
            models.Index(fields=("team", "receiver", "given_at"), name="slip_got"),
            models.Index(fields=("team", "given_at"), name="slip_by_time"),
            models.Index(
                fields=("team", "meeting"),
                condition=Q(meeting__isnull=False),
                name="slip_at_meeting",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="slip_to_another"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="slip_level_in_range"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False)
                | Q(person_name="", phone="", email=""),
                name="slip_sealed_until_agreed",
            ),
            sent_once("team", "giver", name="slip_sent_once"),
        )

    def __str__(self) -> str:
        return self.summary or str(_("A referral"))

    @property
    def is_open(self) -> bool:
        return self.status not in rules.ENDS

    @property
    def has_details(self) -> bool:
        """Whether the receiver can reach the person."""
        return bool(self.phone or self.email)

    @property
    def dialled(self) -> str:
        """The phone number as a telephone takes it."""
        plus = "+" if self.phone.lstrip().startswith("+") else ""
        return plus + "".join(each for each in self.phone if each in "0123456789")

    def other_than(self, me: TeamMember) -> TeamMember:
        """Who is at the other end."""
        return self.receiver if self.giver_id == me.pk else self.giver


class SlipStep(SharedModel):
    """One entry of a slip's ledger; never changed, a mistake is corrected by another.

    `by` is the member who said it, or None: the person themselves. `note` is what the
    giver tells the receiver; of the receiver's work only its progress passes.
    """

    slip = models.ForeignKey(Slip, models.CASCADE, related_name="steps", db_index=False)
    status = models.CharField(max_length=10, choices=Status)
    at = models.DateTimeField()
    by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (models.Index(fields=("team", "slip", "at"), name="slip_step_of"),)
        constraints = (corrected_once("team", name="slip_step_corrected_once"),)

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d}"

    def as_rule(self) -> rules.Step:
        return rules.Step(self.pk, self.status, self.at, self.corrects_id)


class Thanks(SharedModel):
    """Thank you for closed business: turnover from a referral, net of tax (2.A.10).

    The receiver records it and it counts for the giver, who sees sums and no single
    one. A mistake is corrected by another entry, which may say 0.
    """

    slip = models.ForeignKey(
        Slip, models.CASCADE, related_name="thanks", db_index=False
    )
    giver = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    amount = models.DecimalField(
        _("amount, net of tax"),
        max_digits=18,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3)
    on = models.DateField(_("on"))
    at = models.DateTimeField()
    submit_id = models.CharField(max_length=40, blank=True, editable=False)
    corrects = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "thanks"
        indexes = (
            models.Index(fields=("team", "giver", "on"), name="thanks_to"),
            models.Index(fields=("team", "slip", "at"), name="thanks_for"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="thanks_not_below_nothing"
            ),
            corrected_once("team", name="thanks_corrected_once"),
            sent_once("team", "receiver", name="thanks_sent_once"),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class SlipLink(LinkModel):
    """The link by which the person says yes or no to being called; no account.

    A new one ends those before it; an answer ends it.
    """

    slip = models.ForeignKey(Slip, models.CASCADE, related_name="links", db_index=False)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("team", "slip", "-created_at"), name="slip_link_of"),
        )

    def __str__(self) -> str:
        return f"{self.slip_id}, until {self.expires_at:%Y-%m-%d}"
