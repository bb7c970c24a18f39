"""Imports: the file, what its columns mean, every row with its result."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import (
    TenantManager,
    TenantModel,
    TenantQuerySet,
)
from bestfew.imports.reading.layouts import Form, Layout
from bestfew.imports.rules.taking import filled_up
from bestfew.people.models import LawfulBasis

UNDO_DAYS = 30


class Noun(models.TextChoices):
    """What the rows of a file are loaded as."""

    PEOPLE = "people", _("people")
    ORGANISATIONS = "organisations", _("organisations")
    OBJECTIVES = "objectives", _("objectives")
    ACTIVITIES = "activities", _("activities")
    MARKETS = "markets", _("target markets")
    PROFESSIONS = "professions", _("professions")
    SPHERE = "sphere", _("partners of the sphere")
    REFERRALS = "referrals", _("referrals")


OF_THE_NETWORK = (Noun.MARKETS, Noun.PROFESSIONS, Noun.SPHERE, Noun.REFERRALS)
"""Nouns that come in as an export of ours has them."""


class State(models.TextChoices):
    """How far an import is. Each step is taken once, whoever asks."""

    UPLOADED = "uploaded", _("waiting for you")
    READING = "reading", _("reading the file")
    LOADING = "loading", _("loading")
    FINISHING = "finishing", _("finishing")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("stopped by a fault")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What became of one row."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    DUPLICATE = "duplicate", _("duplicate")
    REJECTED = "rejected", _("rejected")


class Rule(models.TextChoices):
    """What a column does where something is there already (trust.md D8)."""

    FILL = "fill", _("Fill blanks")
    OVERWRITE = "overwrite", _("Write over")
    KEEP = "keep", _("Leave alone")


RUNNING = (State.READING, State.LOADING, State.FINISHING, State.UNDOING)
CAN_START = (State.UPLOADED, State.CANCELLED, State.FAILED)
CAN_UNDO = (State.DONE, State.CANCELLED, State.FAILED)


class ImportQuerySet(TenantQuerySet["Import"]):
    def visible_to(self, member: Membership) -> Self:
        """Who made it, and leaders."""
        return self if member.leads else self.filter(by=member.user_id)

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class Import(TenantModel):
    """One file, loaded once: rows read = created + updated + … + rejected, always.

    `cursor` is the number of the last row that was applied; it moves in the same
    transaction as the rows do (trust.md D8).
    """

    noun = models.CharField(_("what it holds"), max_length=13, choices=Noun)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    state_before = models.CharField(max_length=9, blank=True)  # of an undo that failed
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    form = models.JSONField(default=dict)  # `Form` of reading/layouts.py
    has_headers = models.BooleanField(default=True)
    headers = models.JSONField(default=list)
    targets = models.JSONField(default=list)  # one for each header; "" keeps a trait
    rules = models.JSONField(default=list)  # a `Rule` for each; [] fills blanks
    activity_kind = models.CharField(max_length=12, blank=True)
    source_name = models.CharField(_("source"), max_length=150, blank=True)
    lawful_basis = models.CharField(
        _("lawful basis"), max_length=20, blank=True, choices=LawfulBasis
    )
    evidence = models.JSONField(default=dict)  # how dates and amounts are written
    made = models.JSONField(default=dict)  # rows made along the way, by table

    rows_read = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicate = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)  # by an undo: edited since

    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    going_at = models.DateTimeField(null=True)  # since when, after the last halt
    going_from = models.PositiveIntegerField(default=0)  # at which row
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the worker's last sign of life
    fault = models.JSONField(default=dict)  # the code of a refusal, with its facts

    objects = TenantManager.from_queryset(ImportQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("workspace", "-uploaded_at"), name="import_by_time"),
            models.Index(fields=("workspace", "file_hash"), name="import_by_file"),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Where the file is kept: by its hash, outside the web root."""
        folder = Path(settings.MEDIA_ROOT) / "imports" / str(self.workspace_id)
        return folder / self.file_hash

    @property
    def layout(self) -> Layout:
        """How the file is to be read."""
        form = Form.from_json(self.form)
        headers = tuple(self.headers)
        return Layout(self.encoding, self.delimiter, headers, self.has_headers, form)

    @layout.setter
    def layout(self, layout: Layout) -> None:
        self.encoding, self.delimiter = layout.encoding, layout.delimiter
        self.headers, self.has_headers = list(layout.headers), layout.has_headers
        self.form = layout.form.as_json()

    @property
    def column_rules(self) -> tuple[str, ...]:
        """What each column does where something is there already."""
        return filled_up(self.rules, len(self.targets))

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def undo_until(self) -> datetime | None:
        """The last moment at which it can be undone."""
        return self.started_at and self.started_at + timedelta(days=UNDO_DAYS)

    def may_undo(self, at: datetime) -> bool:
        if self.state not in CAN_UNDO or not self.started_at:
            return False
        return self.undo_until is not None and at <= self.undo_until

    def counts(self) -> dict[str, int]:
        """Rows read and what became of them."""
        outcomes = {code: int(getattr(self, code)) for code in Outcome.values}
        return {"rows_read": sum(outcomes.values()), **outcomes}
