"""Runs an import: reads the file through, loads it in batches, finishes.

Each batch is one short transaction that also moves the cursor, so that a run killed
at any moment goes on where it was, with nothing lost and nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports.loading.applying import Stopped, apply_batch, move, step
from bestfew.imports.loading.heavy import heavy_load
from bestfew.imports.loading.loader import Context, Loader
from bestfew.imports.loading.nouns import loader_of
from bestfew.imports.loading.parsing import parsed_batches, read_through
from bestfew.imports.loading.sheet import Sheet
from bestfew.imports.loading.turns import Beat, partner_of
from bestfew.imports.models import (
    Import,
    ImportRow,
    State,
)
from bestfew.imports.readers import Unreadable

FINISHED_AT_ONCE = 1_000
TIMES = 3
"""How often a run goes on where another writer was first."""


def run(job: Import, member: Membership, *, beat: Beat = lambda _job: None) -> None:
    """Go on with an import until it is done; twice, or at once, does no harm.

    The import ends as done, cancelled or failed; `beat` hears of every batch.
    """
    for _time in range(TIMES):
        try:
            _go_on(job, member, beat)
        except Stopped:  # by a cancel, or by whoever wrote a batch before us
            job.refresh_from_db()
        except Unreadable as fault:
            move(job, State.FAILED, fault={"code": fault.code, **fault.facts})
        if not job.is_running:
            break
    beat(job)


def _go_on(job: Import, member: Membership, beat: Beat) -> None:
    if job.state == State.READING:
        _read(job, beat)
    if job.state == State.LOADING:
        with heavy_load(job.rows_read - job.cursor):
            _load(job, member, beat)
    if job.state == State.FINISHING:
        _finish(job, member)


def _read(job: Import, beat: Beat) -> None:
    """Count the rows, and how they write dates and amounts.

    A file that breaks a limit is refused before anything of it is loaded.
    """
    for total, evidence in read_through(job):
        step(job, rows_read=total, evidence=evidence.as_json())
        beat(job)
    move(job, State.LOADING, going_at=timezone.now())


def _load(job: Import, member: Membership, beat: Beat) -> None:
    loader = loader_for(job, member)
    with partner_of(loader) as partner:
        for rows in parsed_batches(loader, shares=partner.shares):
            partner.wait(job, beat)
            apply_batch(job, loader, rows)
            beat(job)
            partner.go()
        partner.wait(job, beat)
    move(job, State.FINISHING)


def loader_for(job: Import, member: Membership) -> Loader[Any]:
    """What loads the rows of an import, for its member, from now on."""
    at = timezone.now()
    today = timezone.localdate(at, ZoneInfo(member.workspace.zone))
    sheet = Sheet.of(job, member, today=today)
    return loader_of(Context(job, member, sheet, at))


def _finish(job: Import, member: Membership) -> None:
    loader = loader_for(job, member)
    for targets in _chunks_of_targets(job):
        loader.finish(targets)
        step(job)
    move(job, State.DONE)


def _chunks_of_targets(job: Import) -> Iterator[list[int]]:
    rows = ImportRow.objects.filter(job=job).exclude(target=None).order_by("number")
    for first in range(0, job.rows_read, FINISHED_AT_ONCE):
        chunk = rows.filter(number__gt=first, number__lte=first + FINISHED_AT_ONCE)
        yield [target for target in chunk.values_list("target", flat=True) if target]
