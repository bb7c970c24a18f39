"""What imports there were, what one would do, and what became of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports.loading.loader import Context, Result
from bestfew.imports.loading.sheet import Evidence, Sheet
from bestfew.imports.models import Import, Noun, Outcome, State
from bestfew.imports.readers import Layout, rows_of
from bestfew.people.models import ExternalId

LOOKED_AT = 2_000
"""Rows of a file that are looked at before it is loaded."""

SHOWN = 50
BATCH = 1_000


def known_namespaces() -> dict[str, str]:
    """Whose the ids of each known namespace are: people's or organisations'."""
    rows = ExternalId.objects.order_by()
    people = rows.exclude(person=None).values_list("namespace", flat=True).distinct()
    places = rows.exclude(organisation=None).values_list("namespace", flat=True)
    found: dict[str, str] = dict.fromkeys(places.distinct(), Noun.ORGANISATIONS)
    return found | dict.fromkeys(people, Noun.PEOPLE)


def evidence_of(job: Import) -> dict[str, object]:
    """How the first rows of a file write days and amounts."""
    evidence = Evidence()
    for cells in islice(rows_of(job.path, layout_of(job)), LOOKED_AT):
        evidence.see(job.targets, cells)
    return evidence.as_json()


def layout_of(job: Import) -> Layout:
    return Layout(job.encoding, job.delimiter, tuple(job.headers), job.has_headers)


def already_imported(job: Import) -> Import | None:
    """The last import of the same file as the same noun that still stands."""
    found: Import | None = (
        Import.objects.filter(
            noun=job.noun,
            file_hash=job.file_hash,
            state__in=(State.DONE, State.LOADING, State.FINISHING),
        )
        .exclude(pk=job.pk)
        .order_by("-uploaded_at")
        .first()
    )
    return found


@dataclass(slots=True)
class Preview:
    """What an import would do to the first rows, as far as they were looked at."""

    rows: list[tuple[list[str], Result]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    is_whole: bool = True
    """Whether every row of the file was looked at."""

    @property
    def rows_read(self) -> int:
        return self.outcomes.total()

    def counts(self) -> dict[str, int]:
        outcomes = {code: self.outcomes[code] for code in Outcome.values}
        return {"rows_read": self.rows_read, **outcomes}


def preview(
    job: Import, member: Membership, *, most: int | None = LOOKED_AT
) -> Preview:
    """Try the first `most` rows (None: all) without writing anything."""
    from bestfew.imports.loading.engine import parse_rows
    from bestfew.imports.loading.nouns import loader_of

    at = timezone.now()
    sheet = Sheet.of(job, member, today=timezone.localdate(at))
    loader = loader_of(Context(job, member, sheet, at))
    found = Preview()
    rows = rows_of(job.path, layout_of(job))
    numbered = ((0, number, cells) for number, cells in enumerate(rows, 1))
    for batch in _batches(islice(numbered, most)):
        parsed, rejected = parse_rows(loader, batch)
        results = [*loader.apply(parsed, write=False), *rejected]
        loader.keep()
        _count(found, batch, results)
    found.is_whole = next(rows, None) is None
    return found


def _batches(
    rows: Iterator[tuple[int, int, list[str]]],
) -> Iterator[list[tuple[int, int, list[str]]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _count(
    found: Preview, batch: list[tuple[int, int, list[str]]], results: list[Result]
) -> None:
    for result in results:
        found.outcomes[result.outcome] += 1
        found.faults.update(note.code for note in result.notes)
    if len(found.rows) < SHOWN:
        by_number = {result.number: result for result in results}
        shown = batch[: SHOWN - len(found.rows)]
        found.rows += [(cells, by_number[number]) for _pk, number, cells in shown]
