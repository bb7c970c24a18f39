"""A scan from its beginning to its end: asked for, run, cancelled, given up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.duplicates.matching.process import Found, found_in, work_beside
from bestfew.duplicates.matching.reading import write_files
from bestfew.duplicates.merging_safely import is_wanted, merge_safely
from bestfew.duplicates.models import Pair, Scan, Step
from bestfew.imports import bulk

THRESHOLD = 0.95
"""Chosen on 100,000 generated people, seed 1: F1 is highest from 0.95 to 0.99."""

SILENT = timedelta(minutes=2)
"""A scan that says nothing for so long was killed: it says something every second."""

Hear = Callable[[Scan], None]

FOLDER = "scans"
KEPT_AT_ONCE = 5_000
ATTEMPTS = 3


class ScanRunning(Exception):
    """The workspace is being scanned; `scan` is the one."""

    def __init__(self, scan: Scan) -> None:
        super().__init__(scan)
        self.scan = scan


class Stopped(Exception):
    """Somebody cancelled the scan meanwhile."""


def ask(
    member: Membership,
    *,
    at: datetime,
    threshold: float = THRESHOLD,
    step: str = Step.WAITING,
) -> Scan:
    """A new scan, not begun yet. Raises `ScanRunning`: one at a time."""
    dead = Scan.objects.running().filter(beat_at__lt=at - SILENT)
    dead.update(step=Step.FAILED, fault="silent", finished_at=at)
    try:
        with transaction.atomic():
            scan: Scan = Scan.objects.create(
                by=member.user, threshold=threshold, asked_at=at, step=step
            )
    except IntegrityError:
        running = Scan.objects.running().first()
        if running is None:
            raise
        raise ScanRunning(running) from None
    return scan


def cancel(scan: Scan, *, at: datetime) -> None:
    """End a scan; what was open stays as it was. One that is over stays so."""
    going = Scan.objects.running().filter(pk=scan.pk)
    going.update(step=Step.CANCELLED, finished_at=at)
    scan.refresh_from_db()


def give_up(scan: Scan, fault: str, *, at: datetime) -> None:
    going = Scan.objects.running().filter(pk=scan.pk)
    going.update(step=Step.FAILED, fault=fault, finished_at=at)
    scan.refresh_from_db()


def run(scan: Scan, member: Membership, *, hear: Hear = lambda _scan: None) -> None:
    """Find the pairs among the people that the member sees, from the beginning.

    Nothing is written before the end: what was killed begins anew. A scan that is over
    is left alone. `hear` is told of every step. Raises `Failed` where the process
    beside came to harm.
    """

    def say(step: str, share: float, **facts: Any) -> None:
        _move(scan, step, share, **facts)
        hear(scan)

    try:
        say(Step.READING, 0.0, started_at=timezone.now())
        with _folder(scan) as folder:
            for number, _name in enumerate(write_files(member, folder), 1):
                say(Step.READING, 0.02 * number)
            facts = work_beside(folder, threshold=scan.threshold, say=say)
            say(Step.KEEPING, 0.85, people=facts["people"])
            pairs = _keep_or_retry(scan, member, folder)
        say(Step.MERGING, 0.95, pairs=pairs, model=facts["model"])
        _finish(scan, member, say)
    except Stopped:
        pass
    scan.refresh_from_db()


def _finish(scan: Scan, member: Membership, say: Callable[..., None]) -> None:
    """Merge those that are sure, where the workspace wants it, and say it is done."""
    if is_wanted():
        merge_safely(
            member,
            now=timezone.now,
            say=lambda count: say(Step.MERGING, 0.95, merged=count),
        )
    _move(scan, Step.DONE, 1.0, finished_at=timezone.now())


def _move(scan: Scan, step: str, share: float, **facts: Any) -> None:
    """Say how far the scan is; raises `Stopped` if it is over for others."""
    going = Scan.objects.running().filter(pk=scan.pk)
    now = timezone.now()
    if not going.update(step=step, share=share, beat_at=now, **facts):
        raise Stopped
    for name, value in {"step": step, "share": share, **facts}.items():
        setattr(scan, name, value)


@contextmanager
def _folder(scan: Scan) -> Iterator[Path]:
    """A place for the files; what an earlier scan, killed, left there goes."""
    home = Path(settings.BESTFEW_HOME) / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    for left in home.glob(f"{scan.workspace_id}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        dir=home, prefix=f"{scan.workspace_id}-", ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def _keep_or_retry(scan: Scan, member: Membership, folder: Path) -> int:
    """Somebody may draw the same pair by a merge at the same moment."""
    for _attempt in range(1, ATTEMPTS):
        try:
            return _keep(scan, member, found_in(folder))
        except IntegrityError:
            continue
    return _keep(scan, member, found_in(folder))


@transaction.atomic
def _keep(scan: Scan, member: Membership, found: Iterable[Found]) -> int:
    """Put the pairs in the place of the open ones; decided ones stay decided.

    Returns how many they are. Raises `Stopped` if the scan is over for others.
    """
    if not Scan.objects.running().select_for_update().filter(pk=scan.pk).exists():
        raise Stopped
    _clear(member)
    known = set(Pair.objects.values_list("first_id", "second_id"))
    fresh = (pair for pair in found if (pair.first, pair.second) not in known)
    count = 0
    while batch := list(islice(fresh, KEPT_AT_ONCE)):
        ids = new_ids(len(batch))
        rows = [
            (pk, each.first, each.second, each.probability, each.agrees, each.differs)
            for pk, each in zip(ids, batch, strict=True)
        ]
        bulk.insert(Pair, COLUMNS, rows)
        count += len(batch)
    return count


COLUMNS = ("id", "first_id", "second_id", "probability", "agrees", "differs")


def _clear(member: Membership) -> None:
    """Open pairs of whom the scan has read; leaders read everybody."""
    seen = Pair.objects.open()
    if not member.sees_workspace:
        seen = Pair.objects.filter(pk__in=seen.visible_to(member).values("pk"))
    seen.delete()
