"""Runs an import: reads the file through, loads it in batches, finishes.

Each batch is one short transaction that also moves the cursor, so that a run killed
at any moment goes on where it was, with nothing lost and nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from bestfew.accounts.ids import new_id, new_ids
from bestfew.accounts.models import Membership
from bestfew.imports import bulk
from bestfew.imports.loading.evidence import Evidence
from bestfew.imports.loading.heavy import heavy_load
from bestfew.imports.loading.loader import Context, Loader, Result
from bestfew.imports.loading.nouns import loader_of
from bestfew.imports.loading.parsing import Parsed, parsed_batches, rows_of_job
from bestfew.imports.loading.sheet import Sheet
from bestfew.imports.models import (
    Import,
    ImportBatch,
    ImportRow,
    Outcome,
    State,
)
from bestfew.imports.readers import Unreadable

READ_AT_ONCE = 50_000
FINISHED_AT_ONCE = 1_000
ATTEMPTS = 5
KNOWN = (Outcome.UPDATED, Outcome.UNCHANGED)

Beat = Callable[[Import], None]


class Stopped(Exception):
    """Somebody cancelled the import, or another worker runs it."""


def run(job: Import, member: Membership, *, beat: Beat = lambda _job: None) -> None:
    """Go on with an import until it is done; twice, or at once, does no harm.

    The import ends as done, cancelled or failed; `beat` hears of every batch.
    """
    try:
        if job.state == State.READING:
            _read(job, beat)
        if job.state == State.LOADING:
            with heavy_load(job.rows_read - job.cursor):
                _load(job, member, beat)
        if job.state == State.FINISHING:
            _finish(job, member)
    except Stopped:
        job.refresh_from_db()
    except Unreadable as fault:
        _move(job, State.FAILED, fault={"code": fault.code, **fault.facts})
    beat(job)


def _read(job: Import, beat: Beat) -> None:
    """Count the rows, and how they write dates and amounts.

    A file that breaks a limit is refused before anything of it is loaded.
    """
    evidence = Evidence()
    rows = rows_of_job(job)
    total = 0
    while chunk := list(islice(rows, READ_AT_ONCE)):
        evidence.see_all(job.targets, (cells for _number, cells in chunk))
        total += len(chunk)
        _step(job, rows_read=total, evidence=evidence.as_json())
        beat(job)
    if not total:
        raise Unreadable("no_rows")
    _move(job, State.LOADING)


def _load(job: Import, member: Membership, beat: Beat) -> None:
    loader = loader_of(_context(job, member))
    with parsed_batches(loader, after=job.cursor, size=loader.batch) as batches:
        for rows in batches:
            apply_batch(job, loader, rows)
            beat(job)
    _move(job, State.FINISHING)


def _context(job: Import, member: Membership) -> Context:
    at = timezone.now()
    sheet = Sheet.of(job, member, today=timezone.localdate(at))
    return Context(job, member, sheet, at)


def apply_batch(job: Import, loader: Loader[Any], rows: list[Parsed]) -> None:
    """Apply a batch once; a collision with another writer makes it look again."""
    for attempt in range(1, ATTEMPTS + 1):
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
    records = [row.record for row in rows if row.record is not None]
    found = {each.number: each for each in loader.apply(records, write=write)}
    known = {each.target for each in found.values() if each.outcome in KNOWN}
    earlier = _targets_before(loader, known) if write else loader.seen
    for each in found.values():
        if each.outcome in KNOWN and each.target in earlier:
            each.outcome = Outcome.DUPLICATE
    if not write:
        loader.seen |= loader.fresh
    for row in rows:
        if row.record is None:
            found[row.number] = Result(row.number, Outcome.REJECTED, notes=row.notes)
    return found


def _targets_before(loader: Loader[Any], targets: set[int | None]) -> set[int | None]:
    """Those that rows of batches before were about."""
    if not targets:
        return set()
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
    _step(job, cursor=last, **changes)


def _finish(job: Import, member: Membership) -> None:
    loader = loader_of(_context(job, member))
    for targets in _chunks_of_targets(job):
        loader.finish(targets)
        _step(job)
    _move(job, State.DONE)


def _chunks_of_targets(job: Import) -> Iterator[list[int]]:
    rows = ImportRow.objects.filter(job=job).exclude(target=None).order_by("number")
    for first in range(0, job.rows_read, FINISHED_AT_ONCE):
        chunk = rows.filter(number__gt=first, number__lte=first + FINISHED_AT_ONCE)
        yield [target for target in chunk.values_list("target", flat=True) if target]


def _step(job: Import, **changes: Any) -> None:
    """Write progress down; raises `Stopped` if another worker or a cancel was first."""
    changes["beat_at"] = timezone.now()
    here = Import.objects.filter(
        pk=job.pk, state=job.state, cursor=job.cursor, rows_read=job.rows_read
    )
    if not here.update(**changes):
        raise Stopped
    for name, value in changes.items():
        setattr(job, name, value)


def _move(job: Import, state: str, **changes: Any) -> None:
    """Take the next step, once; raises `Stopped` if it was taken already."""
    now: datetime = timezone.now()
    if state in (State.DONE, State.FAILED):
        changes["finished_at"] = now
    moved = Import.objects.filter(pk=job.pk, state=job.state)
    if not moved.update(state=state, beat_at=now, **changes):
        raise Stopped
    job.refresh_from_db()
