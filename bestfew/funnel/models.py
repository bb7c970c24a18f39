"""Single sales objectives with their influences, reviews, judgements and endings."""

from __future__ import annotations

from typing import Any, Self, cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import (
    OwnedModel,
    TenantManager,
    TenantModel,
    TenantQuerySet,
)
from bestfew.history.models import EditableModel
from bestfew.markets.models import Offering
from bestfew.people.models import Organisation, Person


class Place(models.TextChoices):
    """Where an objective stands (OQ-8)."""

    UNIVERSE = "universe", _("Universe")
    ABOVE = "above", _("Above the funnel")
    IN = "in", _("In the funnel")
    BEST_FEW = "best_few", _("Best few")


class Kind(models.TextChoices):
    SELL = "sell", _("sell")
    RECRUIT = "recruit", _("recruit")
    ALLIANCE = "alliance", _("alliance")


class Agreement(models.TextChoices):
    CONTRACT = "contract", _("signed contract")
    VERBAL = "verbal", _("verbal agreement")


class Outcome(models.TextChoices):
    WON = "won", _("won")
    LOST = "lost", _("lost")
    DECLINED = "declined", _("declined by us")


class ObjectiveQuerySet(TenantQuerySet["Objective"]):
    owned_through = ("",)

    def open(self) -> Self:
        return self.filter(is_open=True)

    def at(self, place: str) -> Self:
        return self.open().filter(place=place)

    def reachable(self) -> Self:
        """Without those for people who asked not to be contacted (B35)."""
        return self.filter(Q(person=None) | Q(person__do_not_contact=False))

    def for_row(self) -> Self:
        """With its customer, its offering, and why it was judged to stand elsewhere."""
        standing = Judgement.objects.filter(
            objective=models.OuterRef("pk"), withdrawn_at=None
        )
        reason = models.Subquery(standing.values("reason")[:1])
        return self.select_related("person", "organisation", "offering").annotate(
            judged_because=reason
        )

    def for_card(self) -> Self:
        """What an objective's card shows, in two queries."""
        influences = Influence.objects.select_related("person").order_by("id")
        return self.for_row().prefetch_related(
            models.Prefetch("influences", influences)
        )


class Objective(OwnedModel, EditableModel):
    """One thing to be agreed with one customer: the unit of work (D01).

    `place`, `recheck_on` and `is_open` are derived from its facts and its ending, in
    the same transaction.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SELL)
    agreement = models.CharField(
        _("agreement"), max_length=10, choices=Agreement, default=Agreement.CONTRACT
    )
    name = models.CharField(_("what"), max_length=300)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="objectives"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="objectives"
    )
    offering = models.ForeignKey(
        Offering, models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    value = models.DecimalField(
        _("value"),
        max_digits=17,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3)
    first_contact_on = models.DateField(_("first contact"))
    expected_close_on = models.DateField(_("expected close"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("how sure, %"), default=0, validators=[MaxValueValidator(100)]
    )
    fit = models.CharField(_("what indicates a fit"), max_length=500, blank=True)
    fit_on = models.DateField(null=True, editable=False)  # since when it is known
    fit_verified_on = models.DateField(null=True, blank=True)
    next_deed = models.CharField(_("next deed"), max_length=200, blank=True)
    is_paused = models.BooleanField(_("paused"), default=False)
    traits = models.JSONField(default=dict, blank=True)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField()

    is_open = models.BooleanField(default=True, editable=False)
    place = models.CharField(
        max_length=8, choices=Place, default=Place.UNIVERSE, editable=False
    )
    place_since = models.DateTimeField(null=True, editable=False)
    missing = models.JSONField(default=list, editable=False)
    is_judged = models.BooleanField(default=False, editable=False)
    recheck_on = models.DateField(null=True, editable=False)

    objects = TenantManager.from_queryset(ObjectiveQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "is_open", "place", "expected_close_on", "id"),
                name="objective_by_place",
            ),
            models.Index(
                fields=("workspace", "is_open", "place", "-value", "id"),
                name="objective_by_value",
            ),
            models.Index(fields=("workspace", "recheck_on"), name="objective_recheck"),
            models.Index(
                fields=("workspace", "offering"), name="objective_of_offering"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="objective_for_someone",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0),
                name="objective_value_not_less",
            ),
            models.UniqueConstraint(
                fields=("workspace", "external_id"),
                condition=~Q(external_id=""),
                name="objective_external_id_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def customer(self) -> Person | Organisation:
        """Who it is for: the database holds that there is one."""
        return cast("Person | Organisation", self.person or self.organisation)

    @property
    def cycle_key(self) -> tuple[int | None, str]:
        """What it shares its normal cycle with: the offering and the kind (B32)."""
        return self.offering_id, self.kind


class OfObjectiveQuerySet(TenantQuerySet[Any]):
    owned_through = ("objective__",)


class BuyingRole(models.TextChoices):
    ECONOMIC = "economic", _("economic: says the final yes")
    USER = "user", _("user: will live with it")
    TECHNICAL = "technical", _("technical: can say no")
    COACH = "coach", _("coach: helps us")


class Influence(TenantModel):
    """Someone whose word decides about one objective (2.C.7)."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="influences")
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

    objects = TenantManager.from_queryset(OfObjectiveQuerySet)()

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

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="reviews")
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

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="judgements")
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

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="placements")
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

    objective = models.OneToOneField(Objective, models.CASCADE, related_name="ending")
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
