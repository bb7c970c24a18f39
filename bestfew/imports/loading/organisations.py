"""Loads organisations: finds them by id or by name, fills blanks, takes up the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bestfew.accounts.ids import new_id
from bestfew.imports.facts import Table
from bestfew.imports.loading.awaited import link_awaited
from bestfew.imports.loading.facts import load, read, tables_of
from bestfew.imports.loading.finding import Owner, owners_of
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.organisations_write import (
    OrganisationRow,
    OrganisationWriter,
    Place,
    fill,
)
from bestfew.imports.loading.people_rows import points_of, traits_of
from bestfew.imports.loading.remembered import Key
from bestfew.imports.loading.sheet import Cells, Note, Ref
from bestfew.imports.models import Outcome
from bestfew.imports.rules import text
from bestfew.people.models import ContactKind, ContactPoint, ExternalId, Organisation
from bestfew.people.rules import fold

MOST = 1_000
"""Of one name whom a dry run remembers."""

KINDS = tuple(ContactKind.values)


@dataclass(slots=True)
class Known:
    owners: dict[Ref, Owner] = field(default_factory=dict)
    by_ref: dict[Ref, Place] = field(default_factory=dict)
    by_name: dict[str, list[Place]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)

    def remember(self, place: Place) -> None:
        self.places[place.id] = place
        for ref in place.refs:
            self.by_ref.setdefault(ref, place)
        here = self.by_name.setdefault(fold(place.name), [])
        if place not in here:
            here.append(place)


class OrganisationLoader(Loader[OrganisationRow]):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tables = tables_of(context.sheet)
        self.members = Members(context.member)

    def parse(self, cells: Cells) -> OrganisationRow:
        refs = cells.refs("external_id") or [(text.ROW, cells.hash())]
        points = points_of(cells, KINDS)
        name = cells.one("name", 300)
        if not name and points and not cells.sheet.is_ours:
            name = points[0].value[:300]
            cells.notes.append(Note("named_after_contact", "", name))
        if not name and not cells.sheet.is_ours:
            raise Rejected("no_organisation_name")
        facts, owner = read(cells, self.tables), self.members.of(cells, OWNER)
        return OrganisationRow(
            cells.number,
            refs,
            name,
            points,
            cells.whole("note"),
            traits_of(cells),
            cells.notes,
            cells.at("first_contact"),
            owner,
            cells.is_so("shared"),
            facts,
        )

    def apply(self, records: Sequence[OrganisationRow], *, write: bool) -> list[Result]:
        known = self._look_up(records)
        if not write:
            self._recall(records, known)
        writer = OrganisationWriter(self.context)
        results = [self._apply_row(row, known, writer) for row in records]
        if write:
            writer.write()
            self.made = {}
        else:
            self._note(known)
        return results

    def _look_up(self, records: Sequence[OrganisationRow]) -> Known:
        member, known = self.context.member, Known()
        known.owners = owners_of((ref for row in records for ref in row.refs), member)
        ids = {o.organisation for o in known.owners.values() if o.is_visible}
        names = {fold(row.name) for row in records}
        mine = Organisation.objects.visible_to(member)
        ids |= set(mine.filter(sort_name__in=names).values_list("pk", flat=True))
        for place in _load({pk for pk in ids if pk}, self.tables).values():
            known.remember(place)
        return known

    def _recall(self, records: Sequence[OrganisationRow], known: Known) -> None:
        """Whom earlier rows of a dry run were about."""
        wanted: set[Key] = {("name", fold(row.name)) for row in records}
        wanted |= {("ref", *ref) for row in records for ref in row.refs}
        found = self.memory.find(wanted, most=MOST)
        ids = {pk for each in found.values() for pk in each} | known.places.keys()
        facts = self.memory.facts_of(ids)
        old = {pk for pk, (is_new, *_rest) in facts.items() if not is_new}
        for place in _load(old - known.places.keys(), self.tables).values():
            known.remember(place)
        for pk, (_is_new, name, refs) in sorted(facts.items()):
            place = known.places.get(pk) or Place(pk, name, is_new=True)
            place.refs |= {(namespace, value) for namespace, value in refs}
            known.remember(place)

    def _note(self, known: Known) -> None:
        """For `memory`: those whom the batch was about."""
        for pk in self.fresh:
            place = known.places[pk]
            self.facts[pk] = (place.is_new, place.name, sorted(place.refs))
            self.keys.append((("name", fold(place.name)), pk))
            self.keys += ((("ref", *ref), pk) for ref in place.refs)

    def _apply_row(
        self, row: OrganisationRow, known: Known, writer: OrganisationWriter
    ) -> Result:
        try:
            place = self._find(row, known)
        except Rejected as fault:
            notes = [*row.notes, fault.note]
            return Result(row.number, Outcome.REJECTED, notes=notes)
        before: dict[str, Any] | None = None
        if place is None:
            place = _taken_up(row)
            writer.new.append(place)
            fill(row, place, self.context.sheet)
            outcome: str = Outcome.CREATED
        else:
            less = self.of_known.get(row.number)
            told = replace(less, refs=row.refs, notes=row.notes) if less else row
            before = writer.change(told, place)
            outcome = self.outcome_of(place.id, changed=before is not None)
        known.remember(place)
        self.fresh.add(place.id)
        return Result(row.number, outcome, place.id, row.notes, before)

    def _find(self, row: OrganisationRow, known: Known) -> Place | None:
        """By id; else by name, unless that one has another id of the same kind."""
        for ref in row.refs:
            owner = known.owners.get(ref)
            if owner and not (owner.is_visible and owner.organisation):
                raise Rejected("id_taken", "", ref[1])
            if ref in known.by_ref:
                return known.by_ref[ref]
        kinds = {namespace for namespace, _value in row.refs} - {text.ROW}
        for place in known.by_name.get(fold(row.name), []):
            if not kinds & {namespace for namespace, _value in place.refs}:
                return place
        return None

    def finish(self, targets: Sequence[int]) -> None:
        link_awaited(self.context, targets)


def _taken_up(row: OrganisationRow) -> Place:
    return Place(
        new_id(),
        row.name,
        is_new=True,
        created_at=row.created_at,
        owner=row.owner,
        is_shared=row.is_shared,
    )


def _load(ids: Iterable[int], tables: Iterable[Table]) -> dict[int, Place]:
    ids = sorted(ids)
    if not ids:
        return {}
    rows = Organisation.objects.filter(pk__in=ids).order_by("id")
    found = {
        pk: Place(pk, name, note, version=version, traits=traits)
        for pk, name, note, version, traits in rows.values_list(
            "pk", "name", "note", "version", "traits"
        )
    }
    points = ContactPoint.objects.filter(organisation__in=ids)
    for pk, kind, key, value in points.values_list(
        "organisation_id", "kind", "key", "value"
    ):
        found[pk].points[kind, key] = value
    refs = ExternalId.objects.filter(organisation__in=ids)
    for pk, namespace, value in refs.values_list(
        "organisation_id", "namespace", "value"
    ):
        found[pk].refs.add((namespace, value))
    for pk, known in load(tables, ids).items():
        found[pk].facts = known
    return found
