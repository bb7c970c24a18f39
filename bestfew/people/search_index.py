"""The index that search reads: trigrams, kept in step by the database itself.

SQLite has a full-text table of trigrams beside each table, filled by triggers; nothing
that writes has to remember it. PostgreSQL has a GIN index (extensions pg_trgm and
btree_gin, both trusted). In both an entry tells the workspace it belongs to and who may
see it, so that other workspaces' rows and other sellers' are passed over unread. The
index only proposes: every query still asks for the workspace, the visibility and the
text of the rows themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BigIntegerField, Case, Expression, F, Value, When

from bestfew.accounts.models import Membership

LETTERS = 3
"""What an index of trigrams needs to find anything."""
SHARED = 0
"""Who sees a shared row, where an owner would stand."""
_MARKS = 6_400
_FIRST_MARK = 0xE000  # of Unicode's private use: in nobody's name
_DEEDS = ("added", "changed", "deleted")
_SEER = "CASE WHEN {row}is_shared THEN 0 ELSE {row}owner_id END"

_ADD = "INSERT INTO {index}(rowid, text) VALUES (new.id, {new_entry});"
_TAKE = (
    "INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.id, {old_entry});"
)
_UNLESS_LATER = "NOT EXISTS (SELECT 1 FROM {index}_later)"
_KEEP_IN_STEP = (
    "CREATE TRIGGER {index}_added AFTER INSERT ON {table} "
    "WHEN " + _UNLESS_LATER + " BEGIN " + _ADD + " END",
    "CREATE TRIGGER {index}_deleted AFTER DELETE ON {table} BEGIN " + _TAKE + " END",
    "CREATE TRIGGER {index}_changed "
    "AFTER UPDATE OF {column}, owner_id, is_shared, workspace_id ON {table} "
    "WHEN " + _UNLESS_LATER + " AND {old_entry} IS NOT {new_entry} "
    "BEGIN " + _TAKE + _ADD + " END",
)
_OUT_OF_STEP = tuple(f"DROP TRIGGER IF EXISTS {{index}}_{deed}" for deed in _DEEDS)
_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {index} USING fts5("
        "text, content='', tokenize='trigram', detail=none, columnsize=0)",
        # fewer and larger pieces: an import writes them a quarter faster
        "INSERT INTO {index}({index}, rank) VALUES ('hashsize', 8388608)",
        "INSERT INTO {index}({index}, rank) VALUES ('automerge', 8)",
        "INSERT INTO {index}(rowid, text) SELECT id, {entry} FROM {table}",
        # a row in it says: rows are taken into the index at once, when all are written
        "CREATE TABLE {index}_later (by_whom integer)",
        *_KEEP_IN_STEP,
    ),
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        "CREATE EXTENSION IF NOT EXISTS btree_gin",
        "SET LOCAL maintenance_work_mem = '256MB'",  # faster, and half the size
        "CREATE INDEX {index} ON {table} "
        "USING gin (workspace_id, ({seer}), {column} gin_trgm_ops)",
    ),
}
_DROP = {
    "sqlite": (
        *_OUT_OF_STEP,
        "DROP TABLE IF EXISTS {index}_later",
        "DROP TABLE IF EXISTS {index}",
    ),
    "postgresql": ("DROP INDEX IF EXISTS {index}",),
}


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """An index over a column of text, whose words each come after a space.

    Where the column has no space before its first word, `is_bare`, the index adds it.
    """

    name: str
    table: str
    column: str
    is_bare: bool = False

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make the index, and fill it from the rows that are there."""
        self._run(editor, _CREATE)

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Take the index away, and what keeps it in step."""
        self._run(editor, _DROP)

    def keep_in_step(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Write anew what keeps SQLite's index in step; it misses nothing meanwhile."""
        self._run(editor, {"sqlite": (*_OUT_OF_STEP, *_KEEP_IN_STEP), "postgresql": ()})

    @contextmanager
    def at_once(
        self, new: Iterable[int], *, changed: Iterable[int] = ()
    ) -> Iterator[None]:
        """Write rows with these new ids, and change others; then all are indexed.

        One by one, SQLite would write the index out for each. Call it inside a
        transaction; nobody else sees anything of it.
        """
        if connection.vendor != "sqlite":
            yield
            return
        was, after = json.dumps(sorted(changed)), json.dumps(sorted({*changed, *new}))
        name, entry = self.name, self._entry("")
        rows = f"id, {entry} FROM {self.table} WHERE id IN "
        these = f"{rows}(SELECT value FROM json_each(%s)) ORDER BY id"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name}_later VALUES (1)")  # noqa: S608
            take = f"INSERT INTO {name}({name}, rowid, text) SELECT 'delete', "
            cursor.execute(take + these, [was])
            yield
            cursor.execute(f"DELETE FROM {name}_later")  # noqa: S608
            cursor.execute(f"INSERT INTO {name}(rowid, text) SELECT {these}", [after])

    def _run(
        self, editor: BaseDatabaseSchemaEditor, statements: dict[str, tuple[str, ...]]
    ) -> None:
        parts = {
            "index": self.name,
            "table": self.table,
            "column": self.column,
            "seer": _SEER.format(row=""),
            **{f"{row}_entry": self._entry(f"{row}.") for row in ("new", "old")},
            "entry": self._entry(""),
        }
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement.format(**parts), None)

    def _entry(self, row: str) -> str:
        """SQL of what is indexed: a mark of the workspace, one of who sees it, text."""
        place = f"{_FIRST_MARK} + {row}workspace_id % {_MARKS}"
        seer = f"{_FIRST_MARK} + ({_SEER.format(row=row)}) % {_MARKS}"
        marks = f"char({place}, {place}, {place}, {seer}, {seer})"
        space = "' ' || " if self.is_bare else ""
        return f"{marks} || {space}{row}{self.column}"


PEOPLE = SearchIndex("people_search", "people_person", "search")
ORGANISATIONS = SearchIndex(
    "people_place_search", "people_organisation", "sort_name", is_bare=True
)


@contextmanager
def without(*ways: str) -> Iterator[None]:
    """Keep PostgreSQL from these ways to rows (`seqscan`), where it has others."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for value in ("off", "default"):
            for way in ways:
                cursor.execute(f"SET LOCAL enable_{way} = {value}")
            if value == "off":
                yield


def has_trigrams(pieces: Iterable[str]) -> bool:
    return any(len(piece) >= LETTERS for piece in pieces)


def expression(
    pieces: Sequence[str], *, workspace: int, seers: Sequence[int] = ()
) -> str:
    """What SQLite's full-text table is asked: rows that have all of these trigrams.

    `seers` are the owners whose rows are wanted, `SHARED` among them; none means all.
    """
    place = _mark(workspace)
    wanted = [place * 3, *chain.from_iterable(map(_trigrams, pieces))]
    terms = [_quoted(trigram) for trigram in dict.fromkeys(wanted)]
    if seers:
        marks = (_quoted(place + _mark(each) * 2) for each in seers)
        terms.append(f"({' OR '.join(marks)})")
    return " AND ".join(terms)


def _mark(key: int) -> str:
    return chr(_FIRST_MARK + key % _MARKS)


def _trigrams(piece: str) -> list[str]:
    """Those that cover a piece; a piece of fewer letters has none."""
    last = len(piece) - LETTERS
    starts = [*range(0, last, LETTERS), last] if last >= 0 else []
    return [piece[start : start + LETTERS] for start in starts]


def _quoted(trigram: str) -> str:
    return '"{}"'.format(trigram.replace('"', '""'))


class RowsWith(Expression):
    """For `pk__in` on SQLite: what the index proposes for an `expression`."""

    def __init__(self, index: SearchIndex, question: str) -> None:
        super().__init__(BigIntegerField())
        self.name = index.name
        self.question = question

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql = f"(SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s)"  # noqa: S608
        return sql, [self.question]


class RowOf(Expression):
    """The row that the index is at; with a +, SQLite cannot begin with the table."""

    def __init__(self, index: SearchIndex) -> None:
        super().__init__(BigIntegerField())
        self.name = index.name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return f"+{self.name}.rowid", []


def seers_of(member: Membership) -> tuple[int, ...]:
    """Whose rows this member sees, as `visible_to` has it; () for everybody's."""
    return () if member.sees_workspace else (member.user_id, SHARED)


def seen_by() -> Expression:
    """The owner of a row, or `SHARED`: just as PostgreSQL's index has it."""
    return Case(
        When(is_shared=True, then=Value(SHARED)),
        default=F("owner_id"),
        output_field=BigIntegerField(),
    )
