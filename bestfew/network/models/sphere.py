"""The Contact Sphere: whom one could work with, and what one learned of them."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator
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
from bestfew.history.models import EditableModel
from bestfew.network.models.professions import Profession
from bestfew.people.models import Organisation, Person
from bestfew.teams.models import TeamMember

QUESTIONS = 10
"""How many there are to ask a partner (A25); each slot can be worded anew (OQ-2)."""

GAINS = ("goals", "accomplishments", "interests", "networks", "skills")
"""What two partners tell each other (method.md 2.A.7)."""


class SphereQuerySet(TenantQuerySet["SphereMember"]):
    owned_through = ("",)

    def current(self) -> Self:
        """Those who are in the sphere now."""
        return self.filter(ended_at=None)


class SphereMember(OwnedModel, EditableModel):
    """Somebody of a profession that serves my market and takes no work from me (A12).

    A person of my book, an organisation, or both; who came by a team alone has
    `team_member` only. Overlap: of their clients, how many would be mine (A16), as I
    estimate it in per cent; `common` is what both sides counted, rounded.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="in_sphere"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="in_sphere"
    )
    profession = models.ForeignKey(
        Profession, models.PROTECT, related_name="sphere_members"
    )
    team_member = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    wanted = models.TextField(_("referrals wanted"), max_length=1_000, blank=True)
    overlap = models.PositiveSmallIntegerField(
        _("of their clients, how many would be yours (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    common = models.PositiveIntegerField(null=True, editable=False)
    common_at = models.DateTimeField(null=True, editable=False)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = TenantManager.from_queryset(SphereQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "ended_at", "profession", "id"), name="sphere_of"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "person"),
                condition=Q(ended_at=None, person__isnull=False),
                name="person_once_in_sphere",
            ),
            models.UniqueConstraint(
                fields=("workspace", "organisation"),
                condition=Q(
                    ended_at=None, organisation__isnull=False, person__isnull=True
                ),
                name="organisation_once_in_sphere",
            ),
            models.UniqueConstraint(
                fields=("workspace", "team_member"),
                condition=Q(ended_at=None, team_member__isnull=False),
                name="team_member_once_in_sphere",
            ),
        )

    def __str__(self) -> str:
        known = self.person or self.organisation or self.team_member
        return str(known or _("Nameless"))

    def get_absolute_url(self) -> str:
        return reverse("network:member", args=[self.pk])

    @property
    def about(self) -> Person | Organisation | None:
        """Whom of my book it is; None where I know them by a team only."""
        return self.person or self.organisation


class OfSphereQuerySet(TenantQuerySet["Learned"]):
    owned_through = ("member__",)


class Question(TenantModel):
    """One of the ten in the user's own words; without a row, as composed (OQ-2)."""

    slot = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "slot"), name="one_question_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=QUESTIONS), name="ten_questions"
            ),
        )

    def __str__(self) -> str:
        return self.text


class Learned(TenantModel):
    """What a partner answered, or what one told them. A newer row counts, all are kept.

    `topic`: `q1` to `q10` for the ten questions; for GAINS whose it is and which, such
    as `theirs.goals` or `mine.skills`. `asked` has the question as it was worded.
    """

    member = models.ForeignKey(
        SphereMember, models.CASCADE, related_name="learned", db_index=False
    )
    topic = models.CharField(max_length=30)
    asked = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=2_000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfSphereQuerySet)()

    class Meta:
        verbose_name_plural = "learned"
        indexes = (
            models.Index(
                fields=("workspace", "member", "topic", "-at", "-id"), name="learned_of"
            ),
        )

    def __str__(self) -> str:
        return self.text


class OverlapConsent(TenantModel):
    """This workspace agrees to count common clients with another business in a team.

    Counting needs the other's own consent (OQ-17, trust.md I8); taking it back erases
    the count on both sides.
    """

    team_member = models.ForeignKey(TeamMember, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "team_member"),
                condition=Q(ended_at=None),
                name="one_consent_to_count",
            ),
        )

    def __str__(self) -> str:
        return f"{self.team_member}, {self.at:%Y-%m-%d}"
