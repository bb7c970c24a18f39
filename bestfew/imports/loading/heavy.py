"""What a long load asks of the database, and gives back when it is over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread

from django.db import connection

from bestfew.people.models import Person

MANY = 10_000
"""Rows from which on it is worth the trouble."""

PAUSE = 0.2
"""Seconds between two turns of the helper."""


@contextmanager
def heavy_load(rows: int) -> Iterator[None]:
    """Have the database ready for so many rows; nothing changes for a few.

    PostgreSQL has the words of new people put into the search index beside us, by a
    second connection.
    """
    is_postgresql = connection.vendor == "postgresql"
    helper = _index_beside() if is_postgresql and rows >= MANY else nullcontext()
    with heavy_session(rows), helper:
        yield


@contextmanager
def heavy_session(rows: int) -> Iterator[None]:
    """The same for a process that helps: its own session only.

    SQLite writes a page once where rows of several batches changed it.
    """
    if rows < MANY:
        yield
        return
    is_postgresql = connection.vendor == "postgresql"
    with _long_lists() if is_postgresql else _rare_checkpoints(), no_collecting():
        yield


@contextmanager
def no_collecting() -> Iterator[None]:
    """Have nobody look for cycles among millions of rows that hold none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _rare_checkpoints() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA cache_size")
        (cache,) = cursor.fetchone()
        cursor.execute("PRAGMA wal_autocheckpoint = 50000")  # pages: 200 MB
        cursor.execute("PRAGMA cache_size = -32000")  # kB
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {int(cache)}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {int(usual)}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _long_lists() -> Iterator[None]:
    """Leave new words in the list before the search index; somebody else indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SET gin_pending_list_limit = '1GB'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET gin_pending_list_limit")


@contextmanager
def _index_beside() -> Iterator[None]:
    done = Event()
    helper = Thread(target=_index, args=(done,), daemon=True)
    helper.start()
    try:
        yield
    finally:
        done.set()
        helper.join()


def _index(done: Event) -> None:
    """Put what waits into the search index, again and again, and once at the end."""
    try:
        is_last = False
        while not is_last:
            is_last = done.wait(PAUSE)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT gin_clean_pending_list(indexrelid::regclass) FROM pg_index"
                    " JOIN pg_class ON pg_class.oid = indexrelid"
                    " JOIN pg_am ON pg_am.oid = relam AND amname = 'gin'"
                    " WHERE indrelid = %s::regclass",
                    [Person._meta.db_table],
                )
    finally:
        connection.close()
