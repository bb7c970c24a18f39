"""Rows as a snapshot keeps them: plain values that come back exactly as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model, QuerySet

from bestfew.accounts.tenancy import TenantModel, current_workspace_id
from bestfew.duplicates.merging.relations import AnyModel

CHUNK = 500
Values = dict[str, Any]


def table_of(model: AnyModel) -> str:
    return model._meta.label_lower


def model_of(table: str) -> AnyModel:
    return apps.get_model(table)


def rows(model: AnyModel) -> QuerySet[Any]:
    """The rows of a table in the current workspace; of a mere link table, all."""
    if issubclass(model, TenantModel):
        return model._base_manager.filter(workspace_id=current_workspace_id())
    return model._base_manager.all()


def columns_of(model: AnyModel) -> Iterator[Field[Any, Any]]:
    """The columns that hold something of their own."""
    return (each for each in model._meta.concrete_fields if not each.generated)


def values_of(row: Model, names: Collection[str] = ()) -> Values:
    """A row's columns as plain values; of all of them, or of those named.

    Moments keep their microseconds, which the JSON encoder of Django cuts off.
    """
    return {
        each.attname: _plain(getattr(row, each.attname))
        for each in columns_of(type(row))
        if not names or each.attname in names
    }


def typed(model: AnyModel, values: Mapping[str, Any]) -> Values:
    """Plain values in the types of their columns."""
    fields = {each.attname: each for each in columns_of(model)}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def read(
    model: AnyModel, ids: Collection[int], names: Collection[str] = ()
) -> dict[int, Values]:
    """Plain values of rows by their keys, as the database has them now."""
    return {row.pk: values_of(row, names) for row in load(model, ids).values()}


def load(model: AnyModel, ids: Collection[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in chunks(sorted(ids)):
        found |= rows(model).in_bulk(some)
    return found


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def erase(model: AnyModel, ids: Collection[int]) -> None:
    """Delete rows and nothing with them: the database refuses where one is pointed at.

    Django's own delete would take along, unseen, whatever still points there.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for some in chunks(sorted(ids)):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM {table} WHERE id IN ({marks})", list(some))  # noqa: S608


def put_back(model: AnyModel, kept: Sequence[Values]) -> set[int]:
    """Write rows again under their own keys; the keys of those that are there now.

    One that would stand there twice by now is left out.
    """
    again = [model(**typed(model, values)) for values in kept]
    rows(model).bulk_create(again, ignore_conflicts=True)
    for values in kept:
        stamps = {name: values[name] for name in _stamps(model)}
        if stamps:
            rows(model).filter(pk=values["id"]).update(**typed(model, stamps))
    present = rows(model).filter(pk__in=[values["id"] for values in kept])
    return set(present.values_list("pk", flat=True))


def _stamps(model: AnyModel) -> list[str]:
    """Columns that Django fills in itself whenever it writes a row."""
    return [
        each.attname
        for each in columns_of(model)
        if getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False)
    ]
