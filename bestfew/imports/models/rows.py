"""The rows of an import: what became of them, and what was corrected before."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import TenantModel
from bestfew.imports.models.job import Import, Outcome


class ImportRow(TenantModel):
    """What became of one row of a file; the row itself stays in the file.

    `notes` holds faults and remarks: `[code, column, text]`; a row that has some keeps
    its `cells` here, too, so that it is shown at once. `before` holds what an undo
    needs of a row that was updated.
    """

    job = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    target = models.BigIntegerField(null=True)
    cells = models.JSONField(null=True)
    notes = models.JSONField(null=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    was_kept = models.BooleanField(default=False)  # an undo left it: edited since

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "job", "number"), name="import_row_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("workspace", "job", "outcome", "number"),
                condition=~Q(outcome=Outcome.CREATED),  # nearly all: no need of one
                name="import_row_by_outcome",
            ),
            models.Index(
                fields=("workspace", "target"),
                condition=Q(target__isnull=False),
                name="import_row_by_target",
            ),
            models.Index(
                fields=("workspace", "job", "number"),
                condition=Q(was_kept=True),  # a few of an undo
                name="import_row_kept",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


EVERY_ROW = 0
"""Where a correction has this number, it is of every row whose cell says the same."""

LONGEST_ALIKE = 500
"""Characters of a cell that can be corrected in every row at once: it is indexed."""


class Correction(TenantModel):
    """A cell as somebody corrected it; the file itself stays as it came.

    Rows are corrected by the corrections of `EVERY_ROW` first, then by their own.
    """

    job = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    column = models.PositiveSmallIntegerField()
    was = models.TextField(blank=True)
    value = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "job", "number", "column"),
                condition=Q(number__gt=EVERY_ROW),
                name="correction_once",
            ),
            models.UniqueConstraint(
                fields=("workspace", "job", "column", "was"),
                condition=Q(number=EVERY_ROW),
                name="correction_of_all_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}, {self.column}: {self.value}"


class ImportBatch(TenantModel):
    """Rows that were applied in one transaction: what an undo goes back by.

    Ids grow with time, so that whatever hangs on a row of the batch and has an id
    above `mark` was added by somebody since.
    """

    job = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    mark = models.BigIntegerField()
    made = models.JSONField(default=dict)  # rows made along the way, by table

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "job", "last"), name="import_batch_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
