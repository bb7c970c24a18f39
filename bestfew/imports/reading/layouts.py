"""What is known of a file before its rows are read; its limits; why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 200_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_IN_CELL = 32_768
LONGEST_LINE = 2_000_000
SAMPLE_ROWS = 100
MOST_PARTS = 50
"""Sheets or tables that are offered to choose from."""

Remark = tuple[str, str]
"""What the user is told of a file: a code of reasons.py, and what it is about."""


class Unreadable(Exception):
    """The file cannot be read. `code` names the sentence that says why (reasons.py)."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of file it is, and where in it the table stands.

    `kind` is `csv`, `workbook`, `vcard`, `jsonl` or `zip`; `part` names the sheet, or
    the first member of a zip, that is read, `parts` all that can be. `skip` records
    stand above the headers. `twice` is the codec by which text was encoded once too
    often. With
    `is_damaged`, bytes that are no letters are read as `U+FFFD`.
    """

    kind: str = "csv"
    part: str = ""
    parts: tuple[str, ...] = ()
    skip: int = 0
    twice: str = ""
    is_damaged: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether an encoding can be chosen for it."""
        return self.kind in ("csv", "vcard")

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "part": self.part,
            "parts": list(self.parts),
            "skip": self.skip,
            "twice": self.twice,
            "is_damaged": self.is_damaged,
            "remarks": [list(remark) for remark in self.remarks],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Form:
        """What `as_json` wrote; {} is a CSV file."""
        return cls(
            kind=str(found.get("kind", "csv")),
            part=str(found.get("part", "")),
            parts=tuple(map(str, found.get("parts", ()))),
            skip=int(found.get("skip", 0)),
            twice=str(found.get("twice", "")),
            is_damaged=bool(found.get("is_damaged")),
            remarks=tuple((str(a), str(b)) for a, b in found.get("remarks", ())),
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is to be read, and what its columns are called."""

    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    has_headers: bool = True
    form: Form = field(default_factory=Form)
