"""Rows of one noun in the order of their ids, a batch at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Cast, Length

from bestfew.accounts.models import Membership
from bestfew.imports.exports.owners import Whose
from bestfew.imports.facts import Table
from bestfew.imports.rules.cells import LONGEST
from bestfew.imports.rules.text import plain

BATCH = 2_000
ENTRY = 60
"""Characters of JSON around a value of a fact, at most."""

Record = dict[str, Any]
"""What is said of one row, by column: texts, lists of texts, lists and pairs."""


class Source(ABC):
    """The rows of a noun that a member sees.

    `columns` are all that a record can have, in their order; those of `numbered` hold
    lists, one text a column.
    """

    noun: str
    model: type[models.Model]
    names: tuple[str, ...]
    columns: tuple[str, ...]
    numbered: frozenset[str] = frozenset()
    tables: tuple[Table, ...] = ()
    long: tuple[str, ...] = ("note", "traits")

    def __init__(self, member: Membership) -> None:
        self.member = member
        self.whose = Whose(member)
        self.rows: models.QuerySet[Any] = self.visible()

    def visible(self) -> models.QuerySet[Any]:
        rows: Any = self.model._default_manager
        found: models.QuerySet[Any] = rows.visible_to(self.member)
        return found

    @abstractmethod
    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        """What is said of rows, given their id and `names`."""

    def total(self) -> int:
        return self.rows.count()

    def batches(self, only: Collection[int] | None = None) -> Iterator[list[Record]]:
        """All records, or those of some ids, by id; rows added meanwhile wait."""
        rows = self.rows if only is None else self.rows.filter(pk__in=only)
        last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        after = 0
        while after < last:
            found = rows.filter(pk__gt=after, pk__lte=last).order_by("pk")
            batch = list(found.values_list("pk", *self.names)[:BATCH])
            if not batch:
                return
            yield self.records(batch)
            after = batch[-1][0]

    def most(self) -> dict[str, int]:
        """How many texts a list of `numbered` has at most; none where it has none."""
        return {}

    def heavy(self) -> set[int]:
        """Rows of which one cell may not hold all that a column says."""
        found: set[int] = set()
        for name in self.long:
            text = Cast(name, models.TextField())
            rows = self.rows.annotate(size=Length(text))
            found |= _ids(rows.filter(size__gt=LONGEST // 4))
        for table in self.tables:
            rows = table.rows(Q()).order_by().values_list(table.parent)
            many = rows.annotate(n=Count("pk")).filter(n__gt=LONGEST // _size(table))
            found |= {row[0] for row in many}
        return found


def _ids(rows: models.QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _size(table: Table) -> int:
    """Characters of an entry at most: a text doubles where each letter is escaped."""
    fields: list[Any] = [table.model._meta.get_field(name) for name in table.names]
    return sum(2 * (field.max_length or 0) + ENTRY for field in fields)


def text_or_none(value: Any) -> str:
    """A day or a moment as ISO 8601; '' for none."""
    return value.isoformat() if value else ""


def yes(value: bool) -> str:
    return "yes" if value else ""


def traits_of(stored: dict[str, Any]) -> dict[str, str]:
    """Traits in the order of their names, whatever order the database keeps."""
    if not stored:
        return {}
    found = {plain(name): plain(str(stored[name])) for name in sorted(stored)}
    return dict(sorted(found.items()))
