"""Whom earlier rows of a dry run were about, as a run finds them in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.imports.facts import Table
from bestfew.imports.loading.known import MOST, Known
from bestfew.imports.loading.people_rows import PersonRow
from bestfew.imports.loading.remembered import Key, Remembered
from bestfew.imports.loading.someone import FIELDS, Someone, load_people
from bestfew.imports.rules.text import OURS

NAMES = ("name", "given_name", "family_name")


def recall(
    memory: Remembered,
    records: Sequence[PersonRow],
    known: Known,
    tables: Sequence[Table],
) -> None:
    """Add them to those whom a batch knows."""
    refs = {ref: ("ref", *ref) for row in records for ref in row.refs}
    points = {key: ("point", *key) for row in records for key in row.keys}
    found = memory.find({*refs.values(), *points.values()}, most=MOST)
    ids = {pk for each in found.values() for pk in each}
    _bring_in_step(memory, known, ids, tables)
    for ref, key in refs.items():
        for pk in found.get(key, ()):
            known.by_ref.setdefault(ref, known.people[pk])
    for point, key in points.items():
        for pk in found.get(key, ()):
            known.stand_at(point, known.people[pk])


def _bring_in_step(
    memory: Remembered, known: Known, ids: set[int], tables: Sequence[Table]
) -> None:
    """Have everybody be called as the rows before left them."""
    facts = memory.facts_of(ids | known.people.keys())
    old = {pk for pk, (is_new, *_rest) in facts.items() if not is_new}
    known.people |= load_people(old - known.people.keys(), tables)
    for pk, (is_new, names, refs) in facts.items():
        if is_new:
            blank: dict[str, Any] = dict.fromkeys(FIELDS)
            known.people[pk] = Someone(pk, is_new=True, fields=blank)
        someone = known.people[pk]
        someone.fields |= dict(zip(NAMES, names, strict=True))
        someone.refs |= {(namespace, value) for namespace, value in refs}


def told_of(someone: Someone) -> tuple[Any, ...]:
    """What is remembered of somebody."""
    names = [someone.fields[name] for name in NAMES]
    return someone.is_new, names, [ref for ref in someone.refs if ref[0] == OURS]


def told_by(row: PersonRow) -> tuple[Any, ...]:
    """The same of somebody whom nobody knew, and one row tells of."""
    return True, (row.name, row.given_name, row.family_name), ()


def keys_of(row: PersonRow) -> list[Key]:
    """What finds them again."""
    refs: list[Key] = [("ref", *ref) for ref in row.refs]
    return [*refs, *(("point", *key) for key in row.keys)]
