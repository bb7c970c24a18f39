"""Exports as XLSX: every cell is text, so that no spreadsheet evaluates it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from bestfew.imports.exports.delimited import EXACT
from bestfew.imports.exports.source import Source
from bestfew.imports.exports.table import widths_of
from bestfew.imports.models import Noun
from bestfew.imports.rules.cells import headers, spread

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows that a sheet can have, its headers among them."""

WIDE, USUAL = 30, 16
"""Widths of columns, in letters."""

_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}
_RICH = re.compile(r"<r>.*</r>", re.DOTALL)


class TooLong(Exception):
    """A text is longer than any cell of a workbook can be."""


def write(
    source: Source, path: Path, *, beat: Callable[[int], None] = lambda _rows: None
) -> None:
    """Write a workbook to a file; a table that one sheet cannot hold has several.

    `beat` hears of the rows of each batch. Raises `TooLong`.
    """
    from xlsxwriter import Workbook  # 10 MB, for those processes only that write one

    widths = widths_of(source)
    heads = [*headers(widths), EXACT]
    with Workbook(path, _SAFE) as book:
        sheets = _Sheets(book, str(Noun(source.noun).label), heads)
        for batch in source.batches():
            for record in batch:
                sheets.add(spread(record, widths, source.numbered))
            beat(len(batch))


class _Sheets:
    """Rows, one after another, on as many sheets as they need."""

    def __init__(self, book: Workbook, name: str, heads: Sequence[str]) -> None:
        self.book = book
        self.name = name
        self.heads = heads
        self.bold = book.add_format({"bold": True})
        self.count = 0
        self.sheet = self._begin()

    def _begin(self) -> Worksheet:
        self.count += 1
        name = self.name if self.count == 1 else f"{self.name} {self.count}"
        sheet: Worksheet = self.book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, len(self.heads) - 1, USUAL)
        for column, head in enumerate(self.heads):
            sheet.write_string(0, column, head, self.bold)
        self.row = 1
        return sheet

    def add(self, cells: Sequence[str]) -> None:
        if self.row >= MOST_ROWS:
            self.sheet = self._begin()
        write_string, row = self.sheet.write_string, self.row
        for column, cell in enumerate(cells):
            if cell and write_string(row, column, _typed(cell)):
                raise TooLong(_("A text is too long for a cell of a workbook."))
        self.row += 1


def _typed(cell: str) -> str:
    """Text that the writer does not take for markup: what looks like it, as markup."""
    if _RICH.fullmatch(cell):
        return f'<r><t xml:space="preserve">{escape(cell)}</t></r>'
    return cell
