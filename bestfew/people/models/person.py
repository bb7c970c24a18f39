"""People, organisations, and what people are there."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import (
    OwnedModel,
    TenantManager,
    TenantModel,
    TenantQuerySet,
)
from bestfew.history.models import EditableModel
from bestfew.people import rules, search_index
from bestfew.people.models.choices import LawfulBasis, Purpose, State
from bestfew.people.models.searched import SearchedQuerySet
from bestfew.web.addresses import address


class MayNotContact(Exception):
    """The person asked not to be contacted; that beats every list (B35, OQ-17)."""


class Source(TenantModel):
    """Where people come from (B17): a bought list, a conversation, a referral…"""

    key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "key"), name="one_source_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(SearchedQuerySet["Person"]):
    owned_through = ("",)
    index = search_index.PEOPLE

    def approachable(self) -> Self:
        return self.filter(do_not_contact=False)

    def to_qualify(self) -> Self:
        """Leads and possible prospects whom we may contact, oldest first."""
        return (
            self.approachable()
            .filter(state__in=(State.LEAD, State.POSSIBLE))
            .order_by("id")
        )


class OrganisationQuerySet(SearchedQuerySet["Organisation"]):
    owned_through = ("",)
    index = search_index.ORGANISATIONS


class Person(OwnedModel, EditableModel):
    """Somebody we know, or want to know.

    The last columns are derived: the apps that own their facts keep them in step, in
    the same transaction.
    """

    name = models.CharField(_("name"), max_length=300, blank=True)
    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lawful_basis = models.CharField(max_length=20, blank=True, choices=LawfulBasis)
    obtained_on = models.DateField(null=True, blank=True)
    referred_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="brought",
        db_index=False,
        verbose_name=_("who brought them"),
    )
    note = models.TextField(_("note"), blank=True)
    traits = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    sort_name = models.CharField(max_length=300, blank=True, editable=False)
    search = models.TextField(blank=True, editable=False)
    do_not_contact = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        max_length=12, choices=State, default=State.LEAD, editable=False
    )
    state_since = models.DateTimeField(null=True, editable=False)
    last_contact_at = models.DateTimeField(null=True, editable=False)
    next_on = models.DateField(null=True, editable=False)
    level = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = TenantManager.from_queryset(PersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "sort_name", "id"), name="person_by_name"
            ),
            models.Index(
                fields=("workspace", "owner", "sort_name", "id"), name="person_of"
            ),
            models.Index(fields=("workspace", "-id"), name="person_by_added"),
            models.Index(fields=("workspace", "state", "id"), name="person_by_state"),
            models.Index(
                fields=("workspace", "next_on", "id"),
                condition=Q(next_on__isnull=False),
                name="person_by_next",
            ),
            models.Index(
                fields=("workspace", "sort_name", "id"),
                condition=Q(do_not_contact=True),
                name="person_do_not_contact",
            ),
            models.Index(
                fields=("workspace", "-last_contact_at", "id"),
                condition=Q(last_contact_at__isnull=False),
                name="person_by_last",
            ),
            models.Index(
                fields=("workspace", "level", "sort_name", "id"),
                condition=Q(level__isnull=False),
                name="person_by_level",
            ),
            models.Index(
                fields=("workspace", "referred_by"),
                condition=Q(referred_by__isnull=False),
                name="person_brought_by",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.first_contact_point() or str(_("Nameless"))

    def get_absolute_url(self) -> str:
        return address("desk:person", self.pk)

    def is_led_by(self, member: Membership) -> bool:
        """Who may hand them to somebody else: their owner, and who leads the team."""
        return member.leads or self.owner_id == member.user_id

    def first_contact_point(self) -> str:
        # a list has read them already (queries.for_rows)
        points = vars(self).get("row_points") or self.contact_points.all()
        return next((p.value for p in sorted(points, key=lambda each: each.id)), "")

    def held(self) -> Person:
        """As they are now; whoever else brings in step what is derived of them waits.

        Call it before reading what it is derived from: of two at once the second then
        sees what the first wrote.
        """
        rows = Person.objects.select_for_update(no_key=True)
        now: Person = rows.get(pk=self.pk)
        return now

    def ledger(self) -> list[rules.Word]:
        """Every word about permission, the earliest first."""
        words = sorted(self.permissions.all(), key=lambda each: (each.at, each.id))
        return [each.as_rule() for each in words]

    def check_may_contact(self, medium: str = "") -> None:
        """Raise `MayNotContact` where a "no" stands: to all contact, or to this way."""
        if self.do_not_contact:
            raise MayNotContact
        if not medium:
            return
        if rules.permission(self.ledger(), Purpose.FOLLOW_UP, medium) in rules.NO:
            raise MayNotContact


class Organisation(OwnedModel, EditableModel):
    """A company, a household, a club: what people belong to and decide for."""

    name = models.CharField(_("name"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    traits = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    sort_name = models.CharField(max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(OrganisationQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "sort_name", "id"), name="organisation_by_name"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("people:organisation", self.pk)


class OfPersonQuerySet(TenantQuerySet[Any]):
    owned_through = ("person__",)


class OfSomeoneQuerySet(TenantQuerySet[Any]):
    """Rows about a person or an organisation."""

    owned_through = ("person__", "organisation__")


class Role(TenantModel):
    """What a person is at an organisation."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    title = models.CharField(_("job title"), max_length=150, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "person", "organisation"), name="one_role_each"
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.organisation)
