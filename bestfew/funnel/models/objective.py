"""Single sales objectives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self, cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import OwnedModel, TenantManager, TenantQuerySet
from bestfew.funnel import rules
from bestfew.funnel.models.choices import Agreement, Kind, Place
from bestfew.funnel.models.facts import Influence, Judgement, Placement
from bestfew.history.models import EditableModel
from bestfew.markets.models import Offering
from bestfew.people.models import Organisation, Person

UNPAUSED_AT = ("workspace", "is_open", "is_paused", "place")
"""What the lists of one part of the funnel are narrowed to, before their order."""


class ObjectiveQuerySet(TenantQuerySet["Objective"]):
    owned_through = ("",)

    def open(self) -> Self:
        # `IN (1)`, since SQLite finds no index for a bare `WHERE is_open`
        return self.filter(is_open__in=(True,))

    def unpaused(self) -> Self:
        return self.filter(is_paused__in=(False,))

    def at(self, place: str) -> Self:
        return self.open().filter(place=place)

    def reachable(self) -> Self:
        """Without those for people who asked not to be contacted (B35).

        Few did: who they are is found once, instead of looking at everybody.
        """
        # as the partial index has it, since SQLite compares the words
        refused = Person.objects.filter(do_not_contact=True)
        return self.exclude(person__in=refused.values("pk"))

    def for_row(self) -> Self:
        """What a row shows, in one query: with `judged_because` and `meet`.

        Why it was judged to stand elsewhere, and the first who decides and is neither
        satisfied nor accepted as a gap.
        """
        same = {"objective": models.OuterRef("pk")}
        standing = Judgement.objects.filter(**same, withdrawn_at=None)
        uncovered = Influence.objects.filter(**same).uncovered().order_by("id")
        who = Coalesce(NullIf("name", Value("")), "person__name")
        return self.select_related("person", "organisation", "offering").annotate(
            judged_because=models.Subquery(standing.values("reason")[:1]),
            meet=models.Subquery(uncovered.annotate(who=who).values("who")[:1]),
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
    strength = models.CharField(_("what speaks for us"), max_length=300, blank=True)
    competition = models.CharField(
        _("what they may choose instead"), max_length=300, blank=True
    )
    reorganised_on = models.DateField(_("reorganised since"), null=True, blank=True)
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
    work_left = models.PositiveSmallIntegerField(default=1, editable=False)

    # What lists sort by: never null, so that an index has their order.
    close_by = models.GeneratedField(
        expression=Coalesce("expected_close_on", Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    worth = models.GeneratedField(
        expression=Coalesce("value", Value(Decimal(-1))),
        output_field=models.DecimalField(max_digits=17, decimal_places=2),
        db_persist=True,
    )

    gain = models.GeneratedField(  # what each step brings: as `rules.gain` has it
        expression=Coalesce(
            Cast("value", models.FloatField())
            * Coalesce(NullIf("confidence", 0), Value(rules.UNSAID))
            / F("work_left")
            / Value(100.0),
            Value(rules.NO_GAIN),
        ),
        output_field=models.FloatField(),
        db_persist=True,
    )

    objects = TenantManager.from_queryset(ObjectiveQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=(*UNPAUSED_AT, "close_by", "-gain", "id"),
                name="objective_by_close",
            ),
            models.Index(
                fields=(*UNPAUSED_AT, "-worth", "id"), name="objective_by_worth"
            ),
            models.Index(
                fields=(*UNPAUSED_AT, "currency", "-gain", "close_by", "id"),
                name="objective_by_gain",
            ),
            models.Index(
                fields=(*UNPAUSED_AT, "first_contact_on", "id"), name="objective_by_age"
            ),
            models.Index(fields=("workspace", "recheck_on"), name="objective_recheck"),
            # all that the four parts are counted from, so that no row is read
            models.Index(
                fields=(
                    *UNPAUSED_AT,
                    "currency",
                    "person",
                    "value",
                    "recheck_on",
                    # and by what they are narrowed
                    "owner",
                    "offering",
                    "kind",
                    "first_contact_on",
                ),
                name="objective_parts",
            ),
            models.Index(
                fields=("workspace", "offering"), name="objective_of_offering"
            ),
            models.Index(
                fields=("workspace", "person", "is_open"), name="objective_of_person"
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
    def last_fall(self) -> Placement | None:
        """Its fall back by the rule of which nobody has said yet that they know."""
        found: Placement | None = self.placements.unseen_falls().first()
        return found

    @property
    def cycle_key(self) -> tuple[int | None, str]:
        """What it shares its normal cycle with: the offering and the kind (B32)."""
        return self.offering_id, self.kind
