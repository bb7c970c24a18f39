"""Says what a run would do with every row, and writes none of them (trust.md D8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from bestfew.accounts.models import Membership
from bestfew.imports.loading.applying import results_of
from bestfew.imports.loading.engine import loader_for
from bestfew.imports.loading.loader import Loader, Result
from bestfew.imports.loading.parsing import (
    Corrections,
    Parsed,
    Row,
    corrections_of,
    numbered_rows,
    parse,
)
from bestfew.imports.models import Import, Outcome


class Judged(NamedTuple):
    """A row, what would become of it, and its cells as they are in the file."""

    row: Parsed
    result: Result
    raw: list[str]


@dataclass(slots=True)
class Tally:
    """What would become of rows, counted. `faults` counts rows by code."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    faulty: int = 0

    def add(self, results: Iterable[Result]) -> None:
        for result in results:
            self.outcomes[result.outcome] += 1
            self.faults.update({note.code for note in result.notes})
            self.faulty += bool(result.notes)

    def as_json(self) -> dict[str, Any]:
        """As a dry run keeps it."""
        outcomes, faults = dict(self.outcomes), dict(self.faults)
        return {"outcomes": outcomes, "faults": faults, "faulty": self.faulty}

    def counts(self) -> dict[str, int]:
        """As `Import.counts`."""
        outcomes = {code: self.outcomes[code] for code in Outcome.values}
        return {"rows_read": self.outcomes.total(), **outcomes}


def rehearse(
    job: Import, member: Membership, *, most: int | None = None
) -> Iterator[list[Judged]]:
    """The first `most` rows of an import's file (None: all), a batch at a time.

    What is told of a row is what a run would do with it after those before: its batches
    are found again in a memory on disk. Raises `Unreadable`.
    """
    corrections = corrections_of(job)
    rows = islice(numbered_rows(job), most)
    loader = loader_for(job, member)
    try:
        while raw := list(islice(rows, loader.batch)):
            yield _judge(loader, raw, corrections)
    finally:
        loader.memory.close()


def _judge(
    loader: Loader[Any], raw: list[Row], corrections: Corrections
) -> list[Judged]:
    rows = raw
    if corrections:
        rows = [(number, corrections.put(number, list(cells))) for number, cells in raw]
    batch = parse(loader, rows)
    results = results_of(loader, batch, write=False)
    return [
        Judged(row, results[row.number], cells)
        for row, (_number, cells) in zip(batch, raw, strict=True)
    ]


def judge_some(job: Import, member: Membership, rows: list[Row]) -> dict[int, Result]:
    """What would become of some rows, by their numbers, if there were no others."""
    loader = loader_for(job, member)
    try:
        return results_of(loader, parse(loader, rows), write=False)
    finally:
        loader.memory.close()
