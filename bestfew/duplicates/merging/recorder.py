"""Writes what a merge writes, and keeps what takes it back.

A snapshot has four lists:

- `moved`: rows whose column pointed at one and points at another since;
- `changed`: columns of rows, before and after;
- `gone`: whole rows that are no more;
- `made`: whole rows that were not there before.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Model

from bestfew.duplicates.merging.relations import AnyModel, Relation
from bestfew.duplicates.merging.rows import (
    Values,
    chunks,
    erase,
    read,
    rows,
    table_of,
    typed,
    values_of,
)


@dataclass(slots=True)
class Moved:
    """Rows of a table whose `column` went from one key to another."""

    table: str
    column: str
    before: int
    after: int
    ids: list[int]


@dataclass(slots=True)
class Changed:
    """Columns of one row, as they were and as they are."""

    table: str
    id: int
    before: Values
    after: Values


@dataclass(slots=True)
class Row:
    """A whole row."""

    table: str
    values: Values


@dataclass(slots=True)
class Recorder:
    """What one deed did to the tables, in the order in which it was done."""

    moved: list[Moved] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)

    def move(
        self, relation: Relation, ids: Collection[int], *, before: int, after: int
    ) -> None:
        """Have rows that point at `before` point at `after`."""
        if not ids:
            return
        model, column, keys = relation.model, relation.column, sorted(ids)
        for some in chunks(keys):
            there = rows(model).filter(relation.to(before), pk__in=some)
            there.update(**{column: after})
        self.moved.append(Moved(table_of(model), column, before, after, keys))

    def change(self, row: Model, values: Values) -> None:
        """Write columns of a row, those that differ."""
        new = {name: v for name, v in values.items() if getattr(row, name) != v}
        if not new:
            return
        before = values_of(row, new)
        rows(type(row)).filter(pk=row.pk).update(**new)
        for name, value in new.items():
            setattr(row, name, value)
        after = values_of(row, new)
        self.changed.append(Changed(table_of(type(row)), row.pk, before, after))

    def remove(self, row: Model) -> None:
        """Delete a row, nothing of which is lost."""
        self.gone.append(Row(table_of(type(row)), values_of(row)))
        erase(type(row), [row.pk])

    def make(self, row: Model) -> None:
        """Write a new row."""
        row.save(force_insert=True)
        self.made.append(Row(table_of(type(row)), values_of(row)))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(snapshot: dict[str, Any]) -> Recorder:
    return Recorder(
        [Moved(**each) for each in snapshot["moved"]],
        [Changed(**each) for each in snapshot["changed"]],
        [Row(**each) for each in snapshot["gone"]],
        [Row(**each) for each in snapshot["made"]],
    )


@dataclass(slots=True)
class Watch:
    """Notes what others write to some rows while it watches: what follows by itself.

    Without `names` every column is watched. Rows that come are noted as made.
    """

    model: AnyModel
    ids: Collection[int]
    names: tuple[str, ...] = ()
    before: dict[int, Values] = field(init=False)

    def __post_init__(self) -> None:
        self.before = read(self.model, self.ids, self.names)

    def end(self, recorder: Recorder) -> None:
        for pk, now in read(self.model, self.before, self.names).items():
            was = self.before[pk]
            names = [name for name in now if now[name] != was[name]]
            if names:
                before = {name: was[name] for name in names}
                after = {name: now[name] for name in names}
                table = table_of(self.model)
                recorder.changed.append(Changed(table, pk, before, after))


def is_as(row: Model, kept: Values) -> bool:
    """Whether a row's columns still say what was kept of them; derived ones may not."""
    was = typed(type(row), kept)
    derived = {each.attname for each in row._meta.concrete_fields if not each.editable}
    return all(
        getattr(row, name) == value
        for name, value in was.items()
        if name not in derived
    )
