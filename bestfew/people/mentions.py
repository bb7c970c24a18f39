"""Of whom any of several words is told: some for each word, read from the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from bestfew.people.models import Person
from bestfew.people.models.searched import SearchedQuerySet

MOST_WORDS = 200
"""SQLite takes no more than 500 readings in one."""


def mentioned(
    rows: SearchedQuerySet[Person], words: Sequence[str], *, each: int
) -> list[int]:
    """Ids of those of `rows` in whose names, organisations or notes a word stands.

    For each word the first `each` that the index proposes, whichever they are: a word
    that half of them have leaves room for one that few have. One reading for all.
    """
    arms = [_arm(rows, word, each) for word in words[:MOST_WORDS]]
    if not arms:
        return []
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({text}) AS word{number}"  # noqa: S608  (the ORM's own)
        for number, (text, _values) in enumerate(arms)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, values in arms for value in values])
        return list(dict.fromkeys(pk for (pk,) in cursor.fetchall()))


def _arm(
    rows: SearchedQuerySet[Person], word: str, each: int
) -> tuple[str, tuple[Any, ...]]:
    found = rows.matching(word).order_by().values("pk")[:each]
    text, values = found.query.sql_with_params()
    return text, tuple(values)
