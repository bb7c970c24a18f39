"""What became of the rows of an import: a page at a time, or as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bestfew.imports.models import Import, ImportRow, Noun, Outcome
from bestfew.imports.reasons import sentence_of
from bestfew.imports.rules.text import for_spreadsheet
from bestfew.web.pages import Page, page_of

CHUNK = 500
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


def listed(job: Import, *, outcome: str = "", after: str = "") -> Lines:
    """A page of results, of one outcome or of all."""
    rows = ImportRow.objects.filter(job=job).exclude(outcome="")
    if outcome in Outcome.values:
        rows = ImportRow.objects.filter(job=job, outcome=outcome)
    page: Page[ImportRow] = page_of(rows, order=["number"], after=after)
    return Lines([_line(job, row) for row in page.rows], page.next)


def _line(job: Import, row: ImportRow) -> Line:
    mapped = [
        cell
        for cell, target in zip(row.cells, job.targets, strict=False)
        if target and cell and not target.endswith("id")
    ]
    sentences = [sentence_of(note) for note in row.notes or ()]
    return Line(row, mapped[:SHOWN_CELLS], sentences, _url_of(job, row))


def _url_of(job: Import, row: ImportRow) -> str:
    """The page of what the row became, where it has one."""
    from django.urls import NoReverseMatch, reverse

    name = {
        Noun.PEOPLE: "desk:person",
        Noun.ORGANISATIONS: "people:organisation",
        Noun.OBJECTIVES: "funnel:objective",
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
    number = 0
    while True:
        rows = ImportRow.objects.filter(job=job, number__gt=number).order_by("number")
        chunk = list(rows[:CHUNK])
        for row in chunk:
            why = " ".join(sentence_of(note) for note in row.notes or ())
            yield _record([str(row.number), row.get_outcome_display(), why, *row.cells])
        if len(chunk) < CHUNK:
            return
        number = chunk[-1].number


def _record(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(for_spreadsheet, cells))
    return line.getvalue()
