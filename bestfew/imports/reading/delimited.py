"""CSV and its kin: streamed row by row, refused in one sentence.

Read inside the process: a pipe from a capped child would cost more than the reading,
and lines, cells and columns are limited as they come (ADR 0008).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bestfew.imports.reading import layouts
from bestfew.imports.reading.encodings import SAMPLE, beyond_ascii, encoding_of
from bestfew.imports.reading.headings import above, distinct, unmarked
from bestfew.imports.reading.layouts import Form, Layout, Unreadable
from bestfew.imports.reading.twice import codec_of, repairer
from bestfew.imports.rules.headers import IDS, has_headers

SPLIT = "cp1258"
"""Vietnamese as Windows wrote it: tones stand behind their vowels in the file."""

_DELIMITERS = (",", ";", "\t", "|")
_RARE = ("^", "~")
"""Asked only where none of the usual ones parts a line."""

_TOLD = re.compile(r"\ufeff?\"?sep=(.)\"?[\r\n]*")
"""How Excel says the delimiter, in a first line of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a file becomes records."""

    encoding: str
    delimiter: str = ","
    twice: str = ""
    is_damaged: bool = False

    @classmethod
    def of(cls, layout: Layout) -> Reading:
        form = layout.form
        return cls(layout.encoding, layout.delimiter, form.twice, form.is_damaged)


def layout_of(
    path: Path, *, language: str = "", encoding: str = "", delimiter: str = ""
) -> Layout:
    """Look a file over; what is not given is found out. Raises `Unreadable`."""
    reading, told = reading_of(path, language=language, encoding=encoding)
    if delimiter:
        reading, told = replace(reading, delimiter=delimiter), 0
    first = list(islice(_records(path, reading), layouts.SAMPLE_ROWS))
    if len(first) <= told:
        raise Unreadable("empty")
    skip = told + above(first[told:])
    top = unmarked(first[skip])
    if len(top) > layouts.MOST_COLUMNS:
        raise Unreadable("columns", most=layouts.MOST_COLUMNS)
    if not IDS.isdisjoint(top):  # an export of our own was written once
        reading = replace(reading, twice="")
    named = has_headers(top)
    headers = top if named else [f"Column {n}" for n in range(1, len(top) + 1)]
    form = Form(
        skip=skip,
        twice=reading.twice,
        is_damaged=reading.is_damaged,
        remarks=_remarks(reading),
    )
    return Layout(reading.encoding, reading.delimiter, distinct(headers), named, form)


def _remarks(reading: Reading) -> tuple[layouts.Remark, ...]:
    twice = (("twice", reading.twice),) if reading.twice else ()
    return (*twice, ("damaged", reading.encoding)) if reading.is_damaged else twice


def reading_of(path: Path, *, language: str, encoding: str) -> tuple[Reading, int]:
    """How it is written, and how many records say so; `encoding` is the user's word."""
    is_damaged = False
    if not encoding:
        encoding, is_damaged = encoding_of(path, language=language)
    reading = Reading(encoding, is_damaged=is_damaged)
    if encoding.startswith("utf"):
        reading = replace(reading, twice=_twice(path, encoding))
    if told := _TOLD.fullmatch(_first_line(path, reading)):
        return replace(reading, delimiter=told[1]), 1
    return replace(reading, delimiter=_delimiter_of(path, reading)), 0


def _twice(path: Path, encoding: str) -> str:
    if encoding.startswith("utf-8"):
        return codec_of(beyond_ascii(path).decode(errors="replace"))
    with path.open(encoding=encoding, errors="replace") as file:
        return codec_of(file.read(SAMPLE))


def _first_line(path: Path, reading: Reading) -> str:
    with _opened(path, reading) as file:
        try:
            return file.readline(32)
        except UnicodeError as fault:
            raise Unreadable("encoding", encoding=reading.encoding, line=1) from fault


def rows_of(path: Path, layout: Layout, *, after: int = 0) -> Iterator[list[str]]:
    """The rows under the headers, from row `after` + 1 on; empty lines are no rows.

    Raises `Unreadable` where the file breaks a limit or cannot be decoded.
    """
    records = _records(path, Reading.of(layout))
    above_rows = layout.form.skip + layout.has_headers
    rows = islice(records, above_rows, None)
    for number, cells in enumerate(rows, 1):
        if number > layouts.MOST_ROWS:
            raise Unreadable("rows", most=layouts.MOST_ROWS)
        if len(cells) > layouts.MOST_COLUMNS:
            raise Unreadable("columns", most=layouts.MOST_COLUMNS)
        if number > after:
            yield cells


def _opened(path: Path, reading: Reading) -> io.TextIOWrapper:
    errors = "replace" if reading.is_damaged else "strict"
    return path.open(encoding=reading.encoding, errors=errors, newline="")


def _records(path: Path, reading: Reading) -> Iterator[list[str]]:
    """Every record that holds something, headers included, without NUL bytes."""
    csv.field_size_limit(layouts.MOST_IN_CELL)
    with _opened(path, reading) as file:
        lines = _Lines(file, _mender(reading))
        reader = csv.reader(lines, delimiter=reading.delimiter)
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
            raise Unreadable(
                "encoding", encoding=reading.encoding, line=started
            ) from fault


def _mender(reading: Reading) -> Callable[[str], str] | None:
    """What is done to lines beyond ASCII, if anything."""
    if reading.twice:
        return repairer(reading.twice)
    if reading.encoding == SPLIT:
        return lambda line: unicodedata.normalize("NFC", line)
    return None


class _Lines:
    """The lines of an open file, none longer than a limit; knows when it ended."""

    def __init__(
        self, file: io.TextIOWrapper, mend: Callable[[str], str] | None
    ) -> None:
        self.file = file
        self.mend = mend
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
        if self.mend and not line.isascii():
            line = self.mend(line)
        return line.replace("\x00", "") if "\x00" in line else line


def _delimiter_of(path: Path, reading: Reading) -> str:
    """The delimiter that parts the first lines into the same number of cells."""
    for marks in (_DELIMITERS, _RARE):
        scores = {
            mark: _score(path, replace(reading, delimiter=mark)) for mark in marks
        }
        best = max(marks, key=lambda mark: scores[mark])
        if scores[best] > (0.0, 0):
            return best
    return _DELIMITERS[0]


def _score(path: Path, reading: Reading) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for record in islice(_records(path, reading), layouts.SAMPLE_ROWS):
            widths[len(record)] += 1
    except Unreadable as fault:
        if fault.code == "encoding":
            raise
    if not widths or (usual := widths.most_common(1)[0])[0] < 2:
        return (0.0, 0)
    return (usual[1] / widths.total(), usual[0])
