"""What rows about people lean on: organisations, sources, tags; made where missing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from bestfew.accounts.ids import new_id, new_ids
from bestfew.imports import bulk
from bestfew.imports.loading.finding import Owner, organisations_named, owners_of
from bestfew.imports.loading.loader import Context
from bestfew.imports.loading.people_rows import PersonRow
from bestfew.imports.loading.sheet import Note, Ref
from bestfew.imports.loading.someone import Job, Someone
from bestfew.imports.rules.text import squeezed
from bestfew.people.models import ExternalId, Organisation, Source, Tag
from bestfew.people.rules import fold as fold_anew

LONGEST_KEY = 40

fold = lru_cache(maxsize=50_000)(fold_anew)
"""Organisations come again and again in a list of people."""


class Places:
    """One batch's organisations, sources and tags; `write` puts the new ones down."""

    def __init__(
        self, context: Context, rows: Sequence[PersonRow], *, write: bool
    ) -> None:
        self.context = context
        member = context.member
        names = [row.organisation for row in rows if row.organisation]
        self.by_name = organisations_named(names, member)
        self.owners: dict[Ref, Owner] = owners_of(
            (ref for row in rows for ref in row.organisation_refs), member
        )
        self.named: dict[int, str] = {}
        self.sources = sources()
        self.tags: dict[str, int] = dict(Tag.objects.values_list("name", "pk"))
        self.new: dict[str, dict[int, str]] = defaultdict(dict)
        self.new_refs: dict[Ref, int] = {}

    def source(self, name: str) -> int | None:
        return self._id_of("source", self.sources, key_of(name), name) if name else None

    def tag(self, name: str) -> int:
        return self._id_of("tag", self.tags, name, name)

    def organisation(self, name: str) -> int:
        pk = self._id_of("organisation", self.by_name, fold(name), name)
        self.named.setdefault(pk, name)
        return pk

    def _id_of(self, table: str, known: dict[str, int], key: str, name: str) -> int:
        if key not in known:
            known[key] = new_id()
            self.new[table][known[key]] = name
        return known[key]

    def employ(self, someone: Someone, row: PersonRow) -> None:
        """Give them the role that the row tells of."""
        place = self._place_of(someone, row)
        if place is None:
            return
        job = someone.jobs.get(place)
        if job is None:
            name = self.named.get(place) or self._name_of(place)
            someone.jobs[place] = Job(row.job_title, name)
        elif row.job_title and not job.title:
            job.title = row.job_title

    def _place_of(self, someone: Someone, row: PersonRow) -> int | None:
        for ref in row.organisation_refs:
            owner = self.owners.get(ref)
            if owner and owner.organisation and owner.is_visible:
                return owner.organisation
            if ref in self.new_refs:
                return self.new_refs[ref]
        place = self.organisation(row.organisation) if row.organisation else None
        for ref in row.organisation_refs:
            if place and ref not in self.owners:
                self.new_refs[ref] = place
            elif not place:
                row.notes.append(Note("awaits_organisation", "", ref[1]))
                someone.awaited.setdefault(ref, row.job_title)
        return place

    def _name_of(self, place: int) -> str:
        names = Organisation.objects.filter(pk=place).values_list("name", flat=True)
        self.named[place] = names[0]
        return self.named[place]

    def write(self) -> dict[str, list[int]]:
        """Write what is new; the ids by table, for an undo."""
        made = {table: list(rows) for table, rows in self.new.items() if rows}
        job, at = self.context.job, self.context.at
        bulk.insert(
            Organisation,
            ("id", "owner_id", "name", "sort_name", "created_at", "updated_at"),
            [
                (pk, job.by_id, name, fold(name)[:300], at, at)
                for pk, name in self.new["organisation"].items()
            ],
        )
        bulk.insert(Source, ("id", "key", "name"), self._keyed("source"))
        bulk.insert(Tag, ("id", "name"), list(self.new["tag"].items()))
        if self.new_refs:
            made["externalid"] = self._write_refs()
        return made

    def _keyed(self, table: str) -> list[tuple[int, str, str]]:
        return [(pk, key_of(name), name) for pk, name in self.new[table].items()]

    def _write_refs(self) -> list[int]:
        ids = new_ids(len(self.new_refs))
        bulk.insert(
            ExternalId,
            ("id", "namespace", "value", "person_id", "organisation_id"),
            [
                (pk, namespace, value, None, place)
                for pk, ((namespace, value), place) in zip(
                    ids, self.new_refs.items(), strict=True
                )
            ],
        )
        return list(ids)


def key_of(name: str) -> str:
    """The key of a source: its letters and digits, or a hash where it has too many."""
    plain = squeezed(name)
    if plain and len(plain) <= LONGEST_KEY:
        return plain
    return hashlib.sha256(name.encode()).hexdigest()[:LONGEST_KEY]


def sources() -> dict[str, int]:
    """The workspace's sources by their stored key, and by the key of their name."""
    found: dict[str, int] = {}
    for pk, key, name in Source.objects.values_list("pk", "key", "name"):
        found |= {key_of(name): pk, key: pk}
    return found
