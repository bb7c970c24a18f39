"""What search needs of the database's library, asked before anything is served."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

_TRIGRAMS = "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='trigram')"
_BEYOND_ASCII = "ชาย"


@register
def sqlite_finds_trigrams(**_: Any) -> list[CheckMessage]:
    """Refuse a SQLite library without full-text trigrams (3.34 and newer have them)."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"] or _makes(_TRIGRAMS):
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} has no full-text search by trigrams.",
            hint="Install pysqlite3 0.6.1 or newer, or use PostgreSQL.",
            id="bestfew.E002",
        )
    ]


def _makes(table: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute(table)
        except sqlite3.OperationalError:
            return False
    return True


@register(Tags.database)
def postgresql_knows_letters(**_: Any) -> list[CheckMessage]:
    """Warn of a database in whose locale only a to z are letters: its trigrams too."""
    if connection.vendor != "postgresql" or not _has_trigrams():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm(%s)", [_BEYOND_ASCII])
        if cursor.fetchone()[0]:
            return []
    return [
        Warning(
            "This database takes only a to z for letters: search in Thai, Chinese or "
            "Vietnamese reads every person.",
            hint="Make it anew with a UTF-8 locale, such as C.UTF-8.",
            id="bestfew.W001",
        )
    ]


def _has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None
