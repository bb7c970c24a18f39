"""What became of the rows of an import: a page at a time, or as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from bestfew.imports.loading.nouns import MODELS
from bestfew.imports.loading.parsing import rows_of_job
from bestfew.imports.models import Import, ImportRow, Noun, Outcome
from bestfew.imports.reasons import sentence_of
from bestfew.web.cells import for_spreadsheet
from bestfew.web.pages import Page, page_of

CHUNK = 500
KEPT = "kept"
"""Rows beside those of an outcome: an undo left what they became."""

SHOWN_CELLS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its result, ready to be shown."""

    row: ImportRow
    cells: list[str]
    sentences: list[str]
    url: str = ""

    @property
    def label(self) -> str:
        return str(Outcome(self.row.outcome).label) if self.row.outcome else ""


@dataclass(frozen=True, slots=True)
class Lines:
    rows: list[Line]
    next: str = ""


def outcomes_of(job: Import) -> list[tuple[str, str, int]]:
    """What became of rows, each with its word and its count."""
    found = [(code, str(label), getattr(job, code)) for code, label in Outcome.choices]
    if job.kept:
        found.append((KEPT, _("kept by the undo"), job.kept))
    return found


def listed(job: Import, *, outcome: str = "", after: str = "") -> Lines:
    """A page of results, of one outcome or of all; or of what an undo kept."""
    rows = ImportRow.objects.filter(job=job)
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    elif outcome == KEPT:
        rows = rows.filter(was_kept=True)
    page: Page[ImportRow] = page_of(rows, order=["number"], after=after)
    names = _names(job, page.rows)
    return Lines([_line(job, row, names) for row in page.rows], page.next)


def _names(job: Import, rows: Sequence[ImportRow]) -> dict[int | None, str]:
    """What rows without a note became, by their target."""
    model = MODELS[job.noun]
    targets = {row.target for row in rows if row.target and row.cells is None}
    return {each.pk: str(each) for each in model.objects.filter(pk__in=targets)}


def _line(job: Import, row: ImportRow, names: Mapping[int | None, str]) -> Line:
    cells = [
        cell
        for cell, target in zip(row.cells or (), job.targets, strict=False)
        if target and cell and not target.endswith("id")
    ]
    if row.target in names:
        cells = [names[row.target]]
    sentences = [sentence_of(note) for note in row.notes or ()]
    return Line(row, cells[:SHOWN_CELLS], sentences, _url_of(job, row))


def _url_of(job: Import, row: ImportRow) -> str:
    """The page of what the row became, where it has one."""
    from django.urls import NoReverseMatch, reverse

    name = {
        Noun.PEOPLE: "desk:person",
        Noun.ORGANISATIONS: "people:organisation",
        Noun.OBJECTIVES: "funnel:objective",
        Noun.MARKETS: "target:market",
        Noun.PROFESSIONS: "network:profession",
        Noun.SPHERE: "network:member",
        Noun.REFERRALS: "network:referral",
    }.get(Noun(job.noun))
    if name is None or row.target is None:
        return ""
    try:
        return reverse(name, args=[row.target])
    except NoReverseMatch:  # that screen is not mounted
        return ""


def as_csv(job: Import) -> Iterator[str]:
    """Every row as it was read, with its result and the reasons beside it."""
    yield _record([_("Row"), _("Result"), _("Why"), *job.headers])
    rows = rows_of_job(job)
    while chunk := list(islice(rows, CHUNK)):
        first, last = chunk[0][0], chunk[-1][0]
        found = ImportRow.objects.filter(job=job, number__gte=first, number__lte=last)
        results = {row.number: row for row in found}
        for number, cells in chunk:
            yield _record([str(number), *_result(results.get(number)), *cells])


def _result(row: ImportRow | None) -> tuple[str, str]:
    """What became of a row, and why; nothing yet of one that was not reached."""
    if row is None:
        return "", ""
    why = " ".join(sentence_of(note) for note in row.notes or ())
    return row.get_outcome_display(), why


def _record(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(for_spreadsheet, cells))
    return line.getvalue()
