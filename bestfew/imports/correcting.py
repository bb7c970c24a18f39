"""Deeds on faulty rows: put a cell right before the file is loaded, and take it back.

The file stays as it came; what was written in place of its cells is kept beside it and
put there whenever rows are read. A short file is counted anew at once; of a long one
only the rows that were changed are judged anew, and the counts stay behind until
somebody has it counted again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.imports import checking
from bestfew.imports.actions import NotNow, hold_waiting
from bestfew.imports.loading.parsing import corrections_of
from bestfew.imports.loading.rehearsal import judge_some
from bestfew.imports.models import (
    EVERY_ROW,
    LONGEST_ALIKE,
    Correction,
    DryRun,
    FaultyRow,
    Import,
)
from bestfew.imports.queries import LOOKED_AT

MOST = 5_000
"""Corrections of one file; one with more faults is corrected where it came from."""


class TooMany(Exception):
    """There are so many corrections that the file itself had better be corrected."""


class TooLong(Exception):
    """A cell is too long to be corrected in every row at once."""


@transaction.atomic
def correct(
    dry: DryRun,
    row: FaultyRow,
    cells: Mapping[int, str],
    *,
    seen: Mapping[int, str],
    by: Membership,
    at: datetime,
) -> list[Correction]:
    """Put cells of one row right, by their columns; the last one wins.

    `seen` is what each said when it was looked at. The answer is what somebody else
    had written meanwhile. Raises `NotNow`, `TooMany`.
    """
    dry, row = _held(dry.job, row.number)
    now = corrections_of(dry.job).put(row.number, list(row.cells))
    changed = {at_: value for at_, value in cells.items() if value != cell(now, at_)}
    known = _known(dry.job, row.number, changed)
    replaced = [
        each
        for column, each in known.items()
        if each.by_id != by.user_id and each.value != seen.get(column, "")
    ]
    for column, value in changed.items():
        was = known[column].was if column in known else cell(now, column)
        where = {"number": row.number, "column": column}
        _write(dry.job, where, was, value, {"by_id": by.user_id, "at": at})
    if changed:
        _judge(dry, [row], by)
    return replaced


@transaction.atomic
def correct_alike(
    dry: DryRun,
    row: FaultyRow,
    column: int,
    value: str,
    *,
    by: Membership,
    at: datetime,
) -> int:
    """Put right every cell of a column that says in the file what this row's does.

    The answer is how many of the rows that are kept say so. Raises `NotNow`, `TooMany`,
    `TooLong`.
    """
    dry, row = _held(dry.job, row.number)
    was = cell(row.cells, column)
    if len(was) > LONGEST_ALIKE:
        raise TooLong
    Correction.objects.filter(job=dry.job, number=row.number, column=column).delete()
    where = {"number": EVERY_ROW, "column": column, "was": was}
    _write(dry.job, where, was, value, {"by_id": by.user_id, "at": at})
    alike = _alike(dry, column, was)
    _judge(dry, alike, by)
    return len(alike)


@transaction.atomic
def take_back(dry: DryRun, correction: Correction, *, by: Membership) -> None:
    """Have a cell, or all that were corrected with it, say again what they said.

    Raises `NotNow`.
    """
    dry = _held_dry_run(dry.job)
    Correction.objects.filter(pk=correction.pk).delete()
    if correction.number == EVERY_ROW:
        rows = _alike(dry, correction.column, correction.was)
    else:
        rows = list(FaultyRow.objects.filter(dry_run=dry, number=correction.number))
    _judge(dry, rows, by)


def cell(cells: Sequence[str], column: int) -> str:
    """What stands in a column of a row; a short row has blanks behind."""
    return str(cells[column]) if column < len(cells) else ""


def _held(job: Import, number: int) -> tuple[DryRun, FaultyRow]:
    """The row as it is now, while nobody can start the import or count it anew."""
    dry = _held_dry_run(job)
    row: FaultyRow | None = FaultyRow.objects.filter(dry_run=dry, number=number).first()
    if row is None:
        raise NotNow
    if Correction.objects.filter(job=job).count() >= MOST:
        raise TooMany
    return dry, row


def _held_dry_run(job: Import) -> DryRun:
    hold_waiting(job)
    found: DryRun | None = DryRun.objects.select_related("job").filter(job=job).first()
    if found is None:
        raise NotNow
    return found


def _known(
    job: Import, number: int, columns: Mapping[int, str]
) -> dict[int, Correction]:
    """The corrections of these cells that stand."""
    rows = Correction.objects.filter(job=job, number=number, column__in=columns)
    return {row.column: row for row in rows.select_related("by")}


def _write(
    job: Import, where: Mapping[str, Any], was: str, value: str, who: Mapping[str, Any]
) -> None:
    """Keep a correction; none where the cell says again what it said in the file."""
    if value == was:
        Correction.objects.filter(job=job, **where).delete()
        return
    said = {"was": was, "value": value, **who}
    Correction.objects.update_or_create(job=job, **where, defaults=said)


def _alike(dry: DryRun, column: int, was: str) -> list[FaultyRow]:
    """The rows that are kept and say so in the file."""
    return list(FaultyRow.objects.filter(dry_run=dry, **{f"cells__{column}": was}))


def _judge(dry: DryRun, rows: Sequence[FaultyRow], by: Membership) -> None:
    """Say anew what would become of rows, and of a short file."""
    if dry.rows_read <= LOOKED_AT:
        checking.run_again(dry, by)
        return
    corrections = corrections_of(dry.job)
    now = [(row.number, corrections.put(row.number, list(row.cells))) for row in rows]
    results = judge_some(dry.job, by, now)
    for row, (_number, cells) in zip(rows, now, strict=True):
        result = results[row.number]
        row.judge(result.outcome, list(result.notes), is_corrected=cells != row.cells)
    changed = ("outcome", "notes", "rank", "codes", "is_corrected")
    FaultyRow.objects.bulk_update(rows, changed, batch_size=500)
    DryRun.objects.filter(pk=dry.pk).update(is_behind=True)
