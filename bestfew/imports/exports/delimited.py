"""Exports as CSV, and as JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from bestfew.imports.exports.source import Record, Source
from bestfew.imports.exports.table import widths_of
from bestfew.imports.rules.cells import headers, spread
from bestfew.web.cells import for_spreadsheet

EXACT = "exact"
"""An empty column: the cells beside it are as they were (`loading/sheet.py`)."""

Batches = Iterator[tuple[str, int]]
"""Text, and of how many rows it is."""


def csv_of(source: Source, *, is_exact: bool) -> Batches:
    """Headers, then rows; guarded against formulas unless they are to be exact."""
    widths = widths_of(source)
    mark = [EXACT] if is_exact else []
    yield _text([[*headers(widths), *mark]]), 0
    blank = [""] * len(mark)
    for batch in source.batches():
        rows = (spread(record, widths, source.numbered) for record in batch)
        if is_exact:
            yield _text([[*cells, *blank] for cells in rows]), len(batch)
        else:
            yield (
                _text([list(map(for_spreadsheet, cells)) for cells in rows]),
                len(batch),
            )


def _text(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def lines_of(source: Source) -> Batches:
    """An object for each row; what says nothing is left out."""
    for batch in source.batches():
        text = "".join(
            json.dumps(_said(source, record), ensure_ascii=False) + "\n"
            for record in batch
        )
        yield text, len(batch)


def _said(source: Source, record: Record) -> Record:
    found = ((name, record.get(name)) for name in source.columns)
    return {name: value for name, value in found if not _is_blank(value)}


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})
