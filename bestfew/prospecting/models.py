"""Channels, campaigns, qualification profiles, and the answers people gave."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import code_of
from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import (
    OwnedModel,
    TenantManager,
    TenantModel,
    TenantQuerySet,
)
from bestfew.history.models import EditableModel
from bestfew.people.models import Medium, OfPersonQuerySet, Person, State
from bestfew.prospecting import rules


class Channel(TenantModel):
    """A way to reach people: calls, leaflets, a chat app (C41-C48).

    `per_hour` contacts fill one hour of one person, and each costs `cost`; `is_counted`
    is false where they can only be estimated. `needs_permission` says that the law asks
    for a yes before (method.md 2.B.5). `step` is what one tap on the tally counts.
    """

    key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=150)
    medium = models.CharField(max_length=10)
    is_counted = models.BooleanField(default=True)
    per_hour = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=17, decimal_places=2, default=0)
    needs_permission = models.BooleanField(default=False)
    step = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "key"), name="one_channel_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CampaignQuerySet(TenantQuerySet["Campaign"]):
    owned_through = ("",)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def open_to(self, member: Membership) -> Self:
        """Those that this member may count and log for, the newest first."""
        rows = self.visible_to(member).open()
        return rows.select_related("channel").order_by("-id")


class Campaign(OwnedModel, EditableModel):
    """A batch sent through one channel, with its own code: what comes back is its own.

    500 leaflets at a crossroads, a banner, a mailing (C20, C41-C48). `planned` is the
    size of the batch, `cost` is for the whole of it; `is_given` says that the company
    gave it (C22).
    """

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=150)
    place = models.CharField(_("where"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    planned = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=17, decimal_places=2, default=0)
    is_given = models.BooleanField(_("given by the company"), default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(CampaignQuerySet)()

    class Meta:
        indexes = (models.Index(fields=("workspace", "-id"), name="campaign_by_added"),)

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """Its id in letters and digits that nobody mixes up, as in its link and QR."""
        return code_of(self.pk)


class QualificationProfile(TenantModel):
    """A named set of criteria. The workspace's default decides `Person.state`."""

    key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=150)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "key"), name="one_profile_a_key"
            ),
            models.UniqueConstraint(
                fields=("workspace",),
                condition=Q(is_default=True),
                name="one_default_profile",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Criterion(TenantModel):
    """One of a profile's short questions (B28)."""

    profile = models.ForeignKey(
        QualificationProfile, models.CASCADE, related_name="criteria"
    )
    key = models.CharField(max_length=20)
    question = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("what to ask when unknown"), max_length=200, blank=True)
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = TenantManager.from_queryset(TenantQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "profile", "key"), name="one_criterion_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.question

    def as_rule(self) -> rules.Criterion:
        return rules.Criterion(self.key, self.is_required)


class Value(models.TextChoices):
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    UNKNOWN = "unknown", _("unknown")


class Evidence(models.TextChoices):
    """How an answer is known (B23)."""

    SAID = "said", _("They said so")
    SEEN = "seen", _("I saw it")
    FORM = "form", _("From the form")


class Answer(TenantModel):
    """What was learned about one criterion, when and how. The latest one counts."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=20)
    value = models.CharField(max_length=8, choices=Value)
    evidence = models.CharField(
        max_length=10, choices=Evidence, default=Evidence.SAID, blank=True
    )
    medium = models.CharField(max_length=10, choices=Medium, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "person", "key", "-at", "-id"), name="answer_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class Qualifying(TenantModel):
    """One person's card worked through: how long it took, what it came to (B28)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifyings")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    seconds = models.PositiveIntegerField(validators=[MaxValueValidator(3_600)])
    state = models.CharField(max_length=12, choices=State)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "by", "-at"), name="qualifying_by"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.state}"
