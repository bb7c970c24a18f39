"""The crowd as people of a workspace: the one place where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.generator.people import Record
from bestfew.history.models import Event
from bestfew.imports import bulk
from bestfew.imports.rules.phones import phone_key
from bestfew.people.actions import search_text
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    LawfulBasis,
    Organisation,
    Person,
    Role,
    Source,
)
from bestfew.people.rules import email_key, fold
from bestfew.people.search_index import PEOPLE

NAMESPACE = "generated"
"""Under it each person keeps `<cluster>-<copy>`: the truth about duplicates."""
BATCH = 10_000


class GeneratedBefore(Exception):
    """This workspace has a crowd already, whose numbers would come a second time."""


def fill(member: Membership, records: Iterable[Record], *, at: datetime) -> int:
    """Write the records as people of the current workspace; how many they were.

    Each batch is a transaction of its own. Raises `GeneratedBefore`.
    """
    if ExternalId.objects.filter(namespace=NAMESPACE).exists():
        raise GeneratedBefore
    writer = Writer(member, at)
    source = iter(records)
    count = 0
    while batch := list(islice(source, BATCH)):
        with transaction.atomic():
            writer.write(batch)
        count += len(batch)
    return count


@dataclass(slots=True)
class Writer:
    """Writes people, batch after batch."""

    member: Membership
    at: datetime
    source: int = 0
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found, _made = Source.objects.get_or_create(
            key=NAMESPACE, defaults={"name": "Generated"}
        )
        self.source = found.pk
        self.places = dict(Organisation.objects.values_list("sort_name", "pk"))

    def write(self, records: Sequence[Record], **more: Sequence[object]) -> range:
        """One batch; the ids of its people, in the order of the records.

        `more`: columns of theirs that a benchmark wants filled, too.
        """
        ids = new_ids(len(records))
        pairs = list(zip(ids, records, strict=True))
        self._write_organisations(records)
        points = {pk: self._points(record) for pk, record in pairs}
        self._write_people(pairs, points, more)
        bulk.insert_new(
            ContactPoint,
            ("person_id", "kind", "value", "key"),
            [(pk, *point) for pk, found in points.items() for point in found],
        )
        self._write_side_rows(pairs)
        return ids

    def _write_organisations(self, records: Sequence[Record]) -> None:
        new: dict[str, str] = {}
        for record in records:
            key = fold(record.company)[:300]
            if key and key not in self.places:
                new.setdefault(key, record.company)
        ids = new_ids(len(new)) if new else range(0)
        self.places |= zip(new, ids, strict=True)
        owner, at = self.member.user_id, self.at
        bulk.insert(
            Organisation,
            ("id", "owner_id", "name", "sort_name", "created_at", "updated_at"),
            [
                (pk, owner, name, key, at, at)
                for pk, (key, name) in zip(ids, new.items(), strict=True)
            ],
        )

    def _points(self, record: Record) -> list[tuple[str, str, str]]:
        """Kind, value and key of each way to reach them."""
        found = []
        if record.phone:
            country = self.member.workspace.country
            key = phone_key("phone", record.phone, country)
            found.append(("phone", record.phone, key))
        if record.email:
            found.append(("email", record.email, email_key(record.email)))
        return found

    def _write_people(
        self,
        pairs: Sequence[tuple[int, Record]],
        points: dict[int, list[tuple[str, str, str]]],
        more: Mapping[str, Sequence[object]],
    ) -> None:
        owner, day, at = self.member.user_id, self.at.date(), self.at
        basis, source = LawfulBasis.INTEREST, self.source
        rows = [
            (
                *(pk, owner, record.name, source, basis, day, record.note),
                _traits(record),
                *(at, at, fold(record.name)[:300]),
                search_text(record.name, [record.company], points[pk], record.note),
                *(values[at_row] for values in more.values()),
            )
            for at_row, (pk, record) in enumerate(pairs)
        ]
        columns = (
            *("id", "owner_id", "name", "source_id", "lawful_basis"),
            *("obtained_on", "note", "traits", "created_at", "updated_at"),
            *("sort_name", "search", *more),
        )
        with PEOPLE.at_once([pk for pk, _record in pairs]):
            bulk.insert(Person, columns, rows)

    def _write_side_rows(self, pairs: Sequence[tuple[int, Record]]) -> None:
        bulk.insert_new(
            Role,
            ("person_id", "organisation_id", "title"),
            [
                (pk, self.places[fold(record.company)[:300]], record.job)
                for pk, record in pairs
                if record.company
            ],
        )
        bulk.insert_new(
            ExternalId,
            ("person_id", "namespace", "value"),
            [(pk, NAMESPACE, record.external_id) for pk, record in pairs],
        )
        bulk.insert_new(
            ImportantDate,
            ("person_id", "year", "month", "day"),
            [
                (pk, *map(int, record.birthday.split("-")))
                for pk, record in pairs
                if record.birthday
            ],
        )
        self._write_events([pk for pk, _record in pairs])

    def _write_events(self, people: Sequence[int]) -> None:
        by, at = self.member.user_id, self.at
        bulk.insert_new(
            Event,
            ("at", "by_id", "verb", "noun", "row_id"),
            [(at, by, "added", "person", pk) for pk in people],
        )


def _traits(record: Record) -> dict[str, str]:
    """What an import keeps of the columns that it knows no place for."""
    known = {"city": record.city, "country": record.country}
    return {name: value for name, value in known.items() if value}
