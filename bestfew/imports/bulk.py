"""Many rows at once: COPY on PostgreSQL, executemany on SQLite.

Django's own bulk_create builds a model instance and an SQL parameter list for every
row; at a hundred thousand people that is where the time goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

from bestfew.accounts.tenancy import current_workspace_id

Row = Sequence[Any]
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


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
    converters = [
        (index, _converter(fields[name]))
        for index, name in enumerate(columns)
        if not isinstance(fields[name], _PLAIN) and not fields[name].is_relation
    ]
    names = [fields[name].column for name in (*columns, *constant)]
    tail = tuple(constant.values())
    whole = ((*_converted(row, converters), *tail) for row in rows)
    _write(model._meta.db_table, names, whole)


def update(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Set columns of rows; the id stands last in each row."""
    if not rows:
        return
    fields: list[Any] = [
        model._meta.get_field(name.removesuffix("_id")) for name in columns
    ]
    converters = [
        (index, _converter(field))
        for index, field in enumerate(fields)
        if not isinstance(field, _PLAIN) and not field.is_relation
    ]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table = quote(model._meta.db_table)
    sql = f"UPDATE {table} SET {settings} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_converted(row, converters) for row in rows])


def _constant(field: Any) -> Any:
    if field.attname == "workspace_id":
        return current_workspace_id()
    return field.get_db_prep_save(field.get_default(), connection)


def _converter(field: Any) -> Callable[[Any], Any]:
    """What turns a value into what the database takes; equal values are turned once."""
    turned: dict[Any, Any] = {}
    last: list[Any] = [None, None]  # rows that share one object share its JSON, too

    def convert(value: Any) -> Any:
        if value not in turned:
            turned[value] = field.get_db_prep_save(value, connection)
        return turned[value]

    def convert_json(value: Any) -> Any:
        if value:
            if value is not last[0]:
                last[:] = value, field.get_db_prep_save(value, connection)
            return last[1]
        kind = type(value)
        if kind not in turned:
            turned[kind] = field.get_db_prep_save(value, connection)
        return turned[kind]

    return convert_json if isinstance(field, models.JSONField) else convert


def _converted(row: Row, converters: list[tuple[int, Callable[[Any], Any]]]) -> Row:
    if not converters:
        return row
    values = list(row)
    for index, convert in converters:
        if values[index] is not None:
            values[index] = convert(values[index])
    return values


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
