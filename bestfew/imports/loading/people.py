"""Loads people: finds them by id, e-mail or phone; fills blanks; takes up the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bestfew.accounts.ids import new_ids
from bestfew.imports.loading.again import earlier_import, people_of
from bestfew.imports.loading.facts import read, tables_of
from bestfew.imports.loading.finding import (
    Owner,
    PointKey,
    owners_of,
    people_at,
)
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.newcomers import Newcomers, strangers
from bestfew.imports.loading.people_fill import add_facts, fill
from bestfew.imports.loading.people_rows import PersonRow, person_row
from bestfew.imports.loading.people_write import PeopleWriter
from bestfew.imports.loading.places import Places
from bestfew.imports.loading.plain import Plan, plain_rows
from bestfew.imports.loading.sheet import Cells, Note, Ref
from bestfew.imports.loading.someone import Someone, load_people
from bestfew.imports.models import Outcome
from bestfew.imports.rules.text import OURS
from bestfew.people.rules import names_agree


@dataclass(slots=True)
class Known:
    """The people a batch may be about, by what finds them."""

    owners: dict[Ref, Owner] = field(default_factory=dict)
    by_ref: dict[Ref, Someone] = field(default_factory=dict)
    by_number: dict[int, Someone] = field(default_factory=dict)
    by_point: dict[PointKey, list[Someone]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def remember(self, someone: Someone, row: PersonRow) -> None:
        """What the row says of someone finds them from now on."""
        for ref in row.refs:
            self.by_ref.setdefault(ref, someone)
        for key in row.keys:
            if someone not in self.by_point[key]:
                self.by_point[key].append(someone)


class PeopleLoader(Loader[PersonRow]):
    batch = 10_000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.dry = Known()
        self.tables = tables_of(context.sheet)
        self.members = Members(context.member)
        self.plan = Plan.of(context.sheet)
        self.earlier = earlier_import(context.job)

    def parse_plain(
        self, rows: Sequence[tuple[int, list[str]]]
    ) -> dict[int, PersonRow]:
        return plain_rows(self.context.sheet, self.plan, rows)

    def parse(self, cells: Cells) -> PersonRow:
        facts, owner = read(cells, self.tables), self.members.of(cells, OWNER)
        return person_row(cells, facts=facts, owner=owner)

    def apply(self, records: Sequence[PersonRow], *, write: bool) -> list[Result]:
        known = self._look_up(records, Known() if write else self.dry)
        places = Places(self.context, records, write=write)
        ids = new_ids(max(1, len(records)))[: len(records)]
        writer = PeopleWriter(self.context)
        newcomers = Newcomers(self.context, places)
        known_by = (known.by_number, known.owners, known.by_point)
        alone = strangers(records, *known_by) if write else ()
        results = []
        for row, pk in zip(records, ids, strict=True):
            if row.number in alone:
                newcomers.add(row, pk)
                results.append(Result(row.number, Outcome.CREATED, pk, row.notes))
            else:
                results.append(self._apply_row(row, known, places, writer, pk))
        if write:
            self.made = places.write()
            newcomers.write()
            writer.write()
        return results

    def _look_up(self, records: Sequence[PersonRow], known: Known) -> Known:
        member = self.context.member
        owners = owners_of((ref for row in records for ref in row.refs), member)
        points = people_at((key for row in records for key in row.keys), member)
        again = self._again(records)
        ids = {owner.person for owner in owners.values() if owner.is_visible}
        ids |= set(again.values())
        ids |= {person for found in points.values() for person in found}
        already = {each.id: each for each in known.by_ref.values() if not each.is_new}
        new = {pk for pk in ids if pk} - already.keys()
        loaded = {**load_people(new, self.tables), **already}
        known.owners = owners
        known.by_number = {number: loaded[pk] for number, pk in again.items()}
        for ref, owner in owners.items():
            if owner.person in loaded:
                known.by_ref.setdefault(ref, loaded[owner.person])
        for key, people in points.items():
            have = known.by_point[key]
            have += [loaded[pk] for pk in people if loaded[pk] not in have]
        return known

    def _again(self, records: Sequence[PersonRow]) -> dict[int, int]:
        if not records:
            return {}
        first, last = records[0].number, records[-1].number
        return people_of(self.earlier, first, last, self.context.member)

    def _apply_row(
        self,
        row: PersonRow,
        known: Known,
        places: Places,
        writer: PeopleWriter,
        new: int,
    ) -> Result:
        try:
            found = self._find(row, known)
        except Rejected as fault:
            notes = [*row.notes, fault.note]
            return Result(row.number, Outcome.REJECTED, notes=notes)
        if found is None:
            someone = self._take_up(row, places, new)
            writer.add(someone)
            outcome: str = Outcome.CREATED
            before: dict[str, Any] | None = None
        else:
            someone = found
            was = someone.snapshot()
            less = self.of_known.get(row.number)
            told = less._replace(refs=row.refs, notes=row.notes) if less else row
            fill(told, someone, places)
            before = writer.change(someone, was)
            outcome = self.outcome_of(someone.id, changed=someone.differs(was))
        known.remember(someone, row)
        self.fresh.add(someone.id)
        return Result(row.number, outcome, someone.id, row.notes, before)

    def _find(self, row: PersonRow, known: Known) -> Someone | None:
        """The person of a row; raises `Rejected` for an id that is another's."""
        for ref in row.refs:
            owner = known.owners.get(ref)
            if owner and not (owner.is_visible and owner.person):
                raise Rejected("id_taken", "", ref[1])
            if ref in known.by_ref:
                return known.by_ref[ref]
        return known.by_number.get(row.number) or _by_points(row, known)

    def _take_up(self, row: PersonRow, places: Places, pk: int) -> Someone:
        job, at, sheet = self.context.job, self.context.at, self.context.sheet
        # an export of ours says of everybody where they came from, if it is known
        is_ours = sheet.is_ours
        source, basis = ("", "") if is_ours else (job.source_name, job.lawful_basis)
        today = None if is_ours else sheet.today
        someone = Someone(
            pk, is_new=True, owner=row.owner or job.by_id, is_shared=row.is_shared
        )
        someone.fields = {
            "name": row.name,
            "given_name": row.given_name,
            "family_name": row.family_name,
            "note": row.note,
            "source_id": places.source(row.source or source),
            "lawful_basis": row.lawful_basis or basis,
            "obtained_on": row.obtained_on or today,
            "created_at": row.created_at or at,
        }
        add_facts(row, someone, places)
        return someone


def _by_points(row: PersonRow, known: Known) -> Someone | None:
    """The first who has an e-mail address of the row's, or a number and its name."""
    for kind, key in row.keys:
        here = _not_others(row, known.by_point.get((kind, key), []))
        for someone in here:
            if kind == "email" or names_agree(someone.fields["name"], row.name):
                return someone
        if here:
            row.notes.append(Note("phone_of_other", "", key))
    return None


def _not_others(row: PersonRow, people: list[Someone]) -> list[Someone]:
    """Without those who have another id of Bestfew's: no two people become one."""
    ids = {ref for ref in row.refs if ref[0] == OURS}
    if not ids or not people:
        return people
    return [
        each
        for each in people
        if not ids.isdisjoint(each.refs)
        or all(namespace != OURS for namespace, _value in each.refs)
    ]
