"""People, organisations, and everything that is known about one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

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
from bestfew.people import rules


class MayNotContact(Exception):
    """The person asked not to be contacted; that beats every list (B35, OQ-17)."""


class Medium(models.TextChoices):
    """How somebody is spoken with."""

    PHONE = "phone", _("phone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat")
    IN_PERSON = "in_person", _("in person")
    POST = "post", _("post")
    WEB = "web", _("online form")


class State(models.TextChoices):
    """How far someone is qualified (method 2.B.4); derived from answers."""

    LEAD = "lead", _("lead")
    POSSIBLE = "possible", _("possible prospect")
    PROSPECT = "prospect", _("prospect")
    DISQUALIFIED = "disqualified", _("disqualified")


class LawfulBasis(models.TextChoices):
    """On what a first approach to someone of this source rests."""

    CONSENT = "consent", _("they agreed to be contacted")
    CUSTOMER = "customer", _("they are or were a customer")
    PUBLIC = "public", _("they published it for business contact")
    REFERRAL = "referral", _("someone introduced us, with their agreement")
    INTEREST = "interest", _("legitimate interest, noted")


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


class PersonQuerySet(TenantQuerySet["Person"]):
    owned_through = ("",)

    def matching(self, words: str) -> Self:
        """Whose name, organisation, phone, e-mail or note holds every word."""
        found = self
        for word in rules.fold(words).split():
            number = rules.digits(word)
            is_phone = len(number) >= 3 and not any(c.isalpha() for c in word)
            needle = number.lstrip("0") if is_phone else word
            found = found.filter(search__contains=needle or word)
        return found

    def approachable(self) -> Self:
        return self.filter(do_not_contact=False)

    def to_qualify(self) -> Self:
        """Leads and possible prospects whom we may contact, oldest first."""
        return (
            self.approachable()
            .filter(state__in=(State.LEAD, State.POSSIBLE))
            .order_by("id")
        )


class OrganisationQuerySet(TenantQuerySet["Organisation"]):
    owned_through = ("",)


class Person(OwnedModel, EditableModel):
    """Somebody we know, or want to know.

    The last four columns are derived: the apps that own their facts keep them in step,
    in the same transaction.
    """

    name = models.CharField(_("name"), max_length=300, blank=True)
    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lawful_basis = models.CharField(max_length=20, blank=True, choices=LawfulBasis)
    obtained_on = models.DateField(null=True, blank=True)
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

    objects = TenantManager.from_queryset(PersonQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "sort_name", "id"), name="person_by_name"
            ),
            models.Index(
                fields=("workspace", "owner", "sort_name", "id"), name="person_of"
            ),
            models.Index(fields=("workspace", "state", "id"), name="person_by_state"),
            models.Index(fields=("workspace", "next_on", "id"), name="person_by_next"),
            models.Index(
                fields=("workspace", "-last_contact_at", "id"), name="person_by_last"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.first_contact_point() or str(_("Nameless"))

    def first_contact_point(self) -> str:
        points = sorted(self.contact_points.all(), key=lambda each: each.id)
        return points[0].value if points else ""

    def check_may_contact(self) -> None:
        """Raise `MayNotContact` where a "no" stands."""
        if self.do_not_contact:
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


class ContactKind(models.TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    ZALO = "zalo", "Zalo"
    LINE = "line", "LINE"
    WECHAT = "wechat", _("WeChat")
    WHATSAPP = "whatsapp", "WhatsApp"
    FACEBOOK = "facebook", "Facebook"
    WEBSITE = "website", _("website")
    ADDRESS = "address", _("address")


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
        indexes = (
            models.Index(
                fields=("workspace", "kind", "key"), name="contact_point_by_key"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None),
                name="contact_point_of_one",
            ),
            models.UniqueConstraint(
                fields=("workspace", "person", "kind", "key"),
                name="contact_point_once_a_person",
            ),
        )

    def __str__(self) -> str:
        return self.value


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


class DateKind(models.TextChoices):
    BIRTHDAY = "birthday", _("birthday")
    OTHER = "other", _("other")


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


class ConcernKind(models.TextChoices):
    QUESTION = "question", _("question")
    OBJECTION = "objection", _("objection")


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


class Purpose(models.TextChoices):
    """What a permission is for."""

    ANY = "any", _("anything")
    FOLLOW_UP = "follow_up", _("follow-up")
    NEWS = "news", _("news and offers")
    REFERRAL = "referral", _("being introduced to others")


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
