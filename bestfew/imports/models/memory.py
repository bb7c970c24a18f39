"""What is remembered between files: what columns mean, and who waits for whom."""

from __future__ import annotations

from django.db import models

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantModel
from bestfew.imports.models.job import Import, Noun
from bestfew.people.models import Person


class Mapping(TenantModel):
    """What the columns of a kind of file mean, as it was confirmed last."""

    noun = models.CharField(max_length=13, choices=Noun)
    signature = models.CharField(max_length=64)  # of its headers
    targets = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    activity_kind = models.CharField(max_length=12, blank=True)
    confirmed_at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "noun", "signature"), name="one_mapping_a_layout"
            ),
        )

    def __str__(self) -> str:
        return f"{self.noun} {self.confirmed_at:%Y-%m-%d}"


class CameAs(TenantModel):
    """Under which id a row of the network came here, as another desk had called it.

    Exports go on calling it so, and a file finds it again: people have their own table
    of ids, these have none. `target` is the key of the row.
    """

    noun = models.CharField(max_length=13, choices=Noun)
    external_id = models.CharField(max_length=200)
    target = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "came as"
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "noun", "external_id"), name="came_as_once"
            ),
        )
        indexes = (
            models.Index(fields=("workspace", "target"), name="came_as_by_target"),
        )

    def __str__(self) -> str:
        return self.external_id


class AwaitedLink(TenantModel):
    """A person's organisation by an id that no file has brought yet."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    namespace = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    title = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "namespace", "value", "person"),
                name="awaited_link_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.namespace} {self.value}"


class AwaitedReferrer(TenantModel):
    """Who brought a person, as a file names them: by an id, or in words.

    In words it has no namespace. `found` is the key of who it was, once that is known,
    and `job` the import that found them: what an undo goes back by.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    namespace = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200)
    found = models.BigIntegerField(null=True)
    job = models.ForeignKey(
        Import, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "namespace", "value", "person"),
                name="awaited_referrer_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("workspace", "job"),
                condition=models.Q(found__isnull=False),
                name="referrer_found_by",
            ),
        )

    def __str__(self) -> str:
        return f"{self.namespace} {self.value}".strip()
