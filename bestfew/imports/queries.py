"""What imports there were, what one would do, and what became of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.forms import BaseForm, BoundField
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports.loading.evidence import (
    TAKES_AMOUNTS,
    TAKES_DATES,
    Evidence,
    mark_of,
    orders_of,
)
from bestfew.imports.loading.loader import Context, Result
from bestfew.imports.loading.parsing import Parsed, parse, rows_of_job
from bestfew.imports.loading.sheet import Cells, Sheet
from bestfew.imports.models import Import, Noun, Outcome
from bestfew.imports.readers import sample_of
from bestfew.imports.rules.amounts import Amount
from bestfew.imports.targets import targets_of
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
    rows = islice(rows_of_job(job), LOOKED_AT)
    evidence.see_all(job.targets, (cells for _number, cells in rows))
    return evidence.as_json()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: what stands in it, what it means, and what it does there."""

    header: str
    samples: list[str]
    field: BoundField
    rule: BoundField


def columns_of(job: Import, form: BaseForm) -> list[Column]:
    """Every column with up to three of its values."""
    samples = sample_of(job.path, job.layout)
    return [
        Column(
            header,
            list(dict.fromkeys(samples[index]))[:3],
            form[f"column-{index}"],
            form[f"rule-{index}"],
        )
        for index, header in enumerate(job.headers)
    ]


def writing_of(job: Import, member: Membership) -> dict[str, str]:
    """How the file's days and amounts are read, where it has such columns."""
    country = member.workspace.country
    found: dict[str, str] = {}
    if TAKES_DATES & set(job.targets):
        orders = orders_of(job.evidence, country)
        found["order"] = next((o for c, o in orders.items() if c >= 0), orders[-1])
    if TAKES_AMOUNTS & set(job.targets):
        found["mark"] = mark_of(job.evidence, country)
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it will be understood: a day, an amount, or its text."""

    text: str
    day: date | None = None
    amount: Amount | None = None


@dataclass(slots=True)
class Preview:
    """What an import would do to the first rows, as far as they were looked at."""

    heads: list[str] = field(default_factory=list)
    rows: list[tuple[list[Shown], Result]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    faulty: int = 0
    is_whole: bool = True
    """Whether every row of the file was looked at."""

    @property
    def rows_read(self) -> int:
        return self.outcomes.total()

    @property
    def labelled(self) -> list[tuple[str, int]]:
        return [(str(label), self.outcomes[code]) for code, label in Outcome.choices]

    def counts(self) -> dict[str, int]:
        outcomes = {code: self.outcomes[code] for code in Outcome.values}
        return {"rows_read": self.rows_read, **outcomes}


def preview(
    job: Import, member: Membership, *, most: int | None = LOOKED_AT
) -> Preview:
    """Try the first `most` rows (None: all) without writing anything."""
    from bestfew.imports.loading.applying import results_of
    from bestfew.imports.loading.nouns import loader_of

    at = timezone.now()
    sheet = Sheet.of(job, member, today=timezone.localdate(at))
    loader = loader_of(Context(job, member, sheet, at))
    found = Preview(heads_of(job))
    rows = rows_of_job(job)
    looked_at = islice(rows, most)
    while batch := parse(loader, list(islice(looked_at, BATCH))):
        results = results_of(loader, batch, write=False)
        _count(found, sheet, batch, results)
    found.is_whole = next(rows, None) is None
    return found


def _count(
    found: Preview, sheet: Sheet, batch: list[Parsed], results: dict[int, Result]
) -> None:
    for result in results.values():
        found.outcomes[result.outcome] += 1
        found.faults.update(note.code for note in result.notes)
        found.faulty += bool(result.notes)
    for row in batch[: SHOWN - len(found.rows)]:
        shown = _shown(sheet, row.number, row.cells)
        found.rows.append((shown, results[row.number]))


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
