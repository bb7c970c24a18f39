"""Plain rows about people, read a column at a time.

Most rows of most lists hold a name, numbers and addresses written as one expects, and
need none of the care that odd ones do. What is read here is just what `person_row`
reads of such a row; it reads all the others, a cell at a time.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bestfew.imports.bulk import Json
from bestfew.imports.loading.finding import PointKey
from bestfew.imports.loading.people_rows import (
    NO_TRAITS,
    PersonRow,
    Point,
    fold,
    full_name,
)
from bestfew.imports.loading.sheet import NO_ID, SKIPPED, Ref, Sheet
from bestfew.imports.rules import dates, text
from bestfew.imports.rules.phones import plain_key
from bestfew.people import rules
from bestfew.web.cells import unguarded

Row = tuple[int, list[str]]

ONCE = (
    *("name", "given_name", "family_name", "organisation", "job_title", "note"),
    *("external_id", "birthday"),
)
"""Targets that a plain list has in one column at most."""
ON_ONE_LINE = frozenset(ONCE) - {"note", "external_id", "birthday"}
LONGEST = {"given_name": 150, "family_name": 150, "job_title": 150, "external_id": 200}
LONGEST_TEXT = 300
_EMAIL = re.compile(r"[\w.%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.I)


@dataclass(slots=True)
class Plan:
    """Which column of a file holds what; `is_plain` where there is nothing else."""

    once: dict[str, int] = field(default_factory=dict)
    phones: list[int] = field(default_factory=list)
    emails: list[int] = field(default_factory=list)
    traits: list[int] = field(default_factory=list)
    is_plain: bool = True

    @classmethod
    def of(cls, sheet: Sheet) -> Plan:
        is_usual = not (sheet.is_ours or sheet.of_known or sheet.overwrites)
        plan = cls(is_plain=is_usual)
        many = {"phone": plan.phones, "email": plan.emails, "": plan.traits}
        for index, target in enumerate(sheet.targets):
            if target in many:
                many[target].append(index)
            elif target in ONCE and target not in plan.once:
                plan.once[target] = index
            elif target != SKIPPED:
                plan.is_plain = False
        return plan


def plain_rows(sheet: Sheet, plan: Plan, rows: Sequence[Row]) -> dict[int, PersonRow]:
    """The records of the rows that are plain, by their numbers."""
    width = len(sheet.headers)
    whole = [row for row in rows if len(row[1]) == width] if plan.is_plain else []
    if not whole:
        return {}
    numbers, cells = zip(*whole, strict=True)
    columns = [_cleaned(column, sheet) for column in zip(*cells, strict=True)]
    for target in ON_ONE_LINE & plan.once.keys():
        columns[plan.once[target]] = _on_one_line(columns[plan.once[target]])
    too_long = _too_long(plan, columns)
    found = zip(numbers, zip(*columns, strict=True), strict=True)
    plain = (row for at, row in enumerate(found) if at not in too_long)
    return {row.number: row for row in _Reader(sheet, plan).records(plain)}


def _too_long(plan: Plan, columns: Sequence[Sequence[str]]) -> set[int]:
    """Where in the columns a cell is too long to be kept whole."""
    return {
        index
        for target, at in plan.once.items()
        if target != "note"
        for most in (LONGEST.get(target, LONGEST_TEXT),)
        if max(map(len, columns[at])) > most
        for index, cell in enumerate(columns[at])
        if len(cell) > most
    }


def _cleaned(column: Sequence[str], sheet: Sheet) -> list[str]:
    """Every cell as `Cells` has it."""
    together = "\n".join(column)
    is_clean = together.isascii() or unicodedata.is_normalized("NFC", together)
    cells = map(str.strip if is_clean and "\0" not in together else text.clean, column)
    if "'" in together and sheet.is_guarded:
        return list(map(unguarded, cells))
    return list(cells)


def _on_one_line(column: list[str]) -> list[str]:
    is_so = "".join(column).isprintable()
    return column if is_so else list(map(text.one_line, column))


class _Odd(Exception):
    """A cell needs more care."""


class _Reader:
    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.headers = [(at, sheet.headers[at]) for at in plan.traits]
        self.namespace = ""
        self.order: dates.Order = sheet.orders[-1]
        if (at := plan.once.get("external_id")) is not None:
            self.namespace = sheet.namespaces[at]
        if (at := plan.once.get("birthday")) is not None:
            self.order = sheet.orders.get(at) or self.order

    def records(self, rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[PersonRow]:
        for number, cells in rows:
            try:
                yield self._record(number, cells)
            except (_Odd, dates.NotADate):
                continue

    def _record(self, number: int, cells: Sequence[str]) -> PersonRow:
        said = {name: cells[at] for name, at in self.plan.once.items()}.get
        name, place, note = self._name(said), said("organisation", ""), said("note", "")
        points, keys = self._points(cells)
        if not keys:
            raise _Odd
        traits = {header: cells[at] for at, header in self.headers if cells[at]}
        parts = (said("given_name", ""), said("family_name", ""))
        who = (name, *parts, False, points, keys)
        work: tuple[Any, ...] = (place, [], said("job_title", ""), "", "")
        derived = (
            rules.fold(name)[:300],
            rules.search_text(name, (place,) if place else (), points, note),
            fold(place) if place else "",
            Json(json.dumps(traits)) if traits else NO_TRAITS,
        )
        day = self._birthday(said("birthday"))
        since: tuple[Any, ...] = (day, [], note, None, None)
        nothing: tuple[Any, ...] = (False, False, [], [], {}, None)
        refs = self._refs(said("external_id", ""))
        told = (number, refs, *who, *work, *since, traits, [], *nothing, *derived)
        return PersonRow._make(told)

    def _birthday(self, cell: str | None) -> dates.DayOfYear | None:
        return dates.parse_birthday(cell, order=self.order) if cell else None

    def _name(self, said: Callable[[str, str], str]) -> str:
        if name := said("name", ""):
            return name
        return full_name(said("given_name", ""), said("family_name", ""), self.sheet)

    def _points(self, cells: Sequence[str]) -> tuple[list[Point], list[PointKey]]:
        country = self.sheet.country
        phones: dict[str, str] = {}
        for at in self.plan.phones:
            if cell := cells[at]:
                phones.setdefault(_sure(plain_key("phone", cell, country)), cell)
        emails: dict[str, str] = {}
        for at in self.plan.emails:
            if cell := cells[at]:
                emails.setdefault(_sure(_EMAIL.fullmatch(cell) and cell.lower()), cell)
        points = [Point("phone", value, key) for key, value in phones.items()]
        points += [Point("email", value, key) for key, value in emails.items()]
        keys = [("email", key) for key in emails] + [("phone", key) for key in phones]
        return points, keys

    def _refs(self, value: str) -> list[Ref]:
        if not value or value.casefold() in NO_ID:
            return []
        return [(self.namespace, value)]


def _sure(key: str | None) -> str:
    if not key:
        raise _Odd
    return key
