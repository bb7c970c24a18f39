"""What a dry run remembers of the rows before: in a file, so that it takes no memory.

A run finds in the database what its earlier rows wrote. A dry run writes nothing there;
it keeps whom its rows were about, and what finds them again, in a private file of
SQLite's own, which goes with it. A million rows take no more memory than a thousand.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Any

SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -32000;
    CREATE TABLE thing (id INTEGER PRIMARY KEY, facts TEXT);
    CREATE TABLE told (key INTEGER, id INTEGER, turn INTEGER, PRIMARY KEY (key, id))
        WITHOUT ROWID;
"""

Key = tuple[str, ...]
"""What finds something again. Only its hash is kept: two of a million keys are equal
once in a hundred million files.
"""


class Remembered:
    """Whom rows were about, in their order."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(SCHEMA)
        self._turn = 0

    def close(self) -> None:
        self._file.close()

    def put(self, things: Mapping[int, Any], keys: Iterable[tuple[Key, int]]) -> None:
        """Keep facts about things by their ids, and keys that find them.

        Facts take the place of earlier ones; a key finds what it found first, first.
        """
        self._file.execute("BEGIN")
        self._file.executemany(
            "INSERT OR REPLACE INTO thing VALUES (?, ?)",
            ((pk, json.dumps(facts)) for pk, facts in things.items()),
        )
        self._file.executemany(
            "INSERT OR IGNORE INTO told VALUES (?, ?, ?)",
            (
                (hash(key), pk, turn)
                for turn, (key, pk) in enumerate(keys, self._turn + 1)
            ),
        )
        self._file.execute("COMMIT")
        self._turn += 1 << 32

    def find(self, keys: Iterable[Key], *, most: int) -> dict[Key, list[int]]:
        """The things that keys find, up to `most` for each, the first first."""
        by_hash: dict[Hashable, Key] = {hash(key): key for key in keys}
        rows = self._file.execute(
            "SELECT key, id FROM told WHERE key IN (SELECT value FROM json_each(?))"
            " ORDER BY key, turn",
            [json.dumps(list(by_hash))],
        )
        found: dict[Key, list[int]] = defaultdict(list)
        for key, pk in rows:
            if len(found[by_hash[key]]) < most:
                found[by_hash[key]].append(pk)
        return found

    def facts_of(self, ids: Set[int]) -> dict[int, Any]:
        """What is remembered of those that earlier rows were about."""
        rows = self._file.execute(
            "SELECT id, facts FROM thing WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(ids))],
        )
        return {pk: json.loads(facts) for pk, facts in rows}
