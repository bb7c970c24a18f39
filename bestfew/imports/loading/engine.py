"""Runs an import: reads the file into rows, applies them in batches, finishes.

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
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.nouns import loader_of
from bestfew.imports.loading.sheet import Cells, Evidence, Sheet
from bestfew.imports.models import (
    Import,
    ImportBatch,
    ImportRow,
    Outcome,
    State,
)
from bestfew.imports.readers import Unreadable, rows_of

BATCH = 1_000
STAGED_AT_ONCE = 5_000
ATTEMPTS = 5

Beat = Callable[[Import], None]


class Stopped(Exception):
    """Somebody cancelled the import, or another worker runs it."""


def run(job: Import, member: Membership, *, beat: Beat = lambda _job: None) -> None:
    """Go on with an import until it is done; twice, or at once, does no harm.

    The import ends as done, cancelled or failed; `beat` hears of every batch.
    """
    try:
        if job.state == State.READING:
            _stage(job, beat)
        if job.state == State.LOADING:
            _load(job, member, beat)
        if job.state == State.FINISHING:
            _finish(job, member)
    except Stopped:
        job.refresh_from_db()
    except Unreadable as fault:
        _move(job, State.FAILED, fault={"code": fault.code, **fault.facts})
    beat(job)


def _stage(job: Import, beat: Beat) -> None:
    """Write every row of the file down as it is, counting how it writes dates."""
    evidence = Evidence.from_json(job.evidence)
    rows = rows_of(job.path, job.layout, after=job.rows_read)
    while chunk := list(islice(rows, STAGED_AT_ONCE)):
        for cells in chunk:
            evidence.see(job.targets, cells)
        try:
            _keep_rows(job, chunk, evidence)
        except IntegrityError as fault:  # another worker was first with these rows
            raise Stopped from fault
        beat(job)
    if not job.rows_read:
        raise Unreadable("no_rows")
    _move(job, State.LOADING)


@transaction.atomic
def _keep_rows(job: Import, chunk: list[list[str]], evidence: Evidence) -> None:
    ids = new_ids(len(chunk))
    numbers = range(job.rows_read + 1, job.rows_read + 1 + len(chunk))
    rows = [
        (pk, job.pk, number, cells)
        for pk, number, cells in zip(ids, numbers, chunk, strict=True)
    ]
    bulk.insert(ImportRow, ("id", "job_id", "number", "cells"), rows)
    _step(job, rows_read=job.rows_read + len(chunk), evidence=evidence.as_json())


def _load(job: Import, member: Membership, beat: Beat) -> None:
    loader = loader_of(_context(job, member))
    loader.seen = _targets_before(job)
    while rows := _next_rows(job):
        parsed, rejected = parse_rows(loader, rows)
        apply_batch(job, loader, rows, parsed, rejected)
        beat(job)
    _move(job, State.FINISHING)


def _context(job: Import, member: Membership) -> Context:
    at = timezone.now()
    sheet = Sheet.of(job, member, today=timezone.localdate(at))
    return Context(job, member, sheet, at)


def _targets_before(job: Import) -> set[int]:
    rows = ImportRow.objects.filter(job=job, number__lte=job.cursor)
    targets = rows.exclude(target=None).values_list("target", flat=True)
    return {target for target in targets.iterator() if target}


def _next_rows(job: Import) -> list[tuple[int, int, list[str]]]:
    """Id, number and cells of the next rows to apply."""
    rows = ImportRow.objects.filter(
        job=job, number__gt=job.cursor, number__lte=job.cursor + BATCH
    )
    return list(rows.order_by("number").values_list("pk", "number", "cells"))


def parse_rows(
    loader: Loader[Any], rows: list[tuple[int, int, list[str]]]
) -> tuple[list[Any], list[Result]]:
    """Read cells as values, outside of any transaction."""
    parsed, rejected = [], []
    for _pk, number, raw in rows:
        cells = Cells(loader.context.sheet, number, raw)
        try:
            parsed.append(loader.parse(cells))
        except Rejected as fault:
            rejected.append(
                Result(number, Outcome.REJECTED, notes=[*cells.notes, fault.note])
            )
    return parsed, rejected


def apply_batch(
    job: Import,
    loader: Loader[Any],
    rows: list[tuple[int, int, list[str]]],
    parsed: list[Any],
    rejected: list[Result],
) -> None:
    """Apply a batch once; a collision with another writer makes it look again."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                results = [*loader.apply(parsed, write=True), *rejected]
                _keep_results(job, loader, rows, results)
            loader.keep()
            return
        except (IntegrityError, OperationalError):
            loader.forget()
            job.refresh_from_db()
            if attempt == ATTEMPTS:
                raise
        except Exception:
            loader.forget()
            job.refresh_from_db()
            raise


def _keep_results(
    job: Import,
    loader: Loader[Any],
    rows: list[tuple[int, int, list[str]]],
    results: list[Result],
) -> None:
    """Write what became of each row, and move the cursor, in the rows' transaction."""
    ids = {number: pk for pk, number, _cells in rows}
    bulk.update(
        ImportRow,
        ("outcome", "target", "notes", "before"),
        [
            (
                each.outcome,
                each.target,
                each.notes or None,
                each.before,
                ids[each.number],
            )
            for each in results
        ],
    )
    first, last = rows[0][1], rows[-1][1]
    mark = new_id()
    ImportBatch.objects.create(
        job=job, first=first, last=last, mark=mark, made=loader.made
    )
    counts = Counter(each.outcome for each in results)
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
    for first in range(0, job.rows_read, BATCH):
        chunk = rows.filter(number__gt=first, number__lte=first + BATCH)
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
