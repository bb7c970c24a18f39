"""Faults found before anything is served."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from bestfew.sqlite import is_safe


@register
def sqlite_library_is_safe(**_: Any) -> list[CheckMessage]:
    """Refuse a SQLite library that can corrupt a WAL database (trust.md D1)."""
    uses_sqlite = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    if not uses_sqlite or is_safe(sqlite3.sqlite_version_info):
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode.",
            hint="Install pysqlite3 0.6.1 or newer, or use PostgreSQL.",
            id="bestfew.E001",
        )
    ]
