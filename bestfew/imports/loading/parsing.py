"""Reads a file's rows as records; those of a long file in a process beside this one.

Reading cells costs as much time as writing them down. On a machine with two cores the
next batch is read while the one before it is written.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from bestfew.accounts.tenancy import workspace_scope
from bestfew.imports.loading.loader import Loader, Rejected
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import Correction, Import
from bestfew.imports.readers import Layout, Unreadable, rows_of

FEW = 10_000
"""Rows for which no process is started: that takes as long as reading them."""

Row = tuple[int, list[str]]
"""The number of a row, from 1 on, and its cells."""

Corrections = Mapping[int, Mapping[int, str]]
"""What somebody wrote in place of cells, by row and column."""


class Parsed(NamedTuple):
    """A row as it was read: its record, or the notes that say why there is none."""

    number: int
    cells: list[str]
    record: Any
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Request:
    """What a process beside this one is to read, in batches of `size` rows."""

    loader: Loader[Any]
    path: Path
    layout: Layout
    corrections: Corrections
    after: int
    size: int

    def batches(self) -> Iterator[list[Parsed]]:
        rows = numbered_rows(self.path, self.layout, self.corrections, self.after)
        while batch := list(islice(rows, self.size)):
            yield parse(self.loader, batch)


def rows_of_job(job: Import, *, after: int = 0) -> Iterator[Row]:
    """The rows of an import's file behind row `after`, as they were corrected."""
    return numbered_rows(job.path, job.layout, corrections_of(job), after)


def corrections_of(job: Import) -> Corrections:
    """What somebody wrote in place of cells."""
    found: dict[int, dict[int, str]] = {}
    rows = Correction.objects.filter(job=job)
    for number, column, value in rows.values_list("number", "column", "value"):
        found.setdefault(number, {})[column] = value
    return found


def numbered_rows(
    path: Path, layout: Layout, corrections: Corrections, after: int
) -> Iterator[Row]:
    """Raises `Unreadable` where the file breaks a limit."""
    rows = enumerate(rows_of(path, layout, after=after), after + 1)
    if not corrections:
        yield from rows
        return
    for number, cells in rows:
        yield number, _corrected(cells, corrections.get(number, {}))


def _corrected(cells: list[str], changes: Mapping[int, str]) -> list[str]:
    for column, value in changes.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = value
    return cells


def parse(loader: Loader[Any], rows: Iterable[Row]) -> list[Parsed]:
    """Read cells as values; needs no transaction."""
    parsed = []
    for number, raw in rows:
        cells = Cells(loader.context.sheet, number, raw)
        try:
            parsed.append(Parsed(number, raw, loader.parse(cells), cells.notes))
        except Rejected as fault:
            parsed.append(Parsed(number, raw, None, [*cells.notes, fault.note]))
    return parsed


@contextmanager
def parsed_batches(
    loader: Loader[Any], *, after: int, size: int
) -> Iterator[Iterator[list[Parsed]]]:
    """The rows of the loader's import behind row `after`, `size` of them at a time.

    They raise `Unreadable` where the file breaks a limit.
    """
    job = loader.context.job
    request = Request(loader, job.path, job.layout, corrections_of(job), after, size)
    if job.rows_read - after <= FEW:
        yield request.batches()
        return
    command = [sys.executable, "-m", "bestfew.imports.loading.beside"]
    process = subprocess.Popen(  # noqa: S603  (our own module)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield _answers(process, request)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


def _answers(
    process: subprocess.Popen[bytes], request: Request
) -> Iterator[list[Parsed]]:
    """Batches as the process hands them over; `None` is its last word."""
    asked, told = process.stdin, process.stdout
    if asked is None or told is None:
        raise RuntimeError("There is no way to speak with the process beside.")
    pickle.dump(request, asked)
    asked.close()
    while (batch := pickle.load(told)) is not None:  # noqa: S301  (our own process)
        if isinstance(batch, Unreadable):
            raise batch
        yield batch


def answer(asked: IO[bytes], told: IO[bytes]) -> None:
    """What the process beside does: read what it is asked to, and hand it over."""
    request: Request = pickle.load(asked)  # noqa: S301  (from the process that began us)
    try:
        with workspace_scope(request.loader.context.member.workspace_id):
            for batch in request.batches():
                pickle.dump(batch, told, pickle.HIGHEST_PROTOCOL)
    except Unreadable as fault:
        pickle.dump(fault, told)
    pickle.dump(None, told)
    told.flush()
