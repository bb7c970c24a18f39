"""What rows about people lean on: organisations, sources, tags; made where missing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from bestfew.accounts.ids import new_id, new_ids
from bestfew.imports import bulk
from bestfew.imports.loading.finding import Owner, organisations_known_as, owners_of
from bestfew.imports.loading.loader import Context
from bestfew.imports.loading.people_facts import Post
from bestfew.imports.loading.people_rows import PersonRow, fold
from bestfew.imports.loading.remembered import Key, Remembered
from bestfew.imports.loading.sheet import Note, Ref
from bestfew.imports.loading.someone import Job, Someone
from bestfew.imports.rules.taking import taken
from bestfew.imports.rules.text import OURS, plain, squeezed
from bestfew.people.models import ExternalId, Organisation, Source, Tag
from bestfew.people.search_index import ORGANISATIONS

LONGEST_KEY = 40


class Places:
    """One batch's organisations, sources and tags; `write` puts the new ones down."""

    def __init__(
        self, context: Context, rows: Sequence[PersonRow], *, write: bool
    ) -> None:
        self.context = context
        member = context.member
        told = (row for row in rows if row.posts or row.organisation_refs)
        posts = [post for row in told for post in posts_in(row)]
        keys = {row.organisation_key for row in rows}
        keys |= {fold(post.organisation) for post in posts}
        self.by_name = organisations_known_as(keys - {""}, member)
        self.refs = {ref for post in posts for ref in post.refs}
        self.owners: dict[Ref, Owner] = owners_of(self.refs, member)
        is_ours = any(ref[0] == OURS for post in posts for ref in post.refs)
        self.ours = ids_of_ours(self.by_name.values()) if is_ours else {}
        self.named: dict[int, str] = {}
        self.sources, self.sources_named, self.source_keys = sources()
        tags = Tag.objects.order_by("-id").values_list("name", "pk")
        self.tags: dict[str, int] = {plain(name): pk for name, pk in tags}
        self.new: dict[str, dict[int, str]] = defaultdict(dict)
        self.new_refs: dict[Ref, int] = {}

    def source(self, name: str) -> int | None:
        if not name:
            return None
        if self.context.sheet.is_ours:  # names them as they are written
            return self._id_of("source", self.sources_named, name, name)
        return self._id_of("source", self.sources, key_of(name), name)

    def tag(self, name: str) -> int:
        return self._id_of("tag", self.tags, name, name)

    def organisation(self, name: str) -> int:
        pk = self.known_as(fold(name), name)
        self.named.setdefault(pk, name)
        return pk

    def known_as(self, key: str, name: str) -> int:
        """The organisation of that folded name."""
        return self._id_of("organisation", self.by_name, key, name)

    def _id_of(self, table: str, known: dict[str, int], key: str, name: str) -> int:
        if key not in known:
            known[key] = new_id()
            self.new[table][known[key]] = name
        return known[key]

    def employ(self, someone: Someone, row: PersonRow) -> None:
        """Give them the roles that the row tells of; the first is in columns."""
        over = "job_title" in self.context.sheet.overwrites
        for post in posts_in(row):
            place = self._place_of(someone, post, row.notes)
            if place is None:
                continue
            job = someone.jobs.get(place)
            if job is None:
                name = self.named.get(place) or self._name_of(place)
                someone.jobs[place] = Job(post.title, name, ended_on=post.ended_on)
            else:
                is_over = over and post.title == row.job_title
                job.title = taken(job.title, post.title, overwrite=is_over)

    def _place_of(self, someone: Someone, post: Post, notes: list[Note]) -> int | None:
        for ref in post.refs:
            owner = self.owners.get(ref)
            if owner and owner.organisation and owner.is_visible:
                return owner.organisation
            if ref in self.new_refs:
                return self.new_refs[ref]
        place = self._named(post) if post.organisation else None
        for ref in post.refs:
            if place and ref not in self.owners:
                self.new_refs[ref] = place
            elif not place:
                notes.append(Note("awaits_organisation", "", ref[1]))
                someone.awaited.setdefault(ref, post.title)
        return place

    def _named(self, post: Post) -> int:
        """The organisation of that name; another one, where that has an id of ours."""
        place = self.organisation(post.organisation)
        wanted = {value for namespace, value in post.refs if namespace == OURS}
        if wanted and not self.ours.get(place, wanted) & wanted:
            place = new_id()
            self.new["organisation"][place] = self.named[place] = post.organisation
        if wanted:
            self.ours.setdefault(place, set()).update(wanted)
        return place

    def _name_of(self, place: int) -> str:
        names = Organisation.objects.filter(pk=place).values_list("name", flat=True)
        self.named[place] = names[0]
        return self.named[place]

    def recall(self, memory: Remembered) -> None:
        """Organisations that earlier rows of a dry run would have made."""
        unknown = self.refs - self.owners.keys()
        wanted: dict[Key, Ref] = {("place", *ref): ref for ref in unknown}
        found = memory.find(wanted, most=1)
        names = memory.facts_of({pk for (pk,) in found.values()})
        for key, (pk,) in found.items():
            self.owners[wanted[key]] = Owner(None, pk)
            self.named[pk] = names[pk]

    def note(self, facts: dict[int, Any], keys: list[tuple[Key, int]]) -> None:
        """For the memory of a dry run: organisations that the batch would make."""
        for ref, pk in self.new_refs.items():
            keys.append((("place", *ref), pk))
            facts[pk] = self.named.get(pk, "")

    def write(self) -> dict[str, list[int]]:
        """Write what is new; the ids by table, for an undo."""
        made = {table: list(rows) for table, rows in self.new.items() if rows}
        job, at = self.context.job, self.context.at
        new = self.new["organisation"]
        with ORGANISATIONS.at_once(new):
            bulk.insert(
                Organisation,
                ("id", "owner_id", "name", "sort_name", "created_at", "updated_at"),
                [
                    (pk, job.by_id, name, fold(name)[:300], at, at)
                    for pk, name in new.items()
                ],
            )
        bulk.insert(Source, ("id", "key", "name"), self._new_sources())
        bulk.insert(Tag, ("id", "name"), list(self.new["tag"].items()))
        if self.new_refs:
            made["externalid"] = self._write_refs()
        return made

    def _new_sources(self) -> list[tuple[int, str, str]]:
        """Each with a key that no other has."""
        rows = []
        for pk, name in self.new["source"].items():
            key = key_of(name)
            rows.append((pk, _hash(name) if key in self.source_keys else key, name))
            self.source_keys.add(key)
        return rows

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


def posts_in(row: PersonRow) -> list[Post]:
    """The roles of a row: the one in columns of its own, then the others."""
    first = Post(row.organisation, row.organisation_refs, row.job_title)
    return [first, *row.posts] if first.organisation or first.refs else row.posts


def ids_of_ours(places: Iterable[int]) -> dict[int, set[str]]:
    """By which ids of Bestfew's organisations came from elsewhere."""
    rows = ExternalId.objects.filter(namespace=OURS, organisation__in=list(places))
    found: dict[int, set[str]] = {}
    for place, value in rows.values_list("organisation_id", "value"):
        found.setdefault(place, set()).add(value)
    return found


def key_of(name: str) -> str:
    """The key of a source: its letters and digits, or a hash where it has too many."""
    plain = squeezed(name)
    if plain and len(plain) <= LONGEST_KEY:
        return plain
    return _hash(name)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:LONGEST_KEY]


def sources() -> tuple[dict[str, int], dict[str, int], set[str]]:
    """The workspace's sources: by key or key of the name, by name; and their keys."""
    rows = list(Source.objects.order_by("-id").values_list("pk", "key", "name"))
    by_key: dict[str, int] = {}
    for pk, key, name in reversed(rows):
        by_key |= {key_of(name): pk, key: pk}
    return by_key, {plain(name): pk for pk, _key, name in rows}, {r[1] for r in rows}
