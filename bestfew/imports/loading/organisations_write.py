"""A row about an organisation, and the writing of a batch of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bestfew.imports import bulk
from bestfew.imports.loading.facts import Facts, FactsWriter, tables_of
from bestfew.imports.loading.finding import worth_keeping
from bestfew.imports.loading.loader import (
    Children,
    Context,
    changes_of,
    hold,
    write_events,
)
from bestfew.imports.loading.people_rows import Point
from bestfew.imports.loading.sheet import Note, Ref, Sheet
from bestfew.imports.rules.taking import merged, taken
from bestfew.people.models import ContactPoint, ExternalId, Organisation
from bestfew.people.rules import fold


@dataclass(slots=True)
class OrganisationRow:
    number: int
    refs: list[Ref]
    name: str
    points: list[Point]
    note: str
    traits: dict[str, str]
    notes: list[Note]
    created_at: datetime | None = None
    owner: int | None = None
    is_shared: bool = False
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Place:
    """An organisation as a batch sees it."""

    id: int
    name: str
    note: str = ""
    is_new: bool = False
    version: int = 1
    traits: dict[str, str] = field(default_factory=dict)
    points: dict[tuple[str, str], str] = field(default_factory=dict)
    refs: set[Ref] = field(default_factory=set)
    facts: Facts = field(default_factory=dict)
    created_at: datetime | None = None
    owner: int | None = None
    is_shared: bool = False

    def held(self) -> tuple[set[Any], ...]:
        """What rows may add to: contact points, ids, facts."""
        return set(self.points), set(self.refs), set(self.facts)


def fill(row: OrganisationRow, place: Place, sheet: Sheet) -> None:
    place.note = taken(place.note, row.note, overwrite="note" in sheet.overwrites)
    place.refs |= worth_keeping(
        row.refs, place.id, is_new=place.is_new, known=place.refs
    )
    place.traits = merged(place.traits, row.traits, sheet.overwritten_traits)
    for point in row.points:
        place.points.setdefault((point.kind, point.key), point.value)
    for key, entry in row.facts.items():
        place.facts.setdefault(key, entry)


class OrganisationWriter:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.new: list[Place] = []
        self.changed: dict[int, Place] = {}
        self.versions: dict[int, int] = {}  # of those who change, as they were read
        self.edits: list[tuple[int, dict[str, Any]]] = []
        self.points = Children(
            ContactPoint, ("organisation_id", "kind", "key", "value"), stamp="key"
        )
        self.refs = Children(ExternalId, ("organisation_id", "namespace", "value"))
        self.facts = FactsWriter(context, tables_of(context.sheet))

    def change(self, row: OrganisationRow, place: Place) -> dict[str, Any] | None:
        """Fill the blanks of one that exists; what an undo needs, None if nothing."""
        note, traits = place.note, dict(place.traits)
        points, refs, facts = set(place.points), set(place.refs), set(place.facts)
        fill(row, place, self.context.sheet)
        added = changes_of(traits, place.traits)
        is_same = place.note == note and not added
        if is_same and (points, refs, facts) == place.held():
            return None
        if place.is_new:
            return {}
        before: dict[str, Any] = {"version": [place.version, place.version + 1]}
        self.versions.setdefault(place.id, place.version)
        place.version += 1
        if place.note != note:
            before["fields"] = {"note": [note, place.note]}
            was, now = {"note": note}, {"note": place.note}
            self.edits.append((place.id, {"before": was, "after": now}))
        if added:
            before["traits"] = added
        self._add_children(place, points, refs, before)
        self.facts.add_new(before, place.id, place.facts, facts)
        self.changed[place.id] = place
        return before

    def _add_children(
        self,
        place: Place,
        points: set[tuple[str, str]],
        refs: set[Ref],
        before: dict[str, Any] | None,
    ) -> None:
        for (kind, key), value in place.points.items():
            if (kind, key) not in points:
                self.points.add(before, place.id, kind, key, value)
        for namespace, value in sorted(place.refs - refs):
            self.refs.add(before, place.id, namespace, value)

    def write(self) -> None:
        at, owner = self.context.at, self.context.job.by_id
        for each in self.new:
            self._add_children(each, set(), set(), None)
            self.facts.add_new(None, each.id, each.facts, ())
        columns = ("id", "owner_id", "is_shared", "name", "sort_name", "note", "traits")
        rows = [
            (
                *(p.id, p.owner or owner, p.is_shared, p.name, fold(p.name)[:300]),
                *(p.note, p.traits, p.created_at or at, at),
            )
            for p in self.new
        ]
        bulk.insert(Organisation, (*columns, "created_at", "updated_at"), rows)
        hold(Organisation, self.versions)
        bulk.update(
            Organisation,
            ("note", "traits", "version", "updated_at"),
            [(p.note, p.traits, p.version, at, p.id) for p in self.changed.values()],
        )
        events: list[tuple[int, dict[str, Any]]] = [(p.id, {}) for p in self.new]
        write_events(self.context, "added", "organisation", events)
        write_events(self.context, "edited", "organisation", self.edits)
        self.points.write()
        self.refs.write()
        self.facts.write()
