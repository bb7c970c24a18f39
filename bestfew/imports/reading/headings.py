"""Where the headers of a table stand, and what its columns are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bestfew.imports.rules.presets import preset_of

MOST_ABOVE = 20
"""Records that may stand above the headers: a title, notes, the day of the export."""

_MARKS = ("\ufeff", "ï»¿")
"""A byte order mark, and one that was encoded twice."""


def above(records: Sequence[Sequence[str]]) -> int:
    """How many of the first records stand above the headers.

    Headers that we know are found wherever they stand. Else lines of one cell above a
    table of several columns are none of it (LinkedIn writes three lines of notes).
    """
    first = [unmarked(record) for record in records[:MOST_ABOVE]]
    for index, record in enumerate(first):
        if preset_of(record):
            return index
    widths = Counter(len(record) for record in records)
    filled = sorted(sum(map(bool, map(str.strip, record))) for record in records)
    wide, usual = widths.most_common(1)[0][0], filled[len(filled) // 2]
    for index, record in enumerate(first):
        cells = sum(map(bool, map(str.strip, record)))
        is_title = cells < 2 < usual or len(record) < 2 <= wide
        if not is_title:
            return index
    return 0


def unmarked(record: Sequence[str]) -> list[str]:
    """A record without a byte order mark before its first cell."""
    cells = list(record)
    for mark in _MARKS:
        if cells:
            cells[0] = cells[0].removeprefix(mark)
    return cells


def distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Every column has a name of its own."""
    found: list[str] = []
    seen: set[str] = set()
    for number, header in enumerate(headers, 1):
        name = " ".join(header.split())[:200] or f"Column {number}"
        wanted, again = name, 2
        while name in seen:
            name, again = f"{wanted} ({again})", again + 1
        found.append(name)
        seen.add(name)
    return tuple(found)
