"""Two processes load a long file: they take turns at writing, and read meanwhile.

To read a batch takes about as long as to write it down, and one writer at a time is all
that SQLite allows. So while one process writes its batch, the other reads the next.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from bestfew.accounts.tenancy import workspace_scope
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

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self.asked = asked
        self.told = told
        self.is_writing = False

    def go(self) -> None:
        pickle.dump("go", self.asked)
        self.asked.flush()
        self.is_writing = True

    def wait(self, job: Import, beat: Beat) -> None:
        if not self.is_writing:
            return
        try:
            fault = pickle.load(self.told)  # noqa: S301  (our own process)
        except EOFError:
            raise PartnerGone from None
        self.is_writing = False
        if fault:
            raise fault
        job.refresh_from_db()
        beat(job)


@contextmanager
def partner_of(loader: Loader[Any]) -> Iterator[Alone]:
    """Somebody to take turns with, where the file is long enough."""
    job = loader.context.job
    if job.rows_read - job.cursor <= FEW:
        yield Alone()
        return
    command = [sys.executable, "-m", "bestfew.imports.loading.beside"]
    process = subprocess.Popen(  # noqa: S603  (our own module)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("There is no way to speak with the process beside.")
        pickle.dump(loader, process.stdin)
        yield Partner(process.stdin, process.stdout)
    finally:
        process.kill()
        process.communicate()


def take_turns(asked: IO[bytes], told: IO[bytes]) -> None:
    """What the process beside does, until nobody asks any more."""
    loader: Loader[Any] = pickle.load(asked)  # noqa: S301  (from who began us)
    job = loader.context.job
    with workspace_scope(job.workspace_id), heavy_session(job.rows_read - job.cursor):
        batches = parsed_batches(loader, shares=Partner.shares, mine=1)
        ahead = _next_of(batches)
        while _is_asked(asked):
            pickle.dump(_written(loader, ahead), told)
            told.flush()
            ahead = _next_of(batches)


def _is_asked(asked: IO[bytes]) -> bool:
    try:
        return bool(pickle.load(asked))  # noqa: S301
    except EOFError:  # the other is done, or gone
        return False


def _next_of(batches: Iterator[list[Parsed]]) -> list[Parsed] | Unreadable | None:
    """The next batch, None behind the last, or what is wrong with the file."""
    try:
        return next(batches, None)
    except Unreadable as fault:
        return fault


def _written(
    loader: Loader[Any], batch: list[Parsed] | Unreadable | None
) -> Exception | None:
    """What was in the way of writing a batch; None when it is written."""
    if batch is None or isinstance(batch, Unreadable):
        return batch
    job = loader.context.job
    job.refresh_from_db()
    try:
        apply_batch(job, loader, batch)
    except Stopped as fault:
        return fault
    return None
