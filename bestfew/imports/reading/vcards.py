"""vCard 2.1, 3.0 and 4.0 as a table: a row for each card. Run in the capped child.

Our own reading, in one pass and a line at a time: vobject holds the whole file in
memory, takes four times as long and stops at the first line that is none (ADR 0008).
Pictures and sounds are passed over as they come. A card inside another (AGENT) is
left out; its name is kept beside the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bestfew.imports.reading.card_fields import LISTS, Row, add
from bestfew.imports.reading.card_lines import Property, properties
from bestfew.imports.reading.layouts import Remark, Unreadable

MOST_OF_A_KIND = 20
"""Columns for contact points of one kind; what is over stands in the last of them."""

ORDER = (
    *("name", "given_name", "middle_name", "family_name", "Nickname"),
    *("organisation", "Department", "job_title", "phone", "email", "wechat", "line"),
    *("zalo", "whatsapp", "facebook", "website", "address", "birthday", "tags"),
    *("note", "Anniversary", "Related", "Agent", "Other", "vCard UID"),
)
VERSION = "vCard version"
"""The column by which such a table is known again (`data/presets.toml`)."""

_LEFT_OUT = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))


@dataclass(slots=True)
class Cards:
    """The cards of files: rows as they are read, and what was seen on the way.

    Each file goes with the encoding that holds where a card names none.
    """

    files: Sequence[tuple[Path, str]]
    seen: Counter[str] = field(default_factory=Counter)
    is_apple: bool = False

    def rows(self) -> Iterator[Row]:
        """A row for each card that says anything of somebody."""
        for path, encoding in self.files:
            yield from self._rows_of(path, encoding)

    def _rows_of(self, path: Path, encoding: str) -> Iterator[Row]:
        row: Row = {}
        depth, before = 0, ""
        for each in properties(path, encoding):
            if each.name == "BEGIN":
                if depth == 1 and before != "AGENT":  # the last card was never ended
                    yield from self._row(row)
                    row = {}
                else:
                    depth += 1
            elif each.name == "END" and depth:
                depth -= 1
                if depth == 0:
                    yield from self._row(row)
                    row = {}
            elif depth:
                self._take(row, each, is_inside=depth > 1)
            before = each.name
        if row:
            self.seen["cut"] += 1
            yield from self._row(row)

    def _row(self, row: Row) -> Iterator[Row]:
        if row.pop("is_group", None):
            self.seen["groups"] += 1
        elif row:
            yield row

    def _take(self, row: Row, each: Property, *, is_inside: bool) -> None:
        if is_inside:
            if each.name == "FN":
                row.setdefault("Agent", []).append(each.text())
            return
        if each.name in _LEFT_OUT:
            self.seen["pictures"] += 1
        elif each.name == "AGENT":
            self.seen["agents"] += 1
        elif each.name == "PRODID" and "apple" in each.text().lower():
            self.is_apple = True
        add(row, each)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple((f"card_{code}", str(n)) for code, n in self.seen.items())


def records_of(cards: Cards, rows: Iterable[Row]) -> Iterator[list[str]]:
    """The table: only the columns that some card needs, headers first.

    `rows` are gone through twice. Raises `Unreadable` where there is no card.
    """
    most: dict[str, int] = {}
    for row in rows:
        for name, values in row.items():
            count = min(len(values), MOST_OF_A_KIND) if name in LISTS else 1
            most[name] = max(most.get(name, 1), count)
    if not most:
        raise Unreadable("empty")
    version = f"Apple {VERSION}" if cards.is_apple else VERSION
    columns = [name for name in ORDER if name in most]
    yield [*_headers(columns, most), version]
    for row in rows:
        cells = [cell for name in columns for cell in _cells(row, name, most[name])]
        yield [*cells, " ".join(row.get("version", []))]


def _headers(columns: list[str], most: dict[str, int]) -> list[str]:
    return [
        name if number == 1 else f"{name} {number}"
        for name in columns
        for number in range(1, most[name] + 1)
    ]


def _cells(row: Row, name: str, count: int) -> list[str]:
    values = row.get(name, [])
    if name not in LISTS:
        return [_JOINTS.get(name, " ").join(values)]
    head, rest = values[: count - 1], values[count - 1 :]
    cells = [*head, " ::: ".join(rest)] if rest else head
    return [*cells, *[""] * (count - len(cells))]


_JOINTS = {"tags": ", ", "note": "\n", "Related": "\n", "Other": "\n", "Agent": ", "}
