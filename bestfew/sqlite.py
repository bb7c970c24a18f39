"""A SQLite library without the WAL-reset fault, in the place of Python's own.

Debian's SQLite (and every Python built on it) can corrupt a WAL database that has
two connections: versions 3.7.0 to 3.51.2 are affected (sqlite.org/wal.html,
"WAL-reset bug"). `pysqlite3` carries its own, newer library.
"""

from __future__ import annotations

import sqlite3
import sys

FIXED = ((3, 44, 6), (3, 50, 7))
FIXED_FROM = (3, 51, 3)


def use_safe_library() -> None:
    """Put `pysqlite3` where `import sqlite3` finds it; call before Django loads."""
    if is_safe(sqlite3.sqlite_version_info):
        return
    try:
        import pysqlite3
    except ImportError:  # no wheel for this platform: the system check reports it
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite version is free of the WAL-reset fault."""
    backported = any(version[:2] == fix[:2] and version >= fix for fix in FIXED)
    return backported or version >= FIXED_FROM
