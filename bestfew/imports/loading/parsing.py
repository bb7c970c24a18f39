"""Reads a file's rows as records, as they were corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any, NamedTuple

from bestfew.imports.loading.loader import Loader, Rejected
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import Correction, Import
from bestfew.imports.readers import rows_of

Row = tuple[int, list[str]]
"""The number of a row, from 1 on, and its cells."""

Corrections = Mapping[int, Mapping[int, str]]
"""What somebody wrote in place of cells, by row and column."""


class Parsed(NamedTuple):
    """A row as it was read: its record, or the notes that say why there is none.

    `of_known` is its record without the columns that leave alone what is there.
    """

    number: int
    cells: list[str]
    record: Any
    notes: list[Note]
    of_known: Any = None


def rows_of_job(job: Import, *, after: int = 0) -> Iterator[Row]:
    """The rows of an import's file behind row `after`, as they were corrected.

    They raise `Unreadable` where the file breaks a limit.
    """
    corrections = corrections_of(job)
    rows = enumerate(rows_of(job.path, job.layout, after=after), after + 1)
    if not corrections:
        yield from rows
        return
    for number, cells in rows:
        yield number, _corrected(cells, corrections.get(number, {}))


def corrections_of(job: Import) -> Corrections:
    """What somebody wrote in place of cells."""
    found: dict[int, dict[int, str]] = {}
    rows = Correction.objects.filter(job=job)
    for number, column, value in rows.values_list("number", "column", "value"):
        found.setdefault(number, {})[column] = value
    return found


def _corrected(cells: list[str], changes: Mapping[int, str]) -> list[str]:
    for column, value in changes.items():
        cells += [""] * (column + 1 - len(cells))
        cells[column] = value
    return cells


def parse(loader: Loader[Any], rows: Sequence[Row]) -> list[Parsed]:
    """Read cells as values; needs no transaction."""
    plain = loader.parse_plain(rows)
    return [
        Parsed(number, raw, plain[number], plain[number].notes)
        if number in plain
        else _parse_row(loader, number, raw)
        for number, raw in rows
    ]


def _parse_row(loader: Loader[Any], number: int, raw: list[str]) -> Parsed:
    known = loader.context.sheet.of_known
    cells = Cells(loader.context.sheet, number, raw)
    try:
        record = loader.parse(cells)
        less = loader.parse(Cells(known, number, raw)) if known else None
        return Parsed(number, raw, record, cells.notes, less)
    except Rejected as fault:
        return Parsed(number, raw, None, [*cells.notes, fault.note])


def parsed_batches(
    loader: Loader[Any], *, shares: int = 1, mine: int = 0
) -> Iterator[list[Parsed]]:
    """The rows that the loader's import has not loaded yet, a batch at a time.

    Where several share the work, each has every so-manieth batch. They raise
    `Unreadable` where the file breaks a limit.
    """
    job = loader.context.job
    rows = rows_of_job(job, after=job.cursor)
    for turn in count():
        batch = list(islice(rows, loader.batch))
        if not batch:
            return
        if turn % shares == mine:
            yield parse(loader, batch)
