"""The rows of a dry run that want correcting, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bestfew.imports.correcting import cell
from bestfew.imports.loading.parsing import corrections_of
from bestfew.imports.models import (
    EVERY_ROW,
    LONGEST_ALIKE,
    Correction,
    DryRun,
    FaultyRow,
    Import,
    Outcome,
)
from bestfew.imports.models.dry import CORRECTED
from bestfew.imports.reasons import kind_of, sentence_of
from bestfew.web.pages import Page, page_of

SHOWN_CELLS = 3
FEW_COLUMNS = 3

WHO = ("name", "given_name", "family_name", "last_first", "phone", "email")
CUSTOMER = ("customer_id", "customer_name", "customer_email", "customer_phone")
PERSON = ("person_id", "person_name", "email", "phone")
CURED_BY: Mapping[str, Sequence[str]] = {
    "nobody": WHO,
    "id_taken": ("external_id",),
    "no_organisation_name": ("name",),
    "no_customer": (*CUSTOMER, *PERSON),
    "unknown_id": (*CUSTOMER, *PERSON, "organisation_id"),
    "unknown_customer": (*CUSTOMER, *PERSON),
    "several_customers": (*CUSTOMER, *PERSON),
    "no_day": ("at",),
    "phone_of_other": ("phone", "zalo", "whatsapp"),
    "kept": ("name", "last_first", "given_name", "family_name"),
    "awaits_organisation": ("organisation_id", "organisation"),
    "unknown_objective": ("objective_id",),
    "unknown_channel": ("channel",),
    "unknown_campaign": ("channel", "campaign"),
    "ends_before_begin": ("closed_on", "first_contact"),
    "ends_in_future": ("closed_on",),
    "no_closing_day": ("closed_on",),
}
"""Targets whose columns cure a fault that names no column itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be corrected; `correction` is what stands in its place now."""

    column: int
    header: str
    value: str
    correction: Correction | None = None
    is_alike: bool = False
    """Whether all that say the same can be corrected at once."""

    @property
    def is_long(self) -> bool:
        return len(self.value) > 60 or "\n" in self.value


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its faults: what else it says, and the cells to correct."""

    row: FaultyRow
    about: list[str]
    sentences: list[str]
    cells: list[Cell]
    has_more: bool = False
    """Whether it has other cells than these."""

    @property
    def label(self) -> str:
        return str(Outcome(self.row.outcome).label)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault, and how many rows have it."""

    code: str
    label: str
    count: int


class Corrections:
    """What was written in place of the cells of an import."""

    def __init__(self, job: Import, numbers: Iterable[int]) -> None:
        rows = Correction.objects.filter(job=job, number__in=[EVERY_ROW, *numbers])
        self.rows = list(rows.select_related("by"))
        self._own = {(each.number, each.column): each for each in self.rows}
        self._alike = {
            (each.column, each.was): each
            for each in self.rows
            if each.number == EVERY_ROW
        }
        self._all = corrections_of(job)

    def now(self, row: FaultyRow) -> list[str]:
        """The cells of a row as they are read."""
        return self._all.put(row.number, list(row.cells))

    def of(self, row: FaultyRow, column: int) -> Correction | None:
        own = self._own.get((row.number, column))
        return own or self._alike.get((column, cell(row.cells, column)))


def page_of_faults(
    dry: DryRun, *, kind: str = "", after: str = ""
) -> tuple[list[Line], str]:
    """A page of rows, the worst first, and the cursor of the next one."""
    rows = FaultyRow.objects.filter(dry_run=dry).of_kind(kind)
    page: Page[FaultyRow] = page_of(rows, order=["rank", "number"], after=after)
    corrections = Corrections(dry.job, [row.number for row in page.rows])
    return [line_of(dry.job, row, corrections) for row in page.rows], page.next


def line_of(
    job: Import, row: FaultyRow, corrections: Corrections, *, is_whole: bool = False
) -> Line:
    """A row, ready to be shown; `is_whole` with all of its cells to correct."""
    now = corrections.now(row)
    width = max(len(job.headers), len(now))
    wrong = [at for at in _to_correct(job, row, corrections) if at < width]
    shown = list(range(width)) if is_whole else wrong
    cells = [_cell(job, row, corrections, at, cell(now, at)) for at in shown]
    about = [
        value
        for at, (value, target) in enumerate(zip(now, job.targets, strict=False))
        if value and at not in shown and target and not target.endswith(("id", "ids"))
    ]
    sentences = list(dict.fromkeys(sentence_of(note) for note in row.notes))
    has_more = not is_whole and width > len(wrong)
    return Line(row, about[:SHOWN_CELLS], sentences, cells, has_more)


def _cell(
    job: Import, row: FaultyRow, corrections: Corrections, at: int, value: str
) -> Cell:
    known = at < len(job.headers)
    header = job.headers[at] if known else _("Column %(n)s") % {"n": at + 1}
    said = cell(row.cells, at)
    is_alike = bool(said) and len(said) <= LONGEST_ALIKE
    return Cell(at, header, value, corrections.of(row, at), is_alike)


def _to_correct(job: Import, row: FaultyRow, corrections: Corrections) -> list[int]:
    """The columns in which a row's faults lie, and those that were corrected."""
    found: set[int] = set()
    for code, header, _value in row.notes:
        if header in job.headers:
            found.add(job.headers.index(header))
        else:
            found |= _columns_of(job, CURED_BY.get(code, ()))
    width = max(len(job.headers), len(row.cells))
    found |= {at for at in range(width) if corrections.of(row, at)}
    return sorted(found)


def _columns_of(job: Import, targets: Sequence[str]) -> set[int]:
    """The first few columns of these targets."""
    found = [at for at, target in enumerate(job.targets) if target in targets]
    return set(found[:FEW_COLUMNS])


def labelled(dry: DryRun) -> list[tuple[str, str, int]]:
    """What would become of the rows: codes, words, counts."""
    return [
        (code, str(label), int(dry.outcomes.get(code, 0)))
        for code, label in Outcome.choices
    ]


def kinds_of(dry: DryRun) -> list[Kind]:
    """What is wrong with rows, the most frequent first; rejected ones before all."""
    kinds = [
        Kind(code, kind_of(code), int(count))
        for code, count in sorted(dry.faults.items(), key=lambda item: -item[1])
    ]
    rejected = int(dry.outcomes.get(Outcome.REJECTED, 0))
    if rejected:
        label = _("Would be rejected")
        kinds.insert(0, Kind(Outcome.REJECTED, label, rejected))
    corrected = FaultyRow.objects.filter(dry_run=dry).of_kind(CORRECTED).count()
    if corrected:
        kinds.append(Kind(CORRECTED, _("Corrected"), corrected))
    return kinds


def corrected_everywhere(job: Import) -> list[tuple[str, Correction]]:
    """What was corrected in every row at once, with the headers of the columns."""
    rows = Correction.objects.filter(job=job, number=EVERY_ROW).order_by("column", "id")
    return [
        (job.headers[each.column] if each.column < len(job.headers) else "", each)
        for each in rows.select_related("by")
    ]
