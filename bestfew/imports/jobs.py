"""Imports in the background. Each may run twice: it goes on where it stands."""

from __future__ import annotations

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions, checking
from bestfew.imports.models import DryRun, Import, ImportBatch, State
from bestfew.jobs.queue import enqueue

RUN = "bestfew.imports.jobs.run_import"
UNDO = "bestfew.imports.jobs.run_undo"
FAULT = "bestfew.imports.jobs.note_fault"
CHECK = "bestfew.imports.jobs.run_check"
CHECK_FAULT = "bestfew.imports.jobs.note_check_fault"


def start(job: Import, member: Membership) -> None:
    """Set an import going in the background; raises `NotNow`."""
    actions.start(job, at=timezone.now())
    _go_on(job, member)


def start_undo(job: Import, member: Membership) -> None:
    """Undo an import in the background; raises `NotNow`, `TooLateToUndo`."""
    actions.start_undo(job, at=timezone.now())
    _go_on(job, member)


def _go_on(job: Import, member: Membership) -> None:
    function = UNDO if job.state == State.UNDOING else RUN
    enqueue(function, job.pk, _where(job), by=member, on_fault=FAULT)


def _where(job: Import) -> str:
    """How far it is: the same again means that nothing was done meanwhile."""
    batches = ImportBatch.objects.filter(job=job).count()
    return f"{job.state} {job.rows_read} {job.cursor} {batches}"


def check(job: Import, member: Membership) -> DryRun:
    """Count what a file would do: a short one now, a long one in the background.

    Raises `NotNow`, `Unreadable`.
    """
    is_short = checking.is_short(job)
    dry = checking.begin(job, at=timezone.now())
    if is_short:
        checking.run(dry, member)
    else:
        enqueue(CHECK, dry.pk, by=member, on_fault=CHECK_FAULT)
    return dry


def run_check(member: Membership, pk: int) -> None:
    if dry := _dry_run(member, pk):
        checking.run(dry, member)


def note_check_fault(member: Membership, pk: int) -> None:
    if dry := _dry_run(member, pk):
        checking.fail(dry, "fault")


def _dry_run(member: Membership, pk: int) -> DryRun | None:
    """One that still counts, of an import that the member sees."""
    dry: DryRun | None = (
        DryRun.objects.filter(
            pk=pk,
            state=DryRun.State.RUNNING,
            job__in=Import.objects.visible_to(member),
        )
        .select_related("job")
        .first()
    )
    return dry


def run_import(member: Membership, pk: int, _since: str) -> None:
    if job := Import.objects.visible_to(member).filter(pk=pk).first():
        actions.run(job, member)


def run_undo(member: Membership, pk: int, _since: str) -> None:
    if job := Import.objects.visible_to(member).filter(pk=pk).first():
        actions.undo(job)


def note_fault(member: Membership, pk: int, since: str) -> None:
    """Tried in vain: begin again if it got any further at all, else let it rest."""
    job = Import.objects.visible_to(member).filter(pk=pk).first()
    if job is None or not job.is_running:
        return
    if _where(job) != since and member.may_write:
        _go_on(job, member)
    else:
        actions.fail(job, "fault", at=timezone.now())
