"""CSV and its kin: opened with care, read row by row, refused in one sentence."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bestfew.imports.reading import layouts
from bestfew.imports.reading.encodings import encoding_of, wide_encoding
from bestfew.imports.reading.layouts import Layout, Unreadable
from bestfew.imports.rules.headers import has_headers

SPLIT = "cp1258"
"""Vietnamese as Windows wrote it: tones stand behind their vowels in the file."""

_DELIMITERS = (",", ";", "\t", "|")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"SQLite format",
)


def layout_of(path: Path, *, language: str = "", encoding: str = "") -> Layout:
    """Look a file over; raises `Unreadable`."""
    check_file(path)
    encoding = encoding or encoding_of(path, language=language)
    delimiter = _delimiter_of(path, encoding)
    first = next(_records(path, encoding, delimiter), None)
    if first is None:
        raise Unreadable("empty")
    if len(first) > layouts.MOST_COLUMNS:
        raise Unreadable("columns", most=layouts.MOST_COLUMNS)
    named = has_headers(first)
    headers = first if named else [f"Column {n}" for n in range(1, len(first) + 1)]
    return Layout(encoding, delimiter, _distinct(headers), named)


def rows_of(path: Path, layout: Layout, *, after: int = 0) -> Iterator[list[str]]:
    """The rows under the headers, from row `after` + 1 on; empty lines are no rows.

    Raises `Unreadable` where the file breaks a limit or cannot be decoded.
    """
    records = _records(path, layout.encoding, layout.delimiter)
    if layout.has_headers:
        next(records, None)
    for number, cells in enumerate(records, 1):
        if number > layouts.MOST_ROWS:
            raise Unreadable("rows", most=layouts.MOST_ROWS)
        if len(cells) > layouts.MOST_COLUMNS:
            raise Unreadable("columns", most=layouts.MOST_COLUMNS)
        if number > after:
            yield cells


def sample_of(path: Path, layout: Layout) -> list[list[str]]:
    """Some values of each column, from the first rows."""
    columns: list[list[str]] = [[] for _header in layout.headers]
    for number, cells in enumerate(rows_of(path, layout)):
        if number >= layouts.SAMPLE_ROWS:
            break
        for column, cell in zip(columns, cells, strict=False):
            if cell.strip():
                column.append(cell.strip())
    return columns


def check_file(path: Path) -> None:
    """Raise `Unreadable` for what is no text file of a size we take."""
    if not path.exists():
        raise Unreadable("missing", name=path.name)
    if path.is_dir():
        raise Unreadable("folder", name=path.name)
    if not path.is_file():
        raise Unreadable("not_text")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty")
    if size > layouts.MOST_BYTES:
        raise Unreadable("bytes", most=layouts.MOST_BYTES // 1_000_000)
    with path.open("rb") as file:
        head = file.read(4_096)
    if head.startswith(_SPREADSHEETS):
        raise Unreadable("spreadsheet")
    if head.startswith(_NO_TEXT) or _is_binary(head):
        raise Unreadable("not_text")


def _is_binary(head: bytes) -> bool:
    """Control characters that no text holds; zero bytes alone may be strays."""
    if wide_encoding(head):
        return False
    strange = sum(
        byte < 32 and byte not in b"\x00\t\n\r\x0b\x0c\x1a\x1b" for byte in head
    )
    return strange > 0.02 * len(head) + 1 or head.count(0) > 0.3 * len(head)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Every record that holds something, headers included, without NUL bytes."""
    csv.field_size_limit(layouts.MOST_IN_CELL)
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file, is_split=encoding == SPLIT)
        reader = csv.reader(lines, delimiter=delimiter)
        started = 1
        try:
            for record in reader:
                if lines.ended:  # only an open quote makes a record wait for the end
                    raise Unreadable("open_quote", line=started)
                started = reader.line_num + 1
                if any(record):
                    yield record
        except csv.Error as fault:
            code = "cell" if "field larger" in str(fault) else "not_csv"
            raise Unreadable(code, most=layouts.MOST_IN_CELL, line=started) from fault
        except UnicodeError as fault:
            raise Unreadable("encoding", encoding=encoding, line=started) from fault


class _Lines:
    """The lines of an open file, none longer than a limit; knows when it ended."""

    def __init__(self, file: io.TextIOWrapper, *, is_split: bool) -> None:
        self.file = file
        self.is_split = is_split
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.file.readline(layouts.LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) >= layouts.LONGEST_LINE:
            raise Unreadable("line", line=self.number + 1)
        self.number += 1
        if self.is_split and not line.isascii():
            line = unicodedata.normalize("NFC", line)
        return line.replace("\x00", "") if "\x00" in line else line


def _delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that parts the first lines into the same number of cells."""
    scores = {mark: _score(path, encoding, mark) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: scores[mark])


def _score(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for record in _records(path, encoding, delimiter):
            widths.append(len(record))
            if len(widths) >= layouts.SAMPLE_ROWS:
                break
    except Unreadable as fault:
        if fault.code == "encoding":
            raise
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _distinct(headers: list[str]) -> tuple[str, ...]:
    """Every column has a name of its own."""
    found: list[str] = []
    for number, header in enumerate(headers, 1):
        name = " ".join(header.split())[:200] or f"Column {number}"
        wanted, again = name, 2
        while name in found:
            name, again = f"{wanted} ({again})", again + 1
        found.append(name)
    return tuple(found)
