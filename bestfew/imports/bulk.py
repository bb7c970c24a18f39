"""Many rows at once: COPY on PostgreSQL, executemany on SQLite.

Django's own bulk_create builds a model instance and an SQL parameter list for every
row; at a hundred thousand people that is where the time goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

from django.db import connection, models
from django.db.models import Lookup

from bestfew.accounts.ids import new_ids
from bestfew.accounts.tenancy import current_workspace_id

Row = Sequence[Any]
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


class Json(str):
    """JSON that is written down already."""

    __slots__ = ()


@models.CharField.register_lookup
class Listed(Lookup[Iterable[str]]):
    """`column__listed=values`: as `in`, with all of them as one parameter.

    A parameter for each would take longer to write down than the rows to find; and
    PostgreSQL looks an array up in an index where it may read a table for a list.
    """

    lookup_name = "listed"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return sql, [*params, json.dumps(sorted(self.rhs))]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, sorted(self.rhs)]


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Write rows of the current workspace. `columns` are attribute names (`owner_id`).

    Columns left out take their model's default. Integrity is the database's to check.
    """
    if not rows:
        return
    fields: dict[str, Any] = {
        field.attname: field
        for field in model._meta.concrete_fields
        if not field.generated
    }
    constant = {
        name: _constant(field) for name, field in fields.items() if name not in columns
    }
    names = [fields[name].column for name in (*columns, *constant)]
    cells = _converted(rows, [fields[name] for name in columns])
    whole = zip(*cells, *map(repeat, constant.values()))  # noqa: B905  (endless ones)
    _write(model._meta.db_table, names, whole)


def insert_new(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """The same for rows that have no id yet."""
    if rows:
        ids = new_ids(len(rows))
        insert(
            model,
            ("id", *columns),
            [(pk, *row) for pk, row in zip(ids, rows, strict=True)],
        )


def update(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Set columns of rows; the id stands last in each row."""
    if not rows:
        return
    fields: list[Any] = [
        model._meta.get_field(name.removesuffix("_id")) for name in columns
    ]
    cells = _converted(rows, [*fields, model._meta.pk])
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table = quote(model._meta.db_table)
    sql = f"UPDATE {table} SET {settings} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*cells, strict=True)))


def _constant(field: Any) -> Any:
    if field.attname == "workspace_id":
        return current_workspace_id()
    return field.get_db_prep_save(field.get_default(), connection)


def _converted(rows: Sequence[Row], fields: Sequence[Any]) -> list[Sequence[Any]]:
    """The rows' cells, column by column, as the database takes them."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for index, field in enumerate(fields):
        if isinstance(field, models.JSONField):
            columns[index] = _as_json(columns[index], field)
        elif not isinstance(field, _PLAIN) and not field.is_relation:
            columns[index] = _as_stored(columns[index], field)
    return columns


def _as_json(values: Sequence[Any], field: Any) -> list[str | None]:
    return [
        value
        if value is None or type(value) is Json
        else json.dumps(value, cls=field.encoder)
        for value in values
    ]


def _as_stored(values: Sequence[Any], field: Any) -> list[Any]:
    """Equal values are turned once."""
    turned = {
        value: field.get_db_prep_save(value, connection)
        for value in set(values)
        if value is not None
    }
    return [turned.get(value) for value in values]


def _write(table: str, names: list[str], rows: Iterable[Row]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = f"COPY {quote(table)} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(sql) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        sql = f"INSERT INTO {quote(table)} ({columns}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(sql, list(rows))
