"""A table of any kind, and how it is written down as CSV. Run in the capped child."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bestfew.imports.reading import layouts
from bestfew.imports.reading.layouts import Remark, Unreadable


@dataclass(frozen=True, slots=True)
class Table:
    """Records, headers included, and where in the file they stand.

    `remarks` is looked at when the records are through.
    """

    kind: str
    records: Iterable[list[str]]
    part: str = ""
    parts: tuple[str, ...] = ()
    remarks: Iterable[Remark] = ()


def workbook_of(path: Path, part: str, room: Path) -> Table:
    from bestfew.imports.reading import workbooks

    book = workbooks.opened(path, room)
    name, rows = workbooks.table_of(book, part)
    return Table("workbook", rows, name, workbooks.sheets_of(book))


def cards_of(files: Sequence[tuple[Path, str]], room: Path) -> Table:
    """The cards of files, each with its encoding, as one table."""
    from bestfew.imports.reading import records
    from bestfew.imports.reading.vcards import Cards, records_of

    cards = Cards(files)
    spool = Spool(room, cards.rows())
    if records.are_ours(spool):
        ours = Spool(room, map(records.record_of, spool))
        return Table("vcard", records.table_of(ours), remarks=cards.remarks)
    return Table("vcard", records_of(cards, spool), remarks=cards.remarks)


def lines_of(path: Path, room: Path) -> Table:
    """The objects of a file of JSON lines."""
    from bestfew.imports.reading import records

    return Table("jsonl", records.table_of(Spool(room, records.lines_of(path))))


class Spool:
    """Things that are gone through again, kept in a folder meanwhile."""

    def __init__(self, room: Path, things: Iterable[Any]) -> None:
        with tempfile.NamedTemporaryFile(
            "w", dir=room, delete=False, encoding="utf-8"
        ) as file:
            self.path = Path(file.name)
            for each in things:
                file.write(json.dumps(each) + "\n")

    def __iter__(self) -> Iterator[Any]:
        with self.path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def write(table: Table, out: Path) -> int:
    """Write a table down; how many records there were. Raises `Unreadable`."""
    count = 0
    with out.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        for record in table.records:
            if len(record) > layouts.MOST_COLUMNS:
                raise Unreadable("columns", most=layouts.MOST_COLUMNS)
            if max(map(len, record), default=0) > layouts.MOST_IN_CELL:
                raise Unreadable("cell", most=layouts.MOST_IN_CELL, line=count + 1)
            if count > layouts.MOST_ROWS:
                raise Unreadable("rows", most=layouts.MOST_ROWS)
            count += 1
            writer.writerow(record)
    if not count:
        raise Unreadable("empty")
    return count
