"""Applies a batch of rows in one short transaction that also moves the cursor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from bestfew.accounts.ids import new_id, new_ids
from bestfew.imports import bulk
from bestfew.imports.loading.loader import Loader, Result
from bestfew.imports.loading.parsing import Parsed
from bestfew.imports.models import (
    Import,
    ImportBatch,
    ImportRow,
    Outcome,
    State,
)

ATTEMPTS = 5
KNOWN = (Outcome.UPDATED, Outcome.UNCHANGED)


class Stopped(Exception):
    """Somebody cancelled the import, or another worker runs it."""


def apply_batch(job: Import, loader: Loader[Any], rows: list[Parsed]) -> None:
    """Apply a batch once; a collision with another writer makes it look again.

    Raises `Stopped`.
    """
    for attempt in range(1, ATTEMPTS + 1):
        if job.state != State.LOADING or job.cursor != rows[0].number - 1:
            raise Stopped
        try:
            with transaction.atomic():
                _keep_results(job, loader, rows, results_of(loader, rows, write=True))
            return
        except (IntegrityError, OperationalError):
            job.refresh_from_db()
            if attempt == ATTEMPTS:
                raise
        except BaseException:
            job.refresh_from_db()
            raise


def results_of(
    loader: Loader[Any], rows: list[Parsed], *, write: bool
) -> dict[int, Result]:
    """What becomes of each row, by its number.

    A row about somebody whom an earlier row of the file was about is a duplicate.
    """
    loader.fresh = set()
    less = ((row.number, row.of_known) for row in rows)
    loader.of_known = {number: record for number, record in less if record}
    records = [row.record for row in rows if row.record is not None]
    found = {each.number: each for each in loader.apply(records, write=write)}
    known = {
        each.target for each in found.values() if each.target and each.outcome in KNOWN
    }
    earlier = _targets_before(loader, known, write=write)
    for each in found.values():
        if each.outcome in KNOWN and each.target in earlier:
            each.outcome = Outcome.DUPLICATE
    if not write:
        loader.memorise()
    for row in rows:
        if row.record is None:
            found[row.number] = Result(row.number, Outcome.REJECTED, notes=row.notes)
    return found


def _targets_before(
    loader: Loader[Any], targets: set[int], *, write: bool
) -> Set[int | None]:
    """Those that rows of batches before were about."""
    if not targets:
        return set()
    if not write:
        return loader.memory.facts_of(targets).keys()
    rows = ImportRow.objects.filter(job=loader.context.job, target__in=targets)
    return set(rows.values_list("target", flat=True))


def _keep_results(
    job: Import, loader: Loader[Any], rows: list[Parsed], results: dict[int, Result]
) -> None:
    """Write what became of each row, and move the cursor, in the rows' transaction."""
    columns = ("id", "job_id", "number", "outcome", "target", "cells", "notes")
    kept = []
    for pk, row in zip(new_ids(len(rows)), rows, strict=True):
        each = results[row.number]
        notes = each.notes or None
        cells = row.cells if notes else None
        what = (each.outcome, each.target, cells, notes, each.before)
        kept.append((pk, job.pk, row.number, *what))
    bulk.insert(ImportRow, (*columns, "before"), kept)
    first, last = rows[0].number, rows[-1].number
    ImportBatch.objects.create(
        job=job, first=first, last=last, mark=new_id(), made=loader.made
    )
    counts = Counter(each.outcome for each in results.values())
    changes = {code: getattr(job, code) + counts[code] for code in Outcome.values}
    step(job, cursor=last, **changes)


def step(job: Import, **changes: Any) -> None:
    """Write progress down; raises `Stopped` if another worker or a cancel was first."""
    changes["beat_at"] = timezone.now()
    here = Import.objects.filter(
        pk=job.pk, state=job.state, cursor=job.cursor, rows_read=job.rows_read
    )
    if not here.update(**changes):
        raise Stopped
    for name, value in changes.items():
        setattr(job, name, value)


def move(job: Import, state: str, **changes: Any) -> None:
    """Take the next step, once; raises `Stopped` if it was taken already."""
    now: datetime = timezone.now()
    if state in (State.DONE, State.FAILED):
        changes["finished_at"] = now
    moved = Import.objects.filter(pk=job.pk, state=job.state)
    if not moved.update(state=state, beat_at=now, **changes):
        raise Stopped
    job.refresh_from_db()
