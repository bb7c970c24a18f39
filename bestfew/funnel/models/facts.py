"""Facts about one objective: who decides, reviews, judgements, moves, its ending."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.funnel.models.choices import BuyingRole, Degree, Mode, Outcome, Place
from bestfew.people.models import Person


class OfObjectiveQuerySet(TenantQuerySet[Any]):
    owned_through = ("objective__",)


class InfluenceQuerySet(OfObjectiveQuerySet):
    def uncovered(self) -> Self:
        """There still, neither met and satisfied, nor accepted as a gap (OQ-10)."""
        open_ = Q(contacted_on=None) | Q(satisfied_on=None)
        return self.filter(open_, accepted_on=None, left_on=None)

    def unmet(self) -> Self:
        """There still and not contacted, of open objectives."""
        there = self.filter(contacted_on=None, left_on=None)
        return there.filter(objective__is_open=True)


class Influence(TenantModel):
    """Someone whose word decides about one objective (2.C.7 to 2.C.10).

    `need` is the result that they must have, `win` what they gain themselves, `rating`
    how they stand to it, from -5 to +5. Who left (`left_on`) decides no more.
    """

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
    degree = models.CharField(
        _("how much their word weighs"), max_length=6, choices=Degree, blank=True
    )
    mode = models.CharField(
        _("how they see it"), max_length=13, choices=Mode, blank=True
    )
    rating = models.SmallIntegerField(
        _("how they stand to it"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-5), MaxValueValidator(5)],
    )
    need = models.CharField(_("what they need"), max_length=300, blank=True)
    win = models.CharField(_("what they gain themselves"), max_length=300, blank=True)
    evidence = models.CharField(_("how we know"), max_length=300, blank=True)
    new_on = models.DateField(_("in the job since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=-5, rating__lte=5),
                name="influence_rating_in_range",
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.person)

    @property
    def is_uncovered(self) -> bool:
        """What the query set's `uncovered` selects, of a row in hand."""
        met = self.contacted_on and self.satisfied_on
        return not (met or self.accepted_on or self.left_on)


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


class PlacementQuerySet(OfObjectiveQuerySet):
    def unseen_falls(self) -> Self:
        """Objectives that fell back by themselves, and nobody has said "seen" yet."""
        return self.filter(is_unseen=True, objective__is_open=True)


class Placement(TenantModel):
    """A change of place with its reason, kept for ever (2.C.3).

    `missing` is what the rule found lacking; `judged_because` is why a judgement beats
    the rule, or ''. `by` is None where the calendar moved it. `is_unseen`: it fell
    back by the rule, and who works on it has not said that they know.
    """

    objective = models.ForeignKey(
        "funnel.Objective", models.CASCADE, related_name="placements"
    )
    came_from = models.CharField(max_length=8, choices=Place, default=Place.UNIVERSE)
    place = models.CharField(max_length=8, choices=Place)
    missing = models.JSONField(default=list)
    judged_because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    is_unseen = models.BooleanField(default=False, editable=False)

    objects = TenantManager.from_queryset(PlacementQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "objective", "-at"), name="placement_of"),
            models.Index(
                fields=("workspace", "objective"),
                condition=Q(is_unseen=True),
                name="placement_unseen",
            ),
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
