"""Two processes load a long file: they take turns at writing, and read meanwhile.

To read a batch takes about as long as to write it down, and one writer at a time is all
that SQLite allows. So while one process writes its batch, the other reads the next.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from bestfew.imports.loading.applying import Stopped, apply_batch
from bestfew.imports.loading.heavy import heavy_session
from bestfew.imports.loading.loader import Loader
from bestfew.imports.loading.parsing import Parsed, parsed_batches
from bestfew.imports.models import Import
from bestfew.imports.readers import Unreadable

FEW = 20_000
"""Rows for which no process is started: it would be late."""

Beat = Callable[[Import], None]


class PartnerGone(RuntimeError):
    """The process beside ended before its time; what is written stays."""


class Alone:
    """Nobody to take turns with."""

    shares = 1

    def go(self) -> None:
        """Have the partner write its next batch."""

    def wait(self, job: Import, beat: Beat) -> None:
        """Until it has; what stopped it stops us, too."""


class Partner(Alone):
    """A process beside this one that has every second batch."""

    shares = 2

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.is_writing = False

    def go(self) -> None:
        print("go", file=self.process.stdin, flush=True)
        self.is_writing = True

    def wait(self, job: Import, beat: Beat) -> None:
        if not self.is_writing:
            return
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise PartnerGone
        self.is_writing = False
        if fault := json.loads(line):
            raise Unreadable(**fault) if "code" in fault else Stopped
        job.refresh_from_db()
        beat(job)


@contextmanager
def partner_of(loader: Loader[Any]) -> Iterator[Alone]:
    """Somebody to take turns with, where the file is long enough."""
    job = loader.context.job
    if job.rows_read - job.cursor <= FEW:
        yield Alone()
        return
    member = loader.context.member
    command = [sys.executable, "-m", "bestfew.imports.loading.beside"]
    process = subprocess.Popen(  # noqa: S603  (our own module)
        [*command, str(job.pk), str(member.pk)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Partner(process)
    finally:
        process.kill()
        process.communicate()


def take_turns(loader: Loader[Any], asked: IO[str], told: IO[str]) -> None:
    """What the process beside does, until nobody asks any more."""
    job = loader.context.job
    with heavy_session(job.rows_read - job.cursor):
        batches = parsed_batches(loader, shares=Partner.shares, mine=1)
        ahead = _next_of(batches)
        while asked.readline():  # nothing, when the other is done or gone
            print(json.dumps(_written(loader, ahead)), file=told, flush=True)
            ahead = _next_of(batches)


def _next_of(batches: Iterator[list[Parsed]]) -> list[Parsed] | Unreadable | None:
    """The next batch, None behind the last, or what is wrong with the file."""
    try:
        return next(batches, None)
    except Unreadable as fault:
        return fault


def _written(
    loader: Loader[Any], batch: list[Parsed] | Unreadable | None
) -> dict[str, Any] | None:
    """What was in the way of writing a batch; None when it is written."""
    if batch is None:
        return None
    if isinstance(batch, Unreadable):
        return {"code": batch.code, **batch.facts}
    job = loader.context.job
    job.refresh_from_db()
    try:
        apply_batch(job, loader, batch)
    except Stopped:
        return {"is_stopped": True}
    return None
