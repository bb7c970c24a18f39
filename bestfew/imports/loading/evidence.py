"""How a file writes its days and amounts, counted from its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bestfew.imports.rules import amounts, dates

TAKES_DATES = frozenset(
    (
        *("birthday", "first_contact", "expected_close", "closed_on", "at"),
        *("obtained_on", "fit_on", "fit_verified_on", "ended_at"),
        *("answered_on", "won_on", "reorganised_on"),
    )
)
TAKES_AMOUNTS = frozenset(("value",))


@dataclass(slots=True)
class Evidence:
    """How a file writes its days (by column) and its amounts, counted."""

    days: dict[str, list[int]] = field(default_factory=dict)
    marks: list[int] = field(default_factory=lambda: [0, 0])

    def see_all(self, targets: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Look at many rows, where any of their columns tells."""
        if not TAKES_DATES.isdisjoint(targets) or not TAKES_AMOUNTS.isdisjoint(targets):
            for cells in rows:
                self.see(targets, cells)

    def see(self, targets: Sequence[str], cells: Sequence[str]) -> None:
        for index, (target, cell) in enumerate(zip(targets, cells, strict=False)):
            if target in TAKES_DATES and cell:
                self._see_day(str(index), cell)
            elif target in TAKES_AMOUNTS and (mark := amounts.proves(cell)):
                self.marks[mark == ","] += 1

    def _see_day(self, column: str, cell: str) -> None:
        if order := dates.proves(cell):
            self.days.setdefault(column, [0, 0])[order == "mdy"] += 1

    def as_json(self) -> dict[str, object]:
        return {"days": self.days, "marks": self.marks}

    @classmethod
    def from_json(cls, found: dict[str, object]) -> Evidence:
        evidence = cls()
        days, marks = found.get("days"), found.get("marks")
        if isinstance(days, dict) and isinstance(marks, list):
            evidence.days, evidence.marks = days, marks
        return evidence


def orders_of(found: dict[str, object], country: str) -> dict[int, dates.Order]:
    """Which of day and month stands first, for each column that proves it."""
    days = Evidence.from_json(found).days
    orders = {
        int(c): dates.majority(*votes, country=country) for c, votes in days.items()
    }
    orders[-1] = dates.majority(0, 0, country=country)
    return orders


def mark_of(found: dict[str, object], country: str) -> amounts.Mark:
    """The decimal mark of the file's amounts."""
    return amounts.majority(*Evidence.from_json(found).marks, country=country)
