"""Writes what the daily counts change by, and counts all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.levels.models import LevelDay, Span, Standing
from bestfew.levels.rules.cells import Cell, Count, Counted

ROWS = 80
"""Written by one statement: SQLite takes a thousand values at least."""
COLUMNS = ("axis", "span", "on", "level", "seller_id", "key")
COUNTS = ("came", "went_on", "days")


def hold_counts() -> None:
    """Have nobody else change counts of this workspace until the transaction ends.

    Counts are written in no order that two could agree on beforehand; so one waits here
    for the other, as late as possible, instead of in their midst.
    """
    Workspace.objects.select_for_update(no_key=True).get(pk=current_workspace_id())


def count_of(row: Standing) -> Counted:
    """What is counted of a standing."""
    return Counted(
        row.days, row.seller_id, row.channel_id, row.campaign_id, row.source_id
    )


def add_to_counts(changes: Mapping[Cell, Count]) -> None:
    """Add to the counts, or take from them; call `hold_counts` before."""
    rows = sorted(changes.items())
    for start in range(0, len(rows), ROWS):
        _write(rows[start : start + ROWS])
    if lessened := [cell for cell, count in rows if count.came < 0]:
        _drop_empty(lessened)


def _drop_empty(cells: list[Cell]) -> None:
    """Cells that count nobody any more."""
    for start in range(0, len(cells), ROWS):
        some = cells[start : start + ROWS]
        LevelDay.objects.filter(
            axis__in={cell.axis for cell in some},
            span__in=Span.values,
            on__in={cell.on for cell in some},
            came=0,
        ).delete()


def _write(rows: list[tuple[Cell, Count]]) -> None:
    quote, workspace = connection.ops.quote_name, current_workspace_id()
    names = ("id", "workspace_id", *COLUMNS, *COUNTS)
    table = quote(LevelDay._meta.db_table)
    marks = ", ".join([f"({', '.join(['%s'] * len(names))})"] * len(rows))
    added = ", ".join(
        f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}"
        for name in COUNTS
    )
    unique = ", ".join(map(quote, ("workspace_id", *COLUMNS)))
    values = [
        value
        for pk, (cell, count) in zip(new_ids(len(rows)), rows, strict=True)
        for value in (pk, workspace, *_plain(cell), *count)
    ]
    sql = (
        f"INSERT INTO {table} ({', '.join(map(quote, names))}) VALUES {marks} "  # noqa: S608
        f"ON CONFLICT ({unique}) DO UPDATE SET {added}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _plain(cell: Cell) -> Iterator[Any]:
    """As the database takes it."""
    for name, value in zip(COLUMNS, cell, strict=True):
        field: Any = LevelDay._meta.get_field(name.removesuffix("_id"))
        yield field.get_db_prep_save(value, connection)


def write_anew(counted: Mapping[Cell, Count]) -> None:
    """Have the counts say this and nothing else."""
    LevelDay.objects.all().delete()
    add_to_counts(counted)


def counted_anew(rows: Iterable[Counted]) -> dict[Cell, Count]:
    """The counts of many standings, worked out from their days."""
    from bestfew.levels.rules.cells import cells_of

    found: dict[Cell, Count] = {}
    for one in rows:
        for cell, count in cells_of(one):
            known = found.get(cell)
            found[cell] = known.plus(count) if known else count
    return found
