"""Deeds on dry runs: count a file before it is loaded, a short one at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import bulk
from bestfew.imports.actions import hold_waiting
from bestfew.imports.loading.heavy import no_collecting
from bestfew.imports.loading.parsing import read_through, rows_of_job
from bestfew.imports.loading.rehearsal import Judged, Tally, rehearse
from bestfew.imports.models import Correction, DryRun, FaultyRow, Import, State
from bestfew.imports.models.dry import CORRECTED, codes_of, rank_of
from bestfew.imports.queries import LOOKED_AT
from bestfew.imports.readers import Unreadable

MOST_OF_A_KIND = 300
"""Faulty rows of one kind that are kept to be corrected; more come when those are."""


class Stopped(Exception):
    """Somebody stopped the count, began it anew, or started the import."""


def is_short(job: Import) -> bool:
    """Whether the whole file can be counted while one waits; raises `Unreadable`."""
    return len(list(islice(rows_of_job(job), LOOKED_AT + 1))) <= LOOKED_AT


@transaction.atomic
def begin(job: Import, *, at: datetime) -> DryRun:
    """Take the place of the last count; raises `NotNow`. `run` does the work."""
    hold_waiting(job)
    DryRun.objects.filter(job=job).delete()
    dry = DryRun(job=job, started_at=at, beat_at=at)
    dry.save(force_insert=True)
    return dry


def run(dry: DryRun, member: Membership) -> None:
    """Count every row, from the first on; twice, or at once, does no harm."""
    try:
        with transaction.atomic():
            _step(dry, cursor=0, rows_read=0, started_at=timezone.now())
            FaultyRow.objects.filter(dry_run=dry).delete()
        _read(dry)
        _step(dry, started_at=timezone.now())
        _count(dry, member)
        _step(dry, state=DryRun.State.DONE, finished_at=timezone.now())
    except Stopped:
        return
    except Unreadable as why:
        _fail(dry, {"code": why.code, **why.facts})


def _read(dry: DryRun) -> None:
    """How many rows there are, and how the file writes days and amounts."""
    for total, evidence in read_through(dry.job):
        dry.job.evidence = evidence.as_json()
        _step(dry, rows_read=total)
    same = Import.objects.filter(pk=dry.job_id, state=State.UPLOADED)
    same.update(evidence=dry.job.evidence)


def _count(dry: DryRun, member: Membership) -> None:
    tally, keeper = Tally(), Keeper(dry)
    with no_collecting():
        for batch in rehearse(dry.job, member):
            tally.add(each.result for each in batch)
            with transaction.atomic():
                _step(dry, cursor=batch[-1].row.number, **tally.as_json())
                keeper.keep(batch)


class Keeper:
    """Keeps some rows with each kind of fault, and those that somebody corrected."""

    def __init__(self, dry: DryRun) -> None:
        self.dry = dry
        self.kept: Counter[str] = Counter()
        rows = Correction.objects.filter(job=dry.job_id)
        self.corrected = set(rows.values_list("number", flat=True))

    def keep(self, batch: Sequence[Judged]) -> None:
        columns = ("dry_run_id", "number", "rank", "outcome", "cells", "notes")
        rows = [self._values(each) for each in batch if self._wants(each)]
        bulk.insert_new(FaultyRow, (*columns, "codes", "is_corrected"), rows)

    def _values(self, each: Judged) -> bulk.Row:
        outcome, notes = each.result.outcome, each.result.notes
        return (
            *(self.dry.pk, each.row.number, rank_of(outcome, notes), outcome),
            *(each.raw, notes, codes_of(notes), each.raw != each.row.cells),
        )

    def _wants(self, each: Judged) -> bool:
        """Whether there are not enough yet of one of its kinds."""
        kinds = {note.code for note in each.result.notes}
        if each.raw != each.row.cells:
            kinds.add(CORRECTED)
        is_wanted = each.row.number in self.corrected or any(
            self.kept[kind] < MOST_OF_A_KIND for kind in kinds
        )
        if is_wanted:
            self.kept.update(kinds)
        return is_wanted


def run_again(dry: DryRun, member: Membership) -> None:
    """Count a short file again, since something of it changed."""
    anew = {"state": DryRun.State.RUNNING, "is_behind": False, "fault": {}}
    DryRun.objects.filter(pk=dry.pk).update(**anew)
    dry.refresh_from_db()
    run(dry, member)


def stop(job: Import, *, at: datetime) -> bool:
    """Leave it at what is counted; False when nothing is being counted."""
    running = DryRun.objects.filter(job=job, state=DryRun.State.RUNNING)
    return bool(running.update(state=DryRun.State.STOPPED, finished_at=at))


def fail(dry: DryRun, code: str) -> None:
    """Write down that the count stopped by a fault."""
    _fail(dry, {"code": code})


def _fail(dry: DryRun, fault: dict[str, Any]) -> None:
    running = DryRun.objects.filter(pk=dry.pk, state=DryRun.State.RUNNING)
    running.update(state=DryRun.State.FAILED, fault=fault, finished_at=timezone.now())


def _step(dry: DryRun, **changes: Any) -> None:
    """Write progress down; raises `Stopped` if another, or a stop, was first."""
    changes["beat_at"] = timezone.now()
    here = DryRun.objects.filter(
        pk=dry.pk,
        state=DryRun.State.RUNNING,
        cursor=dry.cursor,
        rows_read=dry.rows_read,
    )
    if not here.update(**changes):
        raise Stopped
    for name, value in changes.items():
        setattr(dry, name, value)
