"""How to reach someone, and what else is known of them."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantManager, TenantModel
from bestfew.people import rules
from bestfew.people.models.choices import ContactKind, DateKind
from bestfew.people.models.person import (
    OfPersonQuerySet,
    OfSomeoneQuerySet,
    Organisation,
    Person,
)


class ContactPoint(TenantModel):
    """A phone number, an address…: what was typed, and the form it is compared by."""

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="contact_points"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="contact_points"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(_("value"), max_length=500)
    key = models.CharField(max_length=500, editable=False)

    objects = TenantManager.from_queryset(OfSomeoneQuerySet)()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None),
                name="contact_point_of_one",
            ),
            models.UniqueConstraint(  # finds people by their numbers, too
                fields=("workspace", "key", "kind", "person"),
                name="contact_point_once_a_person",
            ),
        )

    def __str__(self) -> str:
        return self.value

    @property
    def someone(self) -> Person | Organisation:
        """Whom it reaches."""
        return cast("Person | Organisation", self.person or self.organisation)

    @property
    def link(self) -> str:
        """Where a tap leads: a call, a letter, a chat; '' where nothing opens."""
        return rules.link(self.kind, self.value, self.key)


class ExternalId(TenantModel):
    """What another program calls a person or an organisation: links files together."""

    namespace = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="external_ids"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="external_ids"
    )

    objects = TenantManager.from_queryset(OfSomeoneQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "namespace", "value"), name="external_id_once"
            ),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None),
                name="external_id_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.namespace} {self.value}"


class Tag(TenantModel):
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "name"), name="one_tag_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Tagging(TenantModel):
    person = models.ForeignKey(Person, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "person", "tag"), name="tagged_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.tag)


class ImportantDate(TenantModel):
    """A day of the year to remember, with or without its year (B43)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=10, choices=DateKind, default=DateKind.BIRTHDAY)
    label = models.CharField(_("what"), max_length=60, blank=True)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = TenantManager.from_queryset(OfPersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "month", "day"), name="important_date_by_day"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "person", "kind", "label"),
                name="important_date_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}/{self.month}"
