"""What a check is, and what it may find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIRST = 5
"""So many of the rows that are wrong are named."""


@dataclass(slots=True)
class Found:
    """Rows that are wrong: how many, and the first few by their ids."""

    rows: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, row: object) -> None:
        self.rows += 1
        if len(self.first) < FIRST:
            self.first.append(str(row))

    def plus(self, other: Found) -> Found:
        return Found(self.rows + other.rows, [*self.first, *other.first][:FIRST])

    @classmethod
    def among(cls, wrong: Iterable[object]) -> Found:
        found = cls()
        for row in wrong:
            found.add(row)
        return found

    @classmethod
    def in_query(cls, wrong: QuerySet[Model]) -> Found:
        """Rows of a query that finds none as a rule: counted only if there are any."""
        first = list(wrong.order_by().values_list("pk", flat=True)[:FIRST])
        rows = wrong.count() if len(first) == FIRST else len(first)
        return cls(rows, [str(pk) for pk in sorted(first)])


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the database.

    `says` is the sentence about rows that are found. `find` looks in the current
    workspace; with `of_all`, in the whole database.
    """

    name: str
    says: StrPromise | str
    find: Callable[[], Found]
    of_all: bool = False
