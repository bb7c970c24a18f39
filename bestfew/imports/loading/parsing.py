"""Reads a file's rows as records, as they were corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any, NamedTuple

from bestfew.imports.loading.evidence import Evidence
from bestfew.imports.loading.loader import Loader, Rejected
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import EVERY_ROW, Correction, Import
from bestfew.imports.readers import Unreadable, rows_of

READ_AT_ONCE = 50_000

Row = tuple[int, list[str]]
"""The number of a row, from 1 on, and its cells."""

Changes = Mapping[int, str]
"""What stands in place of cells, by their columns."""


class Corrections(NamedTuple):
    """What somebody wrote in place of cells: of one row, or wherever the same stood."""

    of_rows: Mapping[int, Changes]
    alike: Mapping[tuple[int, str], str]

    def __bool__(self) -> bool:
        return bool(self.of_rows or self.alike)

    def put(self, number: int, cells: list[str]) -> list[str]:
        """A row as it was corrected."""
        changes = self.of_rows.get(number, {})
        for column, cell in enumerate(cells) if self.alike else ():
            cells[column] = self.alike.get((column, cell), cell)
        for column, value in changes.items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = value
        return cells


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
    rows = numbered_rows(job, after=after)
    if not corrections:
        yield from rows
        return
    for number, cells in rows:
        yield number, corrections.put(number, cells)


def numbered_rows(job: Import, *, after: int = 0) -> Iterator[Row]:
    """The same as they are in the file."""
    return enumerate(rows_of(job.path, job.layout, after=after), after + 1)


def read_through(job: Import) -> Iterator[tuple[int, Evidence]]:
    """How many rows there are, and how they write dates and amounts, as one goes.

    Raises `Unreadable`, for a file without rows, too.
    """
    evidence, total = Evidence(), 0
    rows = rows_of_job(job)
    while chunk := list(islice(rows, READ_AT_ONCE)):
        evidence.see_all(job.targets, (cells for _number, cells in chunk))
        total += len(chunk)
        yield total, evidence
    if not total:
        raise Unreadable("no_rows")


def corrections_of(job: Import) -> Corrections:
    """What somebody wrote in place of cells."""
    found: dict[int, dict[int, str]] = {}
    alike: dict[tuple[int, str], str] = {}
    rows = Correction.objects.filter(job=job)
    for number, column, was, value in rows.values_list(
        "number", "column", "was", "value"
    ):
        if number == EVERY_ROW:
            alike[column, was] = value
        else:
            found.setdefault(number, {})[column] = value
    return Corrections(found, alike)


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
