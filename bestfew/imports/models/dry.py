"""What an import would do, counted before it does it, and the rows with faults."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.imports.models.job import Import, Outcome

CORRECTED = "corrected"
"""A kind of rows beside those with a fault: somebody changed their cells."""

REJECTED, REMARKED, RIGHT = range(3)
"""Ranks of rows: the worst come first."""


class DryRun(TenantModel):
    """The counts of a whole file, made without writing any of its rows (D8).

    `faults` counts rows by the code of what is wrong with them. It `is_behind` when
    cells were corrected after they were counted.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("being counted")
        DONE = "done", _("counted")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("stopped by a fault")

    job = models.OneToOneField(Import, models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    rows_read = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    faulty = models.PositiveIntegerField(default=0)
    is_behind = models.BooleanField(default=False)
    fault = models.JSONField(default=dict)  # the code of a refusal, with its facts

    started_at = models.DateTimeField()  # to count, or before that to read
    beat_at = models.DateTimeField(null=True)  # the worker's last sign of life
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.state} {self.cursor}"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def loads_nothing(self) -> bool:
        """Whether every row would be rejected."""
        counts = self.counts()
        rows = counts["rows_read"]
        return bool(rows) and counts[Outcome.REJECTED] == rows

    def counts(self) -> dict[str, int]:
        """Rows counted and what would become of them, as `Import.counts`."""
        outcomes = {code: int(self.outcomes.get(code, 0)) for code in Outcome.values}
        return {"rows_read": sum(outcomes.values()), **outcomes}


class FaultyRowQuerySet(TenantQuerySet["FaultyRow"]):
    def of_kind(self, kind: str) -> Self:
        """With this fault; or `corrected`, or `rejected`; all for ""."""
        if kind == Outcome.REJECTED:
            return self.filter(rank=REJECTED)
        if kind == CORRECTED:
            return self.filter(is_corrected=True)
        return self.filter(codes__contains=f" {kind} ") if kind else self


class FaultyRow(TenantModel):
    """A row that would be rejected, or has a remark; or was corrected by somebody.

    `cells` are as in the file. `notes` are as in `ImportRow`; `codes` has theirs
    between spaces.
    """

    dry_run = models.ForeignKey(DryRun, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    rank = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    cells = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    codes = models.TextField(blank=True)
    is_corrected = models.BooleanField(default=False)

    objects = TenantManager.from_queryset(FaultyRowQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "dry_run", "number"), name="faulty_row_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("workspace", "dry_run", "rank", "number"),
                name="faulty_row_by_rank",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"

    def judge(self, outcome: str, notes: list[Any], *, is_corrected: bool) -> None:
        """Take down what would become of it; `is_corrected`: somebody changed it."""
        self.is_corrected = is_corrected
        self.outcome, self.notes = outcome, [list(note) for note in notes]
        self.rank = rank_of(outcome, notes)
        self.codes = codes_of(notes)


def rank_of(outcome: str, notes: list[Any]) -> int:
    if outcome == Outcome.REJECTED:
        return REJECTED
    return REMARKED if notes else RIGHT


def codes_of(notes: list[Any]) -> str:
    """The codes of notes, each once, as `codes` has them."""
    codes = sorted({code for code, _column, _value in notes})
    return f" {' '.join(codes)} " if codes else ""
