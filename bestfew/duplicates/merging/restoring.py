"""Puts rows back as a snapshot has them, and keeps what was written since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import SET_NULL, ForeignKey

from bestfew.duplicates.merging.recorder import Changed, Recorder, Row, is_as
from bestfew.duplicates.merging.relations import AnyModel, holds
from bestfew.duplicates.merging.rows import (
    Values,
    chunks,
    erase,
    load,
    model_of,
    put_back,
    rows,
    typed,
)

VERSION = "version"
WHOLE = ("people.person", "people.organisation")
"""What others point at: it is put back before them."""


@dataclass(slots=True)
class Since:
    """What was not as the deed had left it: `edited` facts, rows `lost` since.

    `is_stale` where anything differs, if only what is derived.
    """

    edited: int = 0
    lost: int = 0
    is_stale: bool = False

    def differs(self, *, by: Any) -> None:
        """A column says something else than it was left to say."""
        self.is_stale = True
        self.edited += bool(by.editable)


def restore(snapshot: Recorder) -> Since:
    """Take a snapshot back, as far as nothing was written since.

    A fact that says something else by now stays; so does a row that was made and then
    edited. A row that somebody deleted since does not come back.
    """
    since = Since()
    _put_back([each for each in snapshot.gone if each.table in WHOLE], since)
    _move_back(snapshot, since)
    _unmake(snapshot.made, since)
    _change_back(snapshot.changed, since)
    _put_back([each for each in snapshot.gone if each.table not in WHOLE], since)
    return since


def _put_back(gone: Iterable[Row], since: Since) -> None:
    for table, kept in _by_table(gone).items():
        model = model_of(table)
        able = list(_able(model, kept))
        since.lost += len(kept) - len(put_back(model, able))


def _by_table(kept: Iterable[Row]) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = defaultdict(list)
    for each in kept:
        found[each.table].append(each.values)
    return found


def _able(model: AnyModel, kept: Sequence[Values]) -> Iterator[Values]:
    """Rows whose arrows meet somebody: as if they had been there when those went."""
    missing = {arrow: _missing(arrow, kept) for arrow in arrows_of(model)}
    for values in kept:
        lacks = [a for a, gone in missing.items() if values[a.attname] in gone]
        if all(each.remote_field.on_delete is SET_NULL for each in lacks):
            yield {**values, **{each.attname: None for each in lacks}}


def arrows_of(model: AnyModel) -> list[ForeignKey[Any, Any]]:
    """Columns that the database holds to point at a row that is there."""
    return [
        each
        for each in model._meta.concrete_fields
        if isinstance(each, ForeignKey) and holds(each)
    ]


def _missing(arrow: ForeignKey[Any, Any], kept: Sequence[Values]) -> set[int]:
    wanted = {values[arrow.attname] for values in kept} - {None}
    related: Any = arrow.related_model
    there = related._base_manager.filter(pk__in=wanted)
    return wanted - set(there.values_list("pk", flat=True))


def _move_back(snapshot: Recorder, since: Since) -> None:
    for each in reversed(snapshot.moved):
        model, moved = model_of(each.table), 0
        for some in chunks(each.ids):
            there = rows(model).filter(**{each.column: each.after}, pk__in=some)
            moved += there.update(**{each.column: each.before})
        since.lost += len(each.ids) - moved


def _unmake(made: Iterable[Row], since: Since) -> None:
    for table, kept in _by_table(made).items():
        model = model_of(table)
        there = load(model, [values["id"] for values in kept])
        as_made = [
            values["id"]
            for values in kept
            if values["id"] in there and is_as(there[values["id"]], values)
        ]
        erase(model, as_made)
        since.edited += len(there) - len(as_made)


def _change_back(changed: Sequence[Changed], since: Since) -> None:
    """The last change first: a row that was changed twice becomes what it was."""
    by_table: dict[str, list[Changed]] = defaultdict(list)
    for each in reversed(changed):
        by_table[each.table].append(each)
    for table, some in by_table.items():
        model = model_of(table)
        there = load(model, {each.id for each in some})
        written: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for each in some:
            if each.id not in there:
                since.lost += 1
                continue
            names = _turn_back(there[each.id], each, since)
            written[tuple(sorted(names))].add(each.id)
        for columns, ids in written.items():
            _write(model, columns, [there[pk] for pk in ids])


def _turn_back(row: Any, change: Changed, since: Since) -> set[str]:
    """Set the columns that still say what was left; which ones they are."""
    model = type(row)
    before, after = typed(model, change.before), typed(model, change.after)
    fields = {each.attname: each for each in model._meta.concrete_fields}
    back = {name for name in before if getattr(row, name) == after[name]}
    for name in before.keys() - back:
        since.differs(by=fields[name])
    for name in back:
        setattr(row, name, before[name])
    if VERSION in before and VERSION not in back:
        row.version += 1
        back.add(VERSION)
    return back


def _write(model: AnyModel, columns: Sequence[str], some: Sequence[Any]) -> None:
    names = [
        each.name for each in model._meta.concrete_fields if each.attname in columns
    ]
    if names:
        rows(model).bulk_update(some, names)
