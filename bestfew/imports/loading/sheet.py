"""A row of cells as values: by target, with what could not be read beside them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from bestfew.accounts.models import Membership
from bestfew.imports.loading.evidence import mark_of, orders_of
from bestfew.imports.models import Import
from bestfew.imports.rules import amounts, dates, taking, text
from bestfew.imports.rules.headers import IDS, NETWORK
from bestfew.imports.rules.words import meaning
from bestfew.web.cells import unguarded

ALL_IDS = {
    "external_ids": "external_id",
    "customer_ids": "customer_id",
    "person_ids": "person_id",
    "organisation_ids": "organisation_id",
    "referred_ids": "referred_id",
}
"""Columns of our own exports that hold ids of several namespaces at once."""

EXACT = "exact"
"""An empty column of an export: its cells are as they were, with no guard before."""

SKIPPED = "skip"
NOTHING: tuple[tuple[str, int], ...] = ()
NO_ID = frozenset(("0", "-", "none", "null", "n/a"))

Ref = tuple[str, str]
"""An external id: its namespace and its value."""


class Note(NamedTuple):
    """A remark on a row: a code of reasons.py, the column, the cell's text."""

    code: str
    column: str = ""
    value: str = ""


class Column(NamedTuple):
    """A column that is used; without a target, its cells are kept as traits."""

    place: int
    target: str
    header: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a file before its rows are read."""

    noun: str
    headers: tuple[str, ...]
    targets: tuple[str, ...]
    namespaces: tuple[str, ...]
    orders: dict[int, dates.Order]
    mark: amounts.Mark
    country: str
    language: str
    currency: str
    zone: tzinfo
    today: date
    is_ours: bool = False
    """An export of our own: each cell is one value, and says exactly what was so."""
    is_guarded: bool = True
    """Cells that begin like a formula may have `'` before them."""
    overwrites: frozenset[str] = frozenset()
    """Targets that take the place of what is there (rules/taking.py)."""
    overwritten_traits: frozenset[str] = frozenset()
    of_known: Sheet | None = None
    """Where columns leave alone what is there: the same without those."""
    is_of_known: bool = False
    plan: tuple[Column, ...] = field(init=False)

    def __post_init__(self) -> None:
        columns = enumerate(zip(self.headers, self.targets, strict=False))
        plan = (
            Column(place, ALL_IDS.get(target, target), header)
            for place, (header, target) in columns
            if target != SKIPPED
        )
        object.__setattr__(self, "plan", tuple(plan))

    @classmethod
    def of(cls, job: Import, member: Membership, *, today: date) -> Sheet:
        workspace = member.workspace
        found = job.evidence
        sheet = cls(
            noun=job.noun,
            headers=tuple(job.headers),
            targets=tuple(job.targets),
            namespaces=tuple(text.namespace(h, job.noun) for h in job.headers),
            orders=orders_of(found, workspace.country),
            mark=mark_of(found, workspace.country),
            country=workspace.country,
            language=workspace.language,
            currency=workspace.currency,
            zone=ZoneInfo(workspace.zone),
            today=today,
            is_ours=job.noun in NETWORK or not IDS.isdisjoint(job.targets),
            is_guarded=EXACT not in job.targets,
        )
        return sheet._taking(job.column_rules)

    def _taking(self, rules: Sequence[str]) -> Self:
        """The same with what its columns do where something is there already."""
        over = taking.overwritten_traits(self.headers, self.targets, rules)
        sheet = replace(
            self,
            overwrites=taking.overwrites(self.targets, rules),
            overwritten_traits=over,
        )
        others = taking.without_kept(self.targets, rules)
        if others == self.targets:
            return sheet
        known = replace(sheet, targets=others, is_of_known=True)
        return replace(sheet, of_known=known)


class Cells:
    """One row: values by target; the rest as traits; notes on what was wrong."""

    __slots__ = ("notes", "number", "sheet", "traits", "values")

    def __init__(self, sheet: Sheet, number: int, cells: Sequence[str]) -> None:
        self.sheet = sheet
        self.number = number
        self.values: dict[str, list[tuple[str, int]]] = {}
        self.traits: dict[str, str] = {}
        self.notes: list[Note] = []
        width = len(cells)
        for index, target, header in sheet.plan:
            if index >= width or not (value := self._text(cells[index])):
                continue
            if not target:
                self.traits[header] = value
            elif target in self.values:
                self.values[target].append((value, index))
            else:
                self.values[target] = [(value, index)]
        if width != len(sheet.headers):
            self._note_width(cells, len(sheet.headers))

    def _text(self, cell: str) -> str:
        value = text.clean(cell) if cell else ""
        if "'" in value and self.sheet.is_guarded:
            return unguarded(value, inside=self.sheet.is_ours)
        return value

    def _note_width(self, cells: Sequence[str], expected: int) -> None:
        """A row of another width is loaded; what has no header has a number."""
        for number, cell in enumerate(cells[expected:], expected + 1):
            if value := self._text(cell):
                self.traits[f"Column {number}"] = value
        code = "short" if len(cells) < expected else "long"
        self.notes.append(Note(code, "", str(len(cells))))

    def one(self, target: str, longest: int = 0) -> str:
        """The first value of a target, as one line; what is cut at `longest` is kept
        whole as a trait.
        """
        found = self.values.get(target)
        if not found:
            return ""
        value, column = found[0]
        if not self.sheet.is_ours:
            value = text.one_line(value)
        if longest and len(value) > longest:
            self.fault("too_long", column, value)
            return value[:longest]
        return value

    def many(self, target: str) -> Sequence[tuple[str, int]]:
        return self.values.get(target, NOTHING)

    def whole(self, target: str) -> str:
        """All of a target's cells as one text; of a table of ours they are one."""
        if target not in self.values:
            return ""
        between = "" if self.sheet.is_ours else "\n"
        return between.join(value for value, _column in self.many(target))

    def is_so(self, target: str) -> bool:
        """Whether a cell says yes."""
        value = self.one(target)
        return bool(value) and meaning("so", value) == "yes"

    def fault(self, code: str, column: int, value: str) -> None:
        """Note what could not be used, and keep the cell as a trait."""
        header = self.sheet.headers[column]
        self.notes.append(Note(code, header, value[:200]))
        self.traits[header] = value

    def refs(self, target: str) -> list[Ref]:
        """External ids, each in the namespace of its column.

        An export of ours has them all, with their namespaces, in one cell.
        """
        if target not in self.values:
            return []
        found: list[Ref] = []
        ours = ""
        for value, column in self.many(target):
            if self.sheet.targets[column].endswith("_ids"):
                ours += value
            elif value.casefold() not in NO_ID:
                namespace = self.sheet.namespaces[column]
                found.append((namespace, value[: text.LONGEST_ID]))
        return [*found, *text.ids(ours)]

    def own_id(self) -> str:
        """The row's own external id, else the hash of its mapped values."""
        found = self.one("external_id", text.LONGEST_ID)
        if not found or found.casefold() in NO_ID:
            return f"{text.ROW}:{self.hash()}"
        return found

    def hash(self) -> str:
        ordered = sorted(
            (target, value)
            for target, found in self.values.items()
            for value, _column in found
        )
        return text.row_id(ordered)

    def moment(self, target: str) -> dates.Moment | None:
        for value, column in self.many(target):
            if value in dates.NONE:
                continue
            try:
                return self._moment(value, column)
            except dates.NotADate:
                self.fault("not_a_date", column, value)
        return None

    def _moment(self, value: str, column: int) -> dates.Moment:
        if self.sheet.is_ours:
            with suppress(dates.NotADate):
                return dates.parse_exact(value)
        return dates.parse(value, order=self._order(column))

    def day(self, target: str) -> date | None:
        """A day in the workspace's time zone."""
        found = self.moment(target)
        if found is None:
            return None
        if found.zone is None:
            return found.day
        return found.at(self.sheet.zone).astimezone(self.sheet.zone).date()

    def at(self, target: str) -> datetime | None:
        found = self.moment(target)
        return found.at(self.sheet.zone) if found else None

    def birthday(self) -> dates.DayOfYear | None:
        for value, column in self.many("birthday"):
            if value in dates.NONE:
                continue
            try:
                return self._birthday(value, column)
            except dates.NotADate:
                self.fault("not_a_date", column, value)
        return None

    def _birthday(self, value: str, column: int) -> dates.DayOfYear:
        if self.sheet.is_ours:
            with suppress(dates.NotADate):
                day = dates.parse_exact(value).day
                return dates.DayOfYear(day.month, day.day, day.year)
        return dates.parse_birthday(value, order=self._order(column))

    def amount(self, target: str) -> amounts.Amount | None:
        for value, column in self.many(target):
            try:
                return amounts.parse(
                    value, mark=self.sheet.mark, currency=self.sheet.currency
                )
            except amounts.NotAnAmount:
                self.fault("not_an_amount", column, value)
        return None

    def _order(self, column: int) -> dates.Order:
        return self.sheet.orders.get(column) or self.sheet.orders[-1]
