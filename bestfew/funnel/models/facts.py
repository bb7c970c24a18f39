"""Facts about one objective: who decides, reviews, judgements, moves, its ending."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.funnel.models.choices import BuyingRole, Outcome, Place
from bestfew.people.models import Person


class OfObjectiveQuerySet(TenantQuerySet[Any]):
    owned_through = ("objective__",)


class InfluenceQuerySet(OfObjectiveQuerySet):
    def uncovered(self) -> Self:
        """Neither met and satisfied, nor accepted as a gap (OQ-10)."""
        open_ = Q(contacted_on=None) | Q(satisfied_on=None)
        return self.filter(open_, accepted_on=None)


class Influence(TenantModel):
    """Someone whose word decides about one objective (2.C.7)."""

    objective = models.ForeignKey(
        "funnel.Objective", models.CASCADE, related_name="influences"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="influences"
    )
    name = models.CharField(_("who"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=BuyingRole)
    contacted_on = models.DateField(null=True, blank=True)
    satisfied_on = models.DateField(null=True, blank=True)
    accepted_because = models.CharField(max_length=300, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    added_on = models.DateField()

    objects = TenantManager.from_queryset(InfluenceQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "objective", "person"),
                condition=Q(person__isnull=False),
                name="influence_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""),
                name="influence_is_someone",
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.person)


class Review(TenantModel):
    """How sure, and by when: as it was judged at a time. Never changed (OQ-12)."""

    objective = models.ForeignKey(
        "funnel.Objective", models.CASCADE, related_name="reviews"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    expected_close_on = models.DateField(null=True)
    confidence = models.PositiveSmallIntegerField()

    objects = TenantManager.from_queryset(OfObjectiveQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "objective", "-at"), name="review_of"),
        )

    def __str__(self) -> str:
        return f"{self.expected_close_on}: {self.confidence} %"


class Judgement(TenantModel):
    """A place given against the rule, with its reason; kept when withdrawn (D26)."""

    objective = models.ForeignKey(
        "funnel.Objective", models.CASCADE, related_name="judgements"
    )
    place = models.CharField(_("place"), max_length=8, choices=Place)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(OfObjectiveQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "objective"),
                condition=Q(withdrawn_at=None),
                name="one_judgement_stands",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="judged_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Placement(TenantModel):
    """A change of place, kept for ever: what the funnel was on any past day."""

    objective = models.ForeignKey(
        "funnel.Objective", models.CASCADE, related_name="placements"
    )
    place = models.CharField(max_length=8, choices=Place)
    at = models.DateTimeField()

    objects = TenantManager.from_queryset(OfObjectiveQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "objective", "-at"), name="placement_of"),
        )

    def __str__(self) -> str:
        return f"{self.place} since {self.at}"


class Ending(TenantModel):
    """The end of an objective. Its presence is the state: without one it is open."""

    objective = models.OneToOneField(
        "funnel.Objective", models.CASCADE, related_name="ending"
    )
    outcome = models.CharField(_("how it ended"), max_length=8, choices=Outcome)
    on = models.DateField(_("on"))
    reason = models.CharField(_("why"), max_length=300, blank=True)
    cycle_days = models.IntegerField()  # from first contact; below 0 is a fault
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    objects = TenantManager.from_queryset(OfObjectiveQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "outcome", "on"), name="ending_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.on}"
