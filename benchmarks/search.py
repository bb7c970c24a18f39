"""First pages of six kinds of search: the whole function, and its database part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.timing import say, times
from bestfew.cli.app import working_in

RUNS = 15
PAGE = 30
QUERIES = {
    "search, beginning of a name": "nguyen van",
    "search, a name with marks": "ngọc",
    "search, Chinese": "王伟",
    "search, Thai inside": "ชาย",
    "search, a piece of a number": "0912 345",
    "search, Pinyin": "wang wei",
    "search, an e-mail address": "an.nguyen",
}

Statement = tuple[str, Any]


def main() -> None:
    with working_in("") as member:
        from bestfew.people.queries import found

        for name, words in QUERIES.items():

            def look(words: str = words) -> Any:
                return list(found(member, words, limit=PAGE))

            statements = _statements(look)
            database = _in_database(statements)
            whole = times(look, runs=RUNS)
            say(
                name,
                **whole,
                database_median_ms=database["median_ms"],
                database_max_ms=database["max_ms"],
                queries=len(statements),
                found=len(look()),
            )


def _statements(look: Callable[[], Any]) -> list[Statement]:
    """What a search asks of the database; it also warms what is cached."""
    from django.db import connection

    asked: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        look()
    return asked


def _in_database(statements: list[Statement]) -> dict[str, float]:
    """The same statements by themselves, their rows fetched and thrown away."""
    from django.db import connection, transaction

    def ask() -> None:
        # in a transaction, for some are settings that last as long
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

    return times(ask, runs=RUNS)


if __name__ == "__main__":
    main()
