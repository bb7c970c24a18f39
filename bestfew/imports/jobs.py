"""Imports in the background. Each may run twice: it goes on where it stands."""

from __future__ import annotations

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions
from bestfew.imports.models import Import
from bestfew.jobs.queue import enqueue

RUN = "bestfew.imports.jobs.run_import"
UNDO = "bestfew.imports.jobs.run_undo"
FAULT = "bestfew.imports.jobs.note_fault"


def start(job: Import, member: Membership) -> None:
    """Set an import going in the background; raises `NotNow`."""
    actions.start(job, at=timezone.now())
    enqueue(RUN, job.pk, by=member, on_fault=FAULT)


def start_undo(job: Import, member: Membership) -> None:
    """Undo an import in the background; raises `NotNow`, `TooLateToUndo`."""
    actions.start_undo(job, at=timezone.now())
    enqueue(UNDO, job.pk, by=member, on_fault=FAULT)


def run_import(member: Membership, pk: int) -> None:
    if job := Import.objects.visible_to(member).filter(pk=pk).first():
        actions.run(job, member)


def run_undo(member: Membership, pk: int) -> None:
    if job := Import.objects.visible_to(member).filter(pk=pk).first():
        actions.undo(job)


def note_fault(member: Membership, pk: int) -> None:
    if job := Import.objects.visible_to(member).filter(pk=pk).first():
        actions.fail(job, "fault", at=timezone.now())
