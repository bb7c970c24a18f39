"""The first rows of a file, as they will be understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.imports.loading.engine import loader_for
from bestfew.imports.loading.evidence import TAKES_AMOUNTS, TAKES_DATES
from bestfew.imports.loading.loader import Result
from bestfew.imports.loading.rehearsal import rehearse
from bestfew.imports.loading.sheet import Cells, Sheet
from bestfew.imports.models import Import
from bestfew.imports.rules.amounts import Amount
from bestfew.imports.targets import targets_of

FIRST = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it will be understood: a day, an amount, or its text."""

    text: str
    day: date | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Columns that are used, and rows with what would become of each."""

    heads: list[str]
    rows: list[tuple[list[Shown], Result]]


def first_rows(job: Import, member: Membership, *, most: int = FIRST) -> FirstRows:
    """Raises `Unreadable`."""
    sheet = loader_for(job, member).context.sheet
    return FirstRows(
        heads_of(job),
        [
            (_shown(sheet, each.row.number, each.row.cells), each.result)
            for batch in rehearse(job, member, most=most)
            for each in batch
        ],
    )


def heads_of(job: Import) -> list[str]:
    """What the columns that are used will be."""
    labels = targets_of(job.noun)
    return [str(labels[target]) for target in job.targets if _is_used(target)]


def _is_used(target: str) -> bool:
    return target not in ("", "skip", "traits", "external_id", "external_ids")


def _shown(sheet: Sheet, number: int, raw: list[str]) -> list[Shown]:
    cells = Cells(sheet, number, raw)
    shown = []
    for index, target in enumerate(sheet.targets):
        if not _is_used(target):
            continue
        text = raw[index] if index < len(raw) else ""
        day = cells.day(target) if target in TAKES_DATES - {"birthday"} else None
        amount = cells.amount(target) if target in TAKES_AMOUNTS else None
        shown.append(Shown(text, day, amount))
    return shown
