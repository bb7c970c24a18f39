"""What every loader of a noun shares: its context, its results, its side rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, models

from bestfew.accounts.ids import new_id, new_ids
from bestfew.accounts.models import Membership
from bestfew.history.models import Event
from bestfew.imports import bulk
from bestfew.imports.loading.remembered import Key, Remembered
from bestfew.imports.loading.sheet import Cells, Note, Sheet
from bestfew.imports.models import Import, Outcome
from bestfew.imports.reasons import sentence_of

Record = TypeVar("Record")

Changes = dict[str, list[Any]]
"""What was, and what is, by name."""


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
    inside it; with `write` off it only says what would become of the rows, and notes
    for `memory` what rows of later batches would find.
    """

    batch = 1_000
    """Rows that are applied in one transaction."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.fresh: set[int] = set()  # targets of the batch at hand
        self.made: dict[str, list[int]] = {}
        self.of_known: dict[int, Record] = {}  # what rows say about whom we know
        self.facts: dict[int, Any] = {}  # what a dry run remembers of the batch at hand
        self.keys: list[tuple[Key, int]] = []

    @cached_property
    def memory(self) -> Remembered:
        """What a dry run remembers of the batches before."""
        return Remembered()

    def memorise(self) -> None:
        """Have the batches behind find what this one would have written."""
        self.memory.put(self.facts, self.keys)
        self.facts, self.keys = {}, []

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


def stamp_of(*values: Any) -> Any:
    """Values as JSON keeps them, so that they compare with those of the database."""
    found = [None if value is None else str(value) for value in values]
    return found[0] if len(found) == 1 else found


def changes_of(was: Mapping[str, Any], now: Mapping[str, Any]) -> Changes:
    """Names whose value is another now; what was not there before was None."""
    pairs = {name: [was.get(name), value] for name, value in now.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


class Collided(IntegrityError):
    """Somebody edited a row between our reading and our writing it."""


def hold(model: type[Any], versions: Mapping[int, int]) -> None:
    """Have nobody edit these rows until we wrote them; raises `Collided`."""
    rows = model.objects.select_for_update(no_key=True).filter(pk__in=versions)
    if versions and dict(rows.order_by("pk").values_list("pk", "version")) != versions:
        raise Collided


class Children:
    """Rows to be written under others; an undo of an update wants their ids.

    `stamp` names the columns by which an undo sees that a child was edited since.
    """

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], *, stamp: str = ""
    ) -> None:
        self.model = model
        self.columns = columns
        self.stamps = [list(columns).index(name) for name in stamp.split()]
        self.rows: list[tuple[Any, ...]] = []

    def add(self, before: dict[str, Any] | None, *values: Any) -> int:
        """The id that the child will have."""
        pk = new_id()
        self.rows.append((pk, *values))
        if before is not None:
            found = [values[index] for index in self.stamps]
            table = self.model._meta.model_name or ""
            added = before.setdefault("added", {}).setdefault(table, [])
            added.append([pk, stamp_of(*found) if found else None])
        return pk

    def write(self) -> None:
        bulk.insert(self.model, ("id", *self.columns), self.rows)
        self.rows = []
