"""Who decides about objectives, reviews, judgements and next steps, as exports tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from bestfew.activities.actions import refresh_next_of
from bestfew.imports.facts import (
    INFLUENCES,
    JUDGEMENTS,
    OF_OBJECTIVE,
    Entry,
    NotUnderstood,
    Table,
)
from bestfew.imports.loading.facts import tables_of
from bestfew.imports.loading.finding import Owner
from bestfew.imports.loading.loader import Children, Context
from bestfew.imports.loading.sheet import Cells, Note, Ref
from bestfew.imports.rules.text import ids_in, loads

STAMPS = {"follow_ups": "done_at", "influences": "satisfied_on"}
STANDS = JUDGEMENTS.names.index("withdrawn_at")

TABLES = {table.target: table for table in OF_OBJECTIVE}

Known = dict[int, set[Entry]]
"""The keys of what is stored, by objective."""


class Told(NamedTuple):
    """One fact of a row: its target, its values, and whom it is about, by their ids."""

    target: str
    entry: Entry
    who: dict[str, list[Ref]]

    @property
    def table(self) -> Table:
        return TABLES[self.target]


def read(cells: Cells, tables: Iterable[Table]) -> list[Told]:
    """What a row says; a cell that is no such list is kept as a trait."""
    told: list[Told] = []
    for table in tables:
        if not (text := cells.whole(table.target)):
            continue
        try:
            told += _read(table, loads(text))
        except NotUnderstood:
            value, column = cells.many(table.target)[0]
            cells.fault("not_understood", column, value)
    return told


def _read(table: Table, found: Any) -> list[Told]:
    if not isinstance(found, list):
        raise NotUnderstood(str(found))
    return [
        Told(
            table.target,
            table.entry(each),
            {name: ids_in(each[name]) for name in table.who if name in each},
        )
        for each in found
    ]


def load(tables: Iterable[Table], objectives: Sequence[int]) -> Known:
    """What is stored of those objectives."""
    known: Known = defaultdict(set)
    for table in tables if objectives else ():
        rows = table.rows(Q(**{f"{table.parent}__in": objectives}))
        who = [f"{name}_id" for name in table.who]
        for parent, *values in rows.values_list(table.parent, *who, *table.names):
            whom, entry = tuple(values[: len(who)]), values[len(who) :]
            known[parent] |= _keys(table, whom, entry)
    return known


def _keys(table: Table, whom: Entry, entry: Sequence[Any]) -> set[Entry]:
    """What finds a fact again; a judgement that stands lets no other stand."""
    keys = {(*table.key(entry), *whom)}
    if table.target == JUDGEMENTS.target and entry[STANDS] is None:
        keys.add((table.target, "stands"))
    return keys


class ObjectiveFacts:
    """Writes the facts that a batch adds to objectives."""

    def __init__(self, context: Context, known: Known) -> None:
        self.author = context.job.by_id
        self.known = known
        self.planned: set[int] = set()
        self.children = {
            table.target: Children(
                table.model,
                (
                    *(table.parent, *(f"{name}_id" for name in table.who)),
                    *(*table.names, *filter(None, (table.author,))),
                ),
                stamp=STAMPS.get(table.target, ""),
            )
            for table in tables_of(context.sheet)
        }

    def news(
        self, objective: int, told: Iterable[Told], owners: dict[Ref, Owner], own: Owner
    ) -> list[tuple[Told, Entry]]:
        """Facts that are not known of it, each with whom it is about."""
        found = []
        for each in told:
            whom = _whom(each, owners, own)
            keys = _keys(each.table, whom, each.entry)
            if _is_about_someone(each, whom) and self.known[objective].isdisjoint(keys):
                self.known[objective] |= keys
                found.append((each, whom))
        return found

    def add(
        self,
        before: dict[str, Any] | None,
        objective: int,
        news: Iterable[tuple[Told, Entry]],
    ) -> None:
        for each, whom in news:
            author = (self.author,) if each.table.author else ()
            children = self.children[each.target]
            children.add(before, objective, *whom, *each.entry, *author)
            if "organisation" in each.table.who and whom[0]:
                self.planned.add(whom[0])

    def write(self) -> None:
        for children in self.children.values():
            children.write()
        if self.planned:
            refresh_next_of(self.planned)


def _whom(told: Told, owners: dict[Ref, Owner], own: Owner) -> Entry:
    """The ids of whom it is about; of the customer where a next step says nothing."""
    if told.target != INFLUENCES.target and not told.who:
        return tuple(getattr(own, name) for name in told.table.who)
    found = []
    for name in told.table.who:
        owner = next((owners[r] for r in told.who.get(name, ()) if r in owners), None)
        found.append(getattr(owner, name) if owner and owner.is_visible else None)
    return tuple(found)


def _is_about_someone(told: Told, whom: Entry) -> bool:
    """Who is not here cannot decide, nor be called."""
    if told.target == INFLUENCES.target and told.entry[0]:
        return True
    return not told.table.who or any(whom)


def unknown(told: Iterable[Told], owners: dict[Ref, Owner]) -> list[Note]:
    """A remark on each one whom the facts of a row name and nobody here is."""
    refs = [ref for each in told for found in each.who.values() for ref in found[:1]]
    return [Note("unknown_id", "", " ".join(ref)) for ref in refs if ref not in owners]
