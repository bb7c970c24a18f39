"""What the database holds, in one hash for each table: equal means nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from bestfew.accounts.models import Workspace

Print = dict[str, str]

UNSEEN = {Session._meta.db_table, "usersessions_usersession"}
"""Tables of the browser, which every request may touch."""

READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "SET", "PRAGMA")
"""How statements begin that leave every row as it is."""


def fingerprint() -> Print:
    """Every row of every table."""
    return {
        table: _hash(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
        for table in _tables()
    }


def rows_of(workspace: Workspace) -> Print:
    """Every row of one workspace."""
    return {
        table: _hash(
            f'SELECT * FROM "{table}" WHERE workspace_id = %s ORDER BY 1',  # noqa: S608
            workspace.pk,
        )
        for table, columns in _tables().items()
        if "workspace_id" in columns
    }


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that may have changed something; without any, nothing did."""
    wrote: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *how: Any) -> Any:
        if not sql.lstrip().upper().startswith(READING):
            wrote.append(sql)
        return execute(sql, *how)

    with connection.execute_wrapper(note):
        yield wrote


def _tables() -> dict[str, set[str]]:
    """The columns of every table."""
    return {
        model._meta.db_table: {
            str(field.column) for field in model._meta.concrete_fields
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in UNSEEN
    }


def _hash(sql: str, *values: int) -> str:
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row in cursor:
            digest.update(repr(row).encode())
    return digest.hexdigest()
