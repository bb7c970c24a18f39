"""Records that Bestfew wrote, as a table: JSON lines, and its own vCards.

They say exactly what was so, and more than a spreadsheet has columns for: lists and
pairs become JSON in one cell, or in as many as a long one takes. Run in the capped
child.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bestfew.imports.reading import layouts
from bestfew.imports.reading.card_fields import LISTS, Row
from bestfew.imports.reading.layouts import Unreadable
from bestfew.imports.rules.cells import MOST, OVERFLOW, headers, spread, width_of
from bestfew.imports.rules.vcards import OWN

EXACT = "exact"
"""The column by which an import takes cells as they are (`loading/sheet.py`)."""

IDS = f"{OWN}EXTERNAL-IDS"
"""What every card of ours has, and no other."""

_ON_CARDS = (
    *("name", "given_name", "family_name", "organisation", "job_title"),
    *("birthday", "note"),
)

Record = Mapping[str, Any]


def table_of(records: Iterable[Record]) -> Iterator[list[str]]:
    """Headers, then rows; the records are gone through twice.

    Raises `Unreadable` where there are none.
    """
    widths: dict[str, int] = {}
    for record in records:
        for name, value in record.items():
            is_list = name in LISTS and isinstance(value, list)
            width = min(len(value), MOST) if is_list else width_of(value)
            widths[name] = max(width, widths.get(name, 1))
    if not widths:
        raise Unreadable("empty")
    widths[OVERFLOW] = widths.pop(OVERFLOW, 1)  # behind the lists that run over
    yield [*headers(widths), EXACT]
    for record in records:
        yield [*spread(record, widths, LISTS), ""]


def lines_of(path: Path) -> Iterator[Record]:
    """The objects of a file of JSON lines; raises `Unreadable`."""
    with path.open(encoding="utf-8-sig") as file:
        number = 0
        try:
            while line := file.readline(layouts.LONGEST_LINE):
                number += 1
                if len(line) >= layouts.LONGEST_LINE:
                    raise Unreadable("line", line=number)
                if line.strip():
                    yield _record(line, number)
        except UnicodeDecodeError as fault:
            raise Unreadable("encoding", encoding="utf-8", line=number + 1) from fault


def _record(line: str, number: int) -> Record:
    try:
        # numbers stay as they are written
        found = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("not_json", line=number) from fault
    if not isinstance(found, dict):
        raise Unreadable("not_json", line=number)
    return {name: _value(name, value) for name, value in found.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    if name in LISTS:
        values = value if isinstance(value, list) else [value]
        return [each for each in values if isinstance(each, str)]
    return value


def are_ours(rows: Iterable[Row]) -> bool:
    """Whether Bestfew wrote all cards of a file."""
    return all(IDS in row for row in rows)


def record_of(row: Row) -> Record:
    """A card of ours: what its own properties say comes before the others."""
    told = {
        name.removeprefix(OWN).lower().replace("-", "_"): _json("".join(texts))
        for name, texts in row.items()
        if name.startswith(OWN)
    }
    found = {name: "\n".join(row[name]) for name in _ON_CARDS if name in row}
    if told.pop("nameless", ""):
        found.pop("name", None)
    if "job_title" not in found and "Other" in row and "Kind: org" in row["Other"]:
        found.pop("organisation", None)  # its own name, once more
    points: dict[str, list[str]] = {}
    for kind, value in told.pop(OVERFLOW, ()):
        points.setdefault(kind, []).append(value)
    return {**found, "tags": row.get("tags", []), **points, **told}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("broken") from fault
