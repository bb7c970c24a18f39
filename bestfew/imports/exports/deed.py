"""Taking everything out: what may be asked for, who did it, and the file itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bestfew.accounts.models import Membership, User
from bestfew.history.models import Event, record
from bestfew.imports.exports import cards, delimited, workbook
from bestfew.imports.exports.activities import Activities
from bestfew.imports.exports.formats import ENDINGS, TYPES, Format
from bestfew.imports.exports.markets import Markets, Professions
from bestfew.imports.exports.objectives import Objectives
from bestfew.imports.exports.organisations import Organisations
from bestfew.imports.exports.people import People
from bestfew.imports.exports.referrals import Referrals
from bestfew.imports.exports.source import Source
from bestfew.imports.exports.sphere import Sphere
from bestfew.imports.models import Noun

SOURCES: Mapping[str, type[Source]] = {
    Noun.PEOPLE: People,
    Noun.ORGANISATIONS: Organisations,
    Noun.OBJECTIVES: Objectives,
    Noun.ACTIVITIES: Activities,
    Noun.MARKETS: Markets,
    Noun.PROFESSIONS: Professions,
    Noun.SPHERE: Sphere,
    Noun.REFERRALS: Referrals,
}
ON_CARDS = frozenset((Noun.PEOPLE, Noun.ORGANISATIONS))
VERB = "exported"
BLOCK = 1 << 18
BOM = "\ufeff"
"""By which Excel knows that a CSV file is UTF-8."""

Beat = Callable[[int], None]


class NotOnCards(Exception):
    """Cards are of people and organisations only."""


class MayNotExport(Exception):
    """Who only looks on takes nothing out."""


@dataclass(slots=True)
class Export:
    """A file that is written as it is read, inside the member's workspace.

    `total` is how many rows there were when it began; `beat` hears how many are out.
    """

    source: Source
    form: Format
    is_exact: bool
    total: int
    beat: Beat = lambda _done: None
    done: int = 0

    @property
    def content_type(self) -> str:
        return TYPES[self.form]

    def file_name(self, on: date) -> str:
        """`people-2026-11-25.csv`"""
        return f"{self.source.noun}-{on.isoformat()}.{ENDINGS[self.form]}"

    def blocks(self, *, mark: str = "") -> Iterator[bytes]:
        """The file; `mark` stands before a CSV. Raises `workbook.TooLong`."""
        if self.form == Format.XLSX:
            yield from self._workbook()
            return
        if mark and self.form == Format.CSV:
            yield mark.encode()
        for text, rows in self._texts():
            yield text.encode()
            self._count(rows)

    def _texts(self) -> delimited.Batches:
        if self.form == Format.VCARD:
            return cards.cards_of(self.source)
        if self.form == Format.JSONL:
            return delimited.lines_of(self.source)
        return delimited.csv_of(self.source, is_exact=self.is_exact)

    def _workbook(self) -> Iterator[bytes]:
        with tempfile.TemporaryDirectory(prefix="bestfew-") as folder:
            path = Path(folder) / "export.xlsx"
            workbook.write(self.source, path, beat=self._count)
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    yield block

    def _count(self, rows: int) -> None:
        self.done += rows
        self.beat(self.done)


def begin(
    member: Membership, *, noun: str, form: str, is_exact: bool, at: datetime
) -> Export:
    """An export, written down in the history before its first byte (trust.md D10).

    Raises `MayNotExport`, `NotOnCards`.
    """
    if not member.may_export:
        raise MayNotExport
    if form == Format.VCARD and noun not in ON_CARDS:
        raise NotOnCards
    source = SOURCES[Noun(noun)](member)
    export = Export(source, Format(form), is_exact, source.total())
    record(
        VERB,
        member.workspace,
        by=member.user,
        at=at,
        noun=noun,
        format=form,
        exact=is_exact,
        rows=export.total,
    )
    return export


@dataclass(frozen=True, slots=True)
class Taken:
    """An export as the history has it: its noun and format in words."""

    noun: str
    form: str
    rows: int
    by: User | None
    at: datetime


def last_exports(member: Membership, most: int = 5) -> list[Taken]:
    """A leader sees everybody's exports, others their own; the last first."""
    found = Event.objects.about(member.workspace).filter(verb=VERB)
    if not member.leads:
        found = found.filter(by=member.user_id)
    return [
        Taken(
            str(Noun(each.facts["noun"]).label),
            str(Format(each.facts["format"]).label),
            each.facts["rows"],
            each.by,
            each.at,
        )
        for each in found.select_related("by")[:most]
    ]
