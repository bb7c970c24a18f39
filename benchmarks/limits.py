"""The machine's own limit: the same rows written with nothing around them."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

PLAIN = "bench_plain"


def raw_seconds(file: Path) -> float:
    """The cells of a file into one table without an index, as text.

    By COPY on PostgreSQL, by executemany on SQLite, in one transaction; the reading of
    the file is not counted.
    """
    from django.db import connection, transaction

    with file.open(encoding="utf-8", newline="") as opened:
        headers, *rows = csv.reader(opened)
    columns = ", ".join(f"c{number} text" for number in range(len(headers)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLAIN} ({columns})")
        start = perf_counter()
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {PLAIN} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(headers))
                cursor.executemany(f"INSERT INTO {PLAIN} VALUES ({marks})", rows)  # noqa: S608
        seconds = perf_counter() - start
        cursor.execute(f"DROP TABLE {PLAIN}")
    return seconds


def commits_per_second(*, seconds: float = 2.0) -> int:
    """How many transactions of one row the database writes safely, one by one."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLAIN} (c0 text)")
        start, done = perf_counter(), 0
        while perf_counter() < start + seconds:
            with transaction.atomic():
                cursor.execute(f"INSERT INTO {PLAIN} VALUES ('x')")  # noqa: S608
            done += 1
        cursor.execute(f"DROP TABLE {PLAIN}")
    return round(done / seconds)


def indexed_seconds(folder: Path) -> float:
    """All that the import wrote once more, by the database alone, with its indexes.

    Each table is copied row by row into an empty one of the same columns and indexes,
    that of search among them: no import into these tables can be faster.
    """
    from django.db import connection

    copies: dict[str, Callable[[], float]] = {
        "sqlite": lambda: _copied_by_sqlite(folder),
        "postgresql": _copied_by_postgresql,
    }
    return copies[connection.vendor]()


def _tables() -> Iterator[str]:
    """Those of rows of a workspace."""
    from django.apps import apps

    from bestfew.accounts.tenancy import TenantModel

    for model in apps.get_models():
        if issubclass(model, TenantModel):
            yield model._meta.db_table


def _copied_by_postgresql() -> float:
    from django.db import connection

    total = 0.0
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
            columns = _written_columns(table)
            start = perf_counter()
            cursor.execute(
                f"INSERT INTO bench_copy ({columns}) SELECT {columns} FROM {table}"  # noqa: S608
            )
            total += perf_counter() - start
            cursor.execute("DROP TABLE bench_copy")
    return total


def _written_columns(table: str) -> str:
    """All but those that the database computes itself."""
    from django.apps import apps

    [model] = [each for each in apps.get_models() if each._meta.db_table == table]
    fields = model._meta.concrete_fields
    return ", ".join(f'"{each.column}"' for each in fields if not each.generated)


def _copied_by_sqlite(folder: Path) -> float:
    """Into a file of its own, as durable as ours."""
    from django.db import connection

    from bestfew.people.search_index import ORGANISATIONS, PEOPLE

    source = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(folder / "copy.sqlite3")) as database:
        database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        database.execute("ATTACH ? AS source", [str(source)])
        total = sum(_copied(database, table) for table in _tables())
        start = perf_counter()
        for index in (PEOPLE, ORGANISATIONS):
            index.create(_Editor(database))  # type: ignore[arg-type]
        database.commit()
        return total + perf_counter() - start


def _copied(database: sqlite3.Connection, table: str) -> float:
    schema = "SELECT sql FROM source.sqlite_master WHERE tbl_name = ?"
    kinds = "type IN ('table', 'index') AND sql IS NOT NULL"
    for (sql,) in database.execute(f"{schema} AND {kinds}", [table]).fetchall():
        database.execute(sql)
    columns = _written_columns(table)
    start = perf_counter()
    database.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM source.{table}"  # noqa: S608
    )
    database.commit()
    return perf_counter() - start


class _Engine:
    vendor = "sqlite"


class _Editor:
    """As much of Django's schema editor as an index of search asks for."""

    connection = _Engine()

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def execute(self, sql: str, _params: None) -> None:
        self.database.execute(sql)
