"""Has everything that points at one row point at another (trust.md F9, P22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from bestfew.duplicates.merging.combining import combine
from bestfew.duplicates.merging.imported import keep_from_undo
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.duplicates.merging.relations import (
    AnyModel,
    Identity,
    Relation,
    relations_to,
)
from bestfew.duplicates.merging.rows import rows
from bestfew.imports.models import ImportRow

Twins = dict[int, Any]
"""The rows that stand in the way of others, by the keys of these."""


def move_all(
    model: AnyModel,
    *,
    goes: int,
    stays: int,
    recorder: Recorder,
    chosen: Mapping[str, str],
) -> None:
    """Move what points at one row of a model to another, table by table.

    Where it may not stand there twice, two rows become one by the same rule: what
    pointed at the one that goes points at its twin, and it is kept in the snapshot.
    """
    for relation in relations_to(model):
        theirs = set(pointing(relation, goes).values_list("pk", flat=True))
        if not theirs:
            continue
        twins = _twins(relation, goes=goes, stays=stays)
        recorder.move(relation, theirs - twins.keys(), before=goes, after=stays)
        if relation.model is ImportRow:
            keep_from_undo(theirs, recorder)
        for lost in rows(relation.model).filter(pk__in=twins).order_by("pk"):
            absorb(lost, into=twins[lost.pk], recorder=recorder, chosen=chosen)


def absorb(
    row: Model, *, into: Model, recorder: Recorder, chosen: Mapping[str, str]
) -> None:
    """Make one row of two."""
    recorder.change(into, combine(into, row, chosen))
    move_all(type(row), goes=row.pk, stays=into.pk, recorder=recorder, chosen={})
    recorder.remove(row)


def pointing(relation: Relation, pk: int) -> QuerySet[Any]:
    """The rows that point at a key, locked in the order of their own keys."""
    found = rows(relation.model).filter(relation.to(pk))
    return found.select_for_update(of=("self",)).order_by("pk")


def _twins(relation: Relation, *, goes: int, stays: int) -> Twins:
    found: Twins = {}
    for identity in relation.identities:
        known = _by_identity(pointing(relation, stays), identity)
        theirs = _by_identity(pointing(relation, goes), identity)
        for key in theirs.keys() & known.keys():
            found.setdefault(theirs[key].pk, known[key])
    return found


def _by_identity(found: QuerySet[Any], identity: Identity) -> dict[Any, Any]:
    """Rows by what makes them the same; the oldest of those that are already."""
    some = found.filter(identity.when) if identity.when else found
    keyed = ((_key(row, identity), row) for row in _newest_first(some))
    return {key: row for key, row in keyed if key is not None}


def _newest_first(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda row: -int(row.pk))


def _key(row: Model, identity: Identity) -> tuple[Any, ...] | None:
    """None where nothing is known of a column, which is like no other nothing."""
    key = tuple(getattr(row, name) for name in identity.columns)
    return None if identity.is_strict and None in key else key
