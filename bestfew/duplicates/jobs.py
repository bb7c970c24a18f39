"""Scans in the background. One that was killed begins anew: it had written nothing."""

from __future__ import annotations

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.duplicates import scanning
from bestfew.duplicates.models import Scan
from bestfew.jobs.queue import enqueue

RUN = "bestfew.duplicates.jobs.run_scan"
FAULT = "bestfew.duplicates.jobs.note_fault"


def start(member: Membership) -> Scan:
    """Set a scan going in the background; raises `ScanRunning`."""
    scan = scanning.ask(member, at=timezone.now())
    enqueue(RUN, scan.pk, by=member, on_fault=FAULT)
    return scan


def run_scan(member: Membership, pk: int) -> None:
    if scan := Scan.objects.visible_to(member).filter(pk=pk).first():
        scanning.run(scan, member)


def note_fault(member: Membership, pk: int) -> None:
    """Tried in vain: say so, and let another scan begin."""
    if scan := Scan.objects.visible_to(member).filter(pk=pk).first():
        scanning.give_up(scan, "fault", at=timezone.now())
