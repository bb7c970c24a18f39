"""Facts that hang on the rows of a file: read from its cells, written where new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from bestfew.imports.facts import (
    LEVEL_MARKS,
    PERMISSIONS,
    TABLES,
    Entry,
    NotUnderstood,
    Table,
)
from bestfew.imports.loading.loader import Children, Context
from bestfew.imports.loading.sheet import Cells, Sheet

DO_NOT_CONTACT = "do_not_contact"
ANSWERED_ON = "answered_on"
ADDS_TO = {DO_NOT_CONTACT: PERMISSIONS.target, ANSWERED_ON: LEVEL_MARKS.target}
"""Targets that say a fact of a table in a column of their own."""
STAMPS = {"concerns": "answer", "follow_ups": "done_at", "dates": "month day year",
          "level_marks": "withdrawn_at"}  # fmt: skip
"""Columns by which an undo sees that a fact was changed since."""

Facts = dict[Entry, Entry]
"""Entries by their key, whose first part is the target of their table."""


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of facts that a file has columns of, or adds to."""
    wanted = set(sheet.targets)
    wanted |= {ADDS_TO[target] for target in wanted & ADDS_TO.keys()}
    return tuple(table for table in TABLES[sheet.noun] if table.target in wanted)


def read(cells: Cells, tables: Iterable[Table]) -> Facts:
    """What a row says; a cell that is no such list is kept as a trait."""
    found: Facts = {}
    for table in tables:
        if not (text := cells.whole(table.target)):
            continue
        try:
            entries = table.read(text)
        except NotUnderstood:
            value, column = cells.many(table.target)[0]
            cells.fault("not_understood", column, value)
            continue
        found |= {table.key(entry): entry for entry in entries}
    return found


def load(tables: Iterable[Table], ids: Iterable[int]) -> dict[int, Facts]:
    """What is stored of those rows, by row."""
    found: dict[int, Facts] = defaultdict(dict)
    ids = list(ids)
    for table in tables if ids else ():
        rows = table.rows(Q(**{f"{table.parent}__in": ids}))
        for parent, *entry in rows.values_list(table.parent, *table.names):
            found[parent][table.key(entry)] = tuple(entry)
    return found


class FactsWriter:
    """Writes the facts that a batch adds; knows whose they were."""

    def __init__(self, context: Context, tables: Iterable[Table]) -> None:
        self.author = context.job.by_id
        self.tables = {table.target: table for table in tables}
        self.children = {
            target: Children(
                table.model,
                (table.parent, *table.names, *filter(None, (table.author,))),
                stamp=STAMPS.get(target, ""),
            )
            for target, table in self.tables.items()
        }
        self.changed: dict[str, set[int]] = defaultdict(set)

    def add(
        self, before: dict[str, Any] | None, parent: int, key: Entry, entry: Entry
    ) -> None:
        target = key[0]
        table = self.tables[target]
        author = (self.author,) if table.author else ()
        self.children[target].add(before, parent, *entry, *author)
        self.changed[target].add(parent)

    def add_new(
        self,
        before: dict[str, Any] | None,
        parent: int,
        facts: Mapping[Entry, Entry],
        known: Iterable[Entry],
    ) -> None:
        """Those of a row that were not known of it before."""
        for key, entry in facts.items():
            if key not in known:
                self.add(before, parent, key, entry)

    def write(self) -> dict[str, set[int]]:
        """The rows whose facts changed, by target."""
        for children in self.children.values():
            children.write()
        return self.changed
