"""What SQLite's planner must know: a workspace is many rows.

Without statistics it takes the rows of one workspace for ten, and would rather read
them all than look thirty of them up by their person. Statistics that it gathers itself
tell of the day they were gathered: those of a new workspace mislead it in the midst of
an import. So it is told, once and for all, of a workspace with a million people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

ROWS, OF_WORKSPACE = 1_000_000, 200_000
SHARE_OF_PARTIAL = 20
"""A partial index holds one row in so many."""
VALUES = 100
"""One row in so many shares a value of a column, if it is not one of these:"""
ALIKE = {
    "id": 1,
    "activity_id": 4,
    "key": 4,
    "objective_id": 4,
    "organisation_id": 20,
    "person_id": 4,
    "sort_name": 4,
    "tag_id": 1_000,
}
FEW = ("is_open", "is_paused", "kind", "outcome", "place", "state")
"""Columns with few values: one row in `CHOICES` shares one."""
CHOICES = 4

Spread = tuple[str, str, str]
"""Table, index, and how many rows share the values of its first columns."""


def tell_planner() -> None:
    """Write SQLite's table of statistics; quick when they are there already."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        wanted = sorted(_spreads(cursor))
        if _told(cursor) == wanted:
            return
        with transaction.atomic():
            cursor.execute("ANALYZE accounts_workspace")  # makes the table
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.executemany("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", wanted)
            cursor.execute("ANALYZE sqlite_master")  # has this connection read them


def _told(cursor: CursorWrapper) -> list[Spread]:
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if not cursor.fetchone():
        return []
    cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx")
    return list(cursor.fetchall())


def _spreads(cursor: CursorWrapper) -> Iterator[Spread]:
    """One for each index of a table whose rows belong to workspaces."""
    cursor.execute(
        """
        SELECT t.name, l.name, l."unique", l.partial FROM sqlite_master AS t
        JOIN pragma_index_list(t.name) AS l
        WHERE t.type = 'table' AND EXISTS (
            SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.name = 'workspace_id'
        )
        """
    )
    for table, index, is_unique, is_partial in cursor.fetchall():
        rows = ROWS // SHARE_OF_PARTIAL if is_partial else ROWS
        shared = list(_shared(_columns(cursor, index), rows))
        if is_unique:
            shared[-1] = 1
        yield table, index, " ".join(map(str, [rows, *shared]))


def _columns(cursor: CursorWrapper, index: str) -> list[str]:
    cursor.execute(
        "SELECT coalesce(name, '') FROM pragma_index_info(%s) ORDER BY seqno", [index]
    )
    return [name for (name,) in cursor.fetchall()]


def _shared(columns: Sequence[str], rows: int) -> Iterator[int]:
    """How many rows share the values of the first column, of the first two…"""
    left = rows
    for column in columns:
        if column == "workspace_id":
            left = min(left, OF_WORKSPACE)
        else:
            several = left // (CHOICES if column in FEW else VALUES)
            left = max(1, min(ALIKE.get(column, left), several))
        yield left
