"""What someone said to us: concerns, and what we may do."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel
from bestfew.people import rules
from bestfew.people.models.choices import ConcernKind, Medium, Purpose
from bestfew.people.models.person import OfPersonQuerySet, Person


class Concern(TenantModel):
    """A question or an objection, open until it is resolved (B42)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="concerns")
    kind = models.CharField(
        max_length=10, choices=ConcernKind, default=ConcernKind.QUESTION
    )
    text = models.CharField(_("what they asked"), max_length=500)
    raised_at = models.DateTimeField()
    answer = models.CharField(_("what we answered"), max_length=500, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "person", "raised_at"), name="concern_of"
            ),
        )

    def __str__(self) -> str:
        return self.text

    def resolve(self, answer: str, *, at: datetime) -> None:
        self.answer, self.resolved_at = answer, at
        self.save(update_fields=["answer", "resolved_at"])

    def reopen(self) -> None:
        self.resolved_at = None
        self.save(update_fields=["resolved_at"])


class Permission(TenantModel):
    """One word in the ledger: asked, given, refused or withdrawn. Never changed."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    ANY_MEDIUM = "any"

    person = models.ForeignKey(Person, models.CASCADE, related_name="permissions")
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose)
    medium = models.CharField(
        _("by"),
        max_length=10,
        choices=[(ANY_MEDIUM, _("any way")), *Medium.choices],
        default=ANY_MEDIUM,
    )
    state = models.CharField(_("answer"), max_length=10, choices=State)
    at = models.DateTimeField()
    how = models.CharField(_("how we know"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "person", "at"), name="permission_of"),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_state_display()}"

    def as_rule(self) -> rules.Word:
        return rules.Word(self.purpose, self.medium, self.state, self.at)
