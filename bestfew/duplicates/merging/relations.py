"""What points at a row, read from the models: a new table moves by itself (F9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Field, ForeignKey, Model, Q, UniqueConstraint

from bestfew.activities.models import FollowUp
from bestfew.history.models import Event
from bestfew.imports.models import ImportRow, Noun
from bestfew.levels.models import LevelChange, Standing
from bestfew.people.models import Concern, ContactPoint, Organisation, Person

AnyModel = type[Model]


@dataclass(frozen=True, slots=True)
class Identity:
    """Columns that no two rows of the same person share; `when` it holds at all.

    `is_strict` rules come from the database, for which one nothing differs from
    another; the others are ours.
    """

    columns: tuple[str, ...]
    when: Q | None = None
    is_strict: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """A column of a table that points at a row: by a foreign key, or by its number.

    `only` narrows it to the rows whose column means that kind of row.
    """

    model: AnyModel
    column: str
    only: tuple[tuple[str, Any], ...] = ()
    identities: tuple[Identity, ...] = ()

    def to(self, pk: int) -> Q:
        return Q(**{self.column: pk}, **dict(self.only))


OURS: dict[tuple[AnyModel, str], Identity] = {
    (ContactPoint, "organisation"): Identity(("kind", "key"), is_strict=False),
    (Concern, "person"): Identity(
        ("kind", "text"), Q(resolved_at=None), is_strict=False
    ),
    (FollowUp, "person"): Identity(
        ("organisation_id", "objective_id", "activity_id", "kind", "what", "due_on",
         "due_time", "assignee_id"),
        Q(done_at=None),
        is_strict=False,
    ),
    (FollowUp, "organisation"): Identity(
        ("person_id", "objective_id", "activity_id", "kind", "what", "due_on",
         "due_time", "assignee_id"),
        Q(done_at=None),
        is_strict=False,
    ),
}  # fmt: skip
"""Rows that the database would take twice and that our deeds hold to be one."""

FOLLOWS: tuple[AnyModel, ...] = (Event, LevelChange, Standing)
"""Tables whose rows come by themselves: nobody hung them on a person."""

LOADED: dict[AnyModel, str] = {Person: Noun.PEOPLE, Organisation: Noun.ORGANISATIONS}
"""What the rows of files are loaded as."""


@cache
def relations_to(model: AnyModel) -> tuple[Relation, ...]:
    """Every column that points at rows of a model.

    Arrows without a constraint in the database may point at nobody: they stay, or are
    moved by whoever drew them.
    """
    arrows = tuple(_arrows(model))
    return (*arrows, *_numbers(model))


def _arrows(model: AnyModel) -> Iterator[Relation]:
    for found in model._meta.get_fields(include_hidden=True):
        arrow = getattr(found, "field", None)
        is_pointed_at = found.auto_created and (found.one_to_many or found.one_to_one)
        if is_pointed_at and isinstance(arrow, ForeignKey) and holds(arrow):
            identities = (*_by_rule(arrow), *_by_custom(arrow))
            yield Relation(arrow.model, arrow.attname, identities=identities)


def holds(arrow: ForeignKey[Any, Any]) -> bool:
    """Whether the database holds the arrow to point at a row that is there."""
    return bool(vars(arrow)["db_constraint"])


def _numbers(model: AnyModel) -> Iterator[Relation]:
    """Columns that hold a row's number beside what kind of row it is."""
    yield Relation(Event, "row_id", only=(("noun", model._meta.model_name),))
    if model in LOADED:
        yield Relation(ImportRow, "target", only=(("job__noun", LOADED[model]),))


def _by_rule(arrow: ForeignKey[Any, Any]) -> Iterator[Identity]:
    """What the database itself keeps from standing there twice."""
    if arrow.unique:
        yield Identity(())
    options = arrow.model._meta
    for names in options.unique_together:
        if arrow.name in names:
            yield Identity(_others(arrow, names))
    for rule in options.constraints:
        if isinstance(rule, UniqueConstraint) and arrow.name in rule.fields:
            yield Identity(_others(arrow, rule.fields), rule.condition)


def _others(arrow: ForeignKey[Any, Any], names: Sequence[str]) -> tuple[str, ...]:
    fields: list[Field[Any, Any]] = [
        arrow.model._meta.get_field(name)  # type: ignore[misc]
        for name in names
        if name not in (arrow.name, "workspace")
    ]
    return tuple(each.attname for each in fields)


def _by_custom(arrow: ForeignKey[Any, Any]) -> Iterator[Identity]:
    if identity := OURS.get((arrow.model, arrow.name)):
        yield identity
