"""What every loader of a noun shares: its context, its results, its side rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import models

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.history.models import Event
from bestfew.imports import bulk
from bestfew.imports.loading.sheet import Cells, Note, Sheet
from bestfew.imports.models import Import, Outcome
from bestfew.imports.reasons import sentence_of

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Context:
    """Whose rows they are, for which import, at what moment."""

    job: Import
    member: Membership
    sheet: Sheet
    at: datetime


@dataclass(slots=True)
class Result:
    """What became of a row. `before` is what an undo needs of a changed one."""

    number: int
    outcome: str
    target: int | None = None
    notes: list[Note] = field(default_factory=list)
    before: dict[str, Any] | None = None

    @property
    def label(self) -> str:
        return str(Outcome(self.outcome).label)

    @property
    def sentences(self) -> list[str]:
        return [sentence_of(note) for note in self.notes]


class Rejected(Exception):
    """A row cannot be loaded, for this reason."""

    def __init__(self, code: str, column: str = "", value: str = "") -> None:
        super().__init__(code)
        self.note = Note(code, column, value)


class Loader(ABC, Generic[Record]):
    """Loads rows of one noun, a batch at a time.

    `parse` needs no database, so that it runs outside the transaction. `apply` runs
    inside it; with `write` off it only says what would become of the rows, and
    remembers what it would have created.
    """

    batch = 1_000
    """Rows that are applied in one transaction."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.seen: set[int] = set()  # targets of rows that were tried before
        self.fresh: set[int] = set()  # targets of the batch at hand
        self.made: dict[str, list[int]] = {}

    def parse_plain(self, rows: Sequence[tuple[int, list[str]]]) -> dict[int, Record]:
        """The records of rows that hold nothing odd, by number: a quick way for many.

        `parse` reads all the others, and would read these just so.
        """
        return {}

    @abstractmethod
    def parse(self, cells: Cells) -> Record:
        """Raises `Rejected`."""

    @abstractmethod
    def apply(self, records: Sequence[Record], *, write: bool) -> list[Result]: ...

    def finish(self, targets: Sequence[int]) -> None:
        """Bring in step what follows from all rows; may run twice."""

    def outcome_of(self, target: int, *, changed: bool) -> str:
        """Of a row whose target exists: a second row about it is a duplicate."""
        if target in self.fresh:
            return Outcome.DUPLICATE
        return Outcome.UPDATED if changed else Outcome.UNCHANGED


def write_events(
    context: Context, verb: str, noun: str, rows: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """History of many rows at once: (id of the row, facts) each."""
    by, at, job = context.job.by_id, context.at, str(context.job.pk)
    mere = {"import": job}
    ids = new_ids(len(rows)) if rows else range(0)
    bulk.insert(
        Event,
        ("id", "at", "by_id", "verb", "noun", "row_id", "facts"),
        [
            (pk, at, by, verb, noun, row, {**facts, **mere} if facts else mere)
            for pk, (row, facts) in zip(ids, rows, strict=True)
        ],
    )


def stamp_of(value: Any) -> Any:
    """A value as JSON keeps it, so that it can be compared with one of the database."""
    return None if value is None else str(value)


class Children:
    """Rows to be written under others; an undo of an update wants their ids.

    `stamp` names the column by which an undo sees that a child was edited since.
    """

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], *, stamp: str = ""
    ) -> None:
        self.model = model
        self.columns = columns
        self.stamp = list(columns).index(stamp) if stamp else None
        self.rows: list[tuple[Any, ...]] = []
        self.of: list[dict[str, Any] | None] = []

    def add(self, before: dict[str, Any] | None, *values: Any) -> None:
        self.rows.append(values)
        self.of.append(before)

    def write(self) -> None:
        table = self.model._meta.model_name or ""
        ids = new_ids(len(self.rows)) if self.rows else range(0)
        for pk, before, values in zip(ids, self.of, self.rows, strict=True):
            if before is not None:
                stamp = None if self.stamp is None else stamp_of(values[self.stamp])
                added = before.setdefault("added", {}).setdefault(table, [])
                added.append([pk, stamp])
        rows = [(pk, *values) for pk, values in zip(ids, self.rows, strict=True)]
        bulk.insert(self.model, ("id", *self.columns), rows)
        self.rows, self.of = [], []
