"""Activities, and the follow-ups they leave."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Self, cast

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel
from bestfew.funnel.models import Objective
from bestfew.people.models import Medium, OfSomeoneQuerySet, Organisation, Person
from bestfew.prospecting.models import Campaign, Channel


class Kind(models.TextChoices):
    CALL = "call", _("call")
    MESSAGE = "message", _("message")
    EMAIL = "email", _("e-mail")
    VISIT = "visit", _("viewing")
    MEETING = "meeting", _("meeting")
    PRESENTATION = "presentation", _("presentation")
    CARE = "care", _("care")
    INFORMATION = "information", _("information")
    ADVICE = "advice", _("advice")
    NOTE = "note", _("note")


ICONS = {
    Kind.CALL: "phone",
    Kind.MESSAGE: "chat",
    Kind.EMAIL: "mail",
    Kind.VISIT: "eye",
    Kind.MEETING: "meet",
    Kind.PRESENTATION: "star",
    Kind.CARE: "heart",
    Kind.INFORMATION: "info",
    Kind.ADVICE: "users",
    Kind.NOTE: "note",
}

MEDIUM_OF = {
    Kind.CALL: Medium.PHONE,
    Kind.MESSAGE: Medium.CHAT,
    Kind.EMAIL: Medium.EMAIL,
    Kind.VISIT: Medium.IN_PERSON,
    Kind.MEETING: Medium.IN_PERSON,
    Kind.PRESENTATION: Medium.IN_PERSON,
}


class Outcome(models.TextChoices):
    """What came of it; each asks for its own next step (B34, B35)."""

    SPOKE = "spoke", _("we spoke")
    NO_ANSWER = "no_answer", _("no answer")
    NOT_READY = "not_ready", _("not ready")
    NO = "no", pgettext_lazy("what came of it", "no")
    WON = "won", _("won")


LETTER = "form:letter-"
"""Begins the external ids of the letters of mailings."""


class ActivityQuerySet(OfSomeoneQuerySet):
    def spoken(self) -> Self:
        """Contacts with one: no notes, no calls in vain, no letters to many."""
        kept = self.exclude(kind=Kind.NOTE).exclude(outcome=Outcome.NO_ANSWER)
        return kept.exclude(external_id__startswith=LETTER)


class Activity(TenantModel):
    """Something done with someone, logged once; every count is derived from it."""

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="activities"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="activities"
    )
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    channel = models.ForeignKey(
        Channel, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    is_incoming = models.BooleanField(_("they contacted us"), default=False)
    outcome = models.CharField(
        _("what came of it"), max_length=10, choices=Outcome, blank=True
    )
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveIntegerField(
        _("minutes"), null=True, blank=True, validators=[MaxValueValidator(1_440)]
    )
    note = models.TextField(_("what happened"), blank=True)
    call_to_action = models.CharField(_("call to action"), max_length=300, blank=True)
    close = models.CharField(
        _("how you asked for the close"), max_length=300, blank=True
    )
    work = models.CharField(max_length=8, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    traits = models.JSONField(default=dict, blank=True)

    objects = TenantManager.from_queryset(ActivityQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "person", "-at", "-id"), name="activity_of"
            ),
            # all that time spent is summed from, so that no row is read
            models.Index(
                fields=("workspace", "by", "-at", "work", "minutes"),
                name="activity_spent",
            ),
            models.Index(fields=("workspace", "objective", "-at"), name="activity_on"),
            models.Index(
                fields=("workspace", "campaign", "-at"),
                condition=Q(campaign__isnull=False),
                name="activity_for",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="activity_with_someone",
            ),
            models.UniqueConstraint(
                fields=("workspace", "external_id"),
                condition=~Q(external_id=""),
                name="activity_external_id_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"

    @property
    def icon(self) -> str:
        """The drawing of its kind."""
        return ICONS[Kind(self.kind)]

    @property
    def is_spoken(self) -> bool:
        """Whether one spoke or wrote to them, as `ActivityQuerySet.spoken` has it."""
        is_letter = self.external_id.startswith(LETTER)
        in_vain = self.kind == Kind.NOTE or self.outcome == Outcome.NO_ANSWER
        return not (is_letter or in_vain)

    @property
    def about(self) -> Person | Organisation:
        """With whom."""
        return cast("Person | Organisation", self.person or self.organisation)


class FollowUpQuerySet(OfSomeoneQuerySet):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def allowed(self) -> Self:
        """Without those for people who asked not to be contacted (B35, OQ-17)."""
        return self.filter(Q(person=None) | Q(person__do_not_contact=False))

    def due(self, on: date) -> Self:
        """Open ones for that day or before that we may do, the oldest first."""
        return (
            self.open()
            .allowed()
            .filter(due_on__lte=on)
            .order_by("due_on", "due_time", "id")
        )


class FollowUp(TenantModel):
    """What to do next with someone, and on which day."""

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="follow_ups"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="follow_ups"
    )
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, related_name="follow_ups"
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CALL)
    what = models.CharField(_("what to do"), max_length=300, blank=True)
    due_on = models.DateField(_("day"))
    due_time = models.TimeField(_("time"), null=True, blank=True)
    assignee = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = TenantManager.from_queryset(FollowUpQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "assignee", "due_on", "due_time", "id"),
                condition=Q(done_at=None),
                name="follow_up_open",
            ),
            models.Index(fields=("workspace", "person", "due_on"), name="follow_up_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="follow_up_with_someone",
            ),
        )

    def __str__(self) -> str:
        return self.what or self.get_kind_display()

    @property
    def about(self) -> Person | Organisation:
        """With whom."""
        return cast("Person | Organisation", self.person or self.organisation)

    @property
    def icon(self) -> str:
        """The drawing of its kind."""
        return ICONS[Kind(self.kind)]

    def move(self, due_on: date, due_time: time | None) -> None:
        self.due_on, self.due_time = due_on, due_time
        self.save(update_fields=["due_on", "due_time"])

    def finish(self, *, at: datetime) -> bool:
        """Mark it done; False when it was already."""
        open_one = type(self).objects.filter(pk=self.pk, done_at=None)
        self.done_at = at
        return bool(open_one.update(done_at=at))
