"""V3: nothing of a file is lost, and nothing of it is there twice (trust.md D8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bestfew.imports.models import RUNNING, Import, ImportRow, Outcome, State
from bestfew.verify.check import Check, Found

COMPLETE = (State.DONE, State.UNDOING, State.UNDONE)
STILL = timedelta(minutes=10)
"""A worker gives a sign of life with every batch; after this, nobody is at work."""


def uncounted() -> Found:
    """Rows read = created + updated + unchanged + duplicate + rejected, at the end."""
    ended = Import.objects.filter(state__in=COMPLETE).exclude(started_at=None)
    return Found.among(
        job.pk for job in ended if job.rows_read != job.counts()["rows_read"]
    )


def miscounted() -> Found:
    """The counts of each import are kept beside its rows: both say the same."""
    rows = (
        _results().values_list("job_id", "outcome").annotate(n=Count("pk")).order_by()
    )
    counted = {(job, outcome): n for job, outcome, n in rows}
    return Found.among(
        f"{job.pk} {outcome}"
        for job in Import.objects.all()
        for outcome in Outcome.values
        if getattr(job, outcome) != counted.get((job.pk, outcome), 0)
    )


def twice() -> Found:
    rows = _results().values_list("job_id", "number").annotate(n=Count("pk"))
    several = rows.filter(n__gt=1).order_by()
    return Found.among(f"{job} row {number}" for job, number, _n in several)


def created_twice() -> Found:
    created = _results().filter(outcome=Outcome.CREATED).exclude(target=None)
    rows = created.values_list("job_id", "target").annotate(n=Count("pk"))
    several = rows.filter(n__gt=1).order_by()
    return Found.among(f"{job} {target}" for job, target, _n in several)


def off_cursor() -> Found:
    """It moves in the transaction of the rows: at the last one, always."""
    rows = _results().values_list("job_id").annotate(last=Max("number")).order_by()
    last = dict(rows)
    return Found.among(
        job.pk
        for job in Import.objects.all()
        if job.cursor != last.get(job.pk, 0) or _ended_early(job)
    )


def _ended_early(job: Import) -> bool:
    return job.state in COMPLETE and job.cursor != job.rows_read and bool(job.cursor)


def standing_still() -> Found:
    """A killed worker's job is taken up again within half a minute."""
    since = timezone.now() - STILL
    running = Import.objects.filter(state__in=RUNNING)
    return Found.in_query(running.filter(beat_at__lt=since))


def _results() -> Any:
    """Rows that something became of; a file may be read before it is applied."""
    return ImportRow.objects.exclude(outcome="")


CHECKS = [
    Check(
        "imports: every row",
        _("The rows read are not as many as those that something became of."),
        uncounted,
    ),
    Check(
        "imports: results",
        _("An import's counts are not what its rows say."),
        miscounted,
    ),
    Check("imports: once", _("A row of a file has several results."), twice),
    Check(
        "imports: created once",
        _("Two rows of a file created the same one."),
        created_twice,
    ),
    Check(
        "imports: cursor",
        _("An import has not come as far as its rows say, or farther."),
        off_cursor,
    ),
    Check(
        "imports: at work",
        _("An import stands still, though it is not done."),
        standing_still,
    ),
]
