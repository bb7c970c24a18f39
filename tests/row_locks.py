"""Whether a deed locks rows in a transaction of its own, as PostgreSQL asks for.

Tests run in a transaction of their own, which would hide it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models.sql.compiler import SQLCompiler


@contextmanager
def locked_outside() -> Iterator[list[str]]:
    """Gives the questions that lock rows outside a transaction of the enclosed work."""
    ours, found = len(connection.atomic_blocks), list[str]()
    run = SQLCompiler.execute_sql

    def watched(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        if self.query.select_for_update and len(connection.atomic_blocks) == ours:
            found.append(str(self.query))
        return run(self, *args, **kwargs)

    with patch.object(SQLCompiler, "execute_sql", watched):
        yield found
