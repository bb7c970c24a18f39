"""People whom nobody knows yet and one row tells of: written as they stand in it.

Most rows of a long list are such. They need no comparing with what is stored, and none
of its bookkeeping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import chain

from bestfew.imports import bulk
from bestfew.imports.loading.finding import PointKey
from bestfew.imports.loading.loader import Context
from bestfew.imports.loading.people_rows import PersonRow
from bestfew.imports.loading.places import Places
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.rules.text import OURS
from bestfew.people.models import (
    ContactPoint,
    DateKind,
    ExternalId,
    ImportantDate,
    Person,
    Role,
    Tagging,
)

COLUMNS = (
    *("id", "owner_id", "is_shared", "name", "given_name", "family_name", "note"),
    *("source_id", "lawful_basis", "obtained_on", "created_at", "traits"),
    *("sort_name", "search", "updated_at"),
)


def strangers(
    rows: Sequence[PersonRow],
    numbers: Container[int],
    owners: Iterable[Ref],
    points: Iterable[PointKey],
) -> set[int]:
    """The numbers of the rows that nothing stored and no other row has to do with."""
    told = Counter(chain.from_iterable(row.keys for row in rows))
    told.update(chain.from_iterable(row.refs for row in rows))
    shared = {key for key, times in told.items() if times > 1}
    known = shared.union(owners, points)
    return {
        row.number
        for row in rows
        if row.number not in numbers
        and known.isdisjoint(row.keys)
        and known.isdisjoint(row.refs)
        and _is_plain(row)
    }


def _is_plain(row: PersonRow) -> bool:
    """Whether a row says no more than what is written here."""
    lists = (row.posts, row.facts, row.organisation_refs, row.brought_by)
    is_more = row.do_not_contact or any(lists)
    return not is_more and not any(namespace == OURS for namespace, _id in row.refs)


class Newcomers:
    """The strangers of a batch, table by table."""

    def __init__(self, context: Context, places: Places) -> None:
        self.context = context
        self.places = places
        self.people: list[bulk.Row] = []
        self.points: list[bulk.Row] = []
        self.refs: list[bulk.Row] = []
        self.roles: list[bulk.Row] = []
        self.tags: list[bulk.Row] = []
        self.days: list[bulk.Row] = []

    def add(self, row: PersonRow, pk: int) -> None:
        job, at = self.context.job, self.context.at
        source = self.places.source(row.source or job.source_name)
        whose = (pk, row.owner or job.by_id, row.is_shared)
        names = (row.name, row.given_name, row.family_name, row.note)
        basis = row.lawful_basis or job.lawful_basis
        since = row.obtained_on or self.context.sheet.today
        facts = (source, basis, since, row.created_at or at, row.traits_json)
        self.people.append((*whose, *names, *facts, row.sort_name, row.search, at))
        self.points += [(pk, *point) for point in row.points]
        self.refs += [(pk, *ref) for ref in row.refs]
        if row.organisation:
            place = self.places.known_as(row.organisation_key, row.organisation)
            self.roles.append((pk, place, row.job_title))
        if row.tags:
            tags = dict.fromkeys(map(self.places.tag, row.tags))
            self.tags += [(pk, tag) for tag in tags]
        if day := row.birthday:
            self.days.append((pk, DateKind.BIRTHDAY, day.month, day.day, day.year))

    def write(self) -> None:
        """People first; what hangs on them behind."""
        bulk.insert(Person, COLUMNS, self.people)
        for model, columns, rows in (
            (ContactPoint, ("person_id", "kind", "value", "key"), self.points),
            (ExternalId, ("person_id", "namespace", "value"), self.refs),
            (Role, ("person_id", "organisation_id", "title"), self.roles),
            (Tagging, ("person_id", "tag_id"), self.tags),
            (ImportantDate, ("person_id", "kind", "month", "day", "year"), self.days),
        ):
            bulk.insert_new(model, columns, rows)
