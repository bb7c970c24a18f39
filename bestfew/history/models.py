"""The log of changes, and the base of rows that two people can edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet


class EventQuerySet(TenantQuerySet["Event"]):
    def about(self, row: models.Model) -> Self:
        """Events of one row, newest first."""
        return self.filter(noun=noun_of(row), row_id=row.pk).order_by("-at", "-id")


class Event(TenantModel):
    """Something that was done to a row. Written with the deed, never changed."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = TenantManager.from_queryset(EventQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=("workspace", "noun", "row_id", "-at"), name="event_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.row_id}"


def record(
    verb: str, row: models.Model, *, by: User | None, at: datetime, **facts: Any
) -> Event:
    """Write down what was done; call it inside the deed's own transaction."""
    event = note(verb, row, by=by, at=at, **facts)
    event.save(force_insert=True)
    return event


def note(
    verb: str, row: models.Model, *, by: User | None, at: datetime, **facts: Any
) -> Event:
    """An event not yet written: for deeds on many rows, which write them in bulk."""
    return Event(verb=verb, noun=noun_of(row), row_id=row.pk, by=by, at=at, facts=facts)


def noun_of(row: models.Model) -> str:
    return row._meta.model_name or ""


@dataclass(frozen=True, slots=True)
class EditConflict(Exception):
    """Somebody else changed the same field meanwhile; nothing was saved."""

    field: str
    yours: Any
    theirs: Any
    before: Any
    by: str
    at: datetime | None


class EditableModel(models.Model):
    """A row with a version, so that two editors never overwrite each other."""

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def edit(
        self, *, before: dict[str, Any], after: dict[str, Any], by: User, at: datetime
    ) -> Event | None:
        """Change fields, each from the value the editor saw (trust.md D5).

        Another field changed meanwhile is kept, and this row comes up to date with it;
        the same field raises `EditConflict` and nothing is saved. A foreign key goes by
        its column (`owner_id`). Texts that differ in their line ends only are equal.
        Returns the event that `undo` takes back, or None when nothing differs. Call it
        inside a transaction.
        """
        now = type(self)._base_manager.select_for_update().get(pk=self.pk)
        changed = {k: v for k, v in after.items() if not _same(getattr(now, k), v)}
        for field, value in changed.items():
            if not _same(getattr(now, field), before[field]):
                raise now._conflict(field, yours=value, before=before[field])
        self._take_over(now)
        if not changed:
            return None
        was = {field: getattr(now, field) for field in changed}
        for field, value in changed.items():
            setattr(self, field, value)
        self.version = now.version + 1
        self.save(update_fields=[*changed, "version", "updated_at"])
        return record("edited", self, by=by, at=at, before=was, after=changed)

    def _take_over(self, now: Self) -> None:
        """Have every column as the database has it."""
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(now, field.attname))

    def _conflict(self, field: str, *, yours: Any, before: Any) -> EditConflict:
        last = (
            Event.objects.about(self)
            .filter(verb="edited", facts__after__has_key=field)
            .select_related("by")
            .first()
        )
        return EditConflict(
            field,
            yours=yours,
            theirs=getattr(self, field),
            before=before,
            by=str(last.by) if last else "",
            at=last.at if last else None,
        )


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal; browsers send other line ends than files hold."""
    if isinstance(one, str) and isinstance(other, str):
        return one.splitlines() == other.splitlines()
    return bool(one == other)
