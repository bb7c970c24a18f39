"""Loads people: finds them by id, e-mail or phone; fills blanks; takes up the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.accounts.ids import new_ids
from bestfew.imports.loading.again import earlier_import, people_of
from bestfew.imports.loading.brought import link_brought
from bestfew.imports.loading.facts import read, tables_of
from bestfew.imports.loading.finding import owners_of, people_at
from bestfew.imports.loading.known import MOST, Known
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.newcomers import Newcomers, strangers
from bestfew.imports.loading.people_dry import keys_of, recall, told_by, told_of
from bestfew.imports.loading.people_facts import note_answer
from bestfew.imports.loading.people_fill import add_facts, fill
from bestfew.imports.loading.people_rows import PersonRow, person_row
from bestfew.imports.loading.people_write import PeopleWriter
from bestfew.imports.loading.places import Places
from bestfew.imports.loading.plain import Plan, plain_rows
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.loading.someone import Someone, load_people
from bestfew.imports.models import Outcome
from bestfew.imports.rules.text import OURS
from bestfew.people.rules import names_agree
from bestfew.people.search_index import PEOPLE


class PeopleLoader(Loader[PersonRow]):
    batch = 10_000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
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
        note_answer(facts, cells, at=self.context.at)
        return person_row(cells, facts=facts, owner=owner)

    def apply(self, records: Sequence[PersonRow], *, write: bool) -> list[Result]:
        known = self._look_up(records)
        places = Places(self.context, records, write=write)
        if not write:
            self._recall(records, known, places)
        ids = new_ids(max(1, len(records)))[: len(records)]
        writer = PeopleWriter(self.context)
        newcomers = Newcomers(self.context, places)
        take_up = newcomers.add if write else known.meet
        refs = (*known.owners, *known.by_ref)
        alone = strangers(records, known.by_number, refs, known.by_point)
        results = []
        for row, pk in zip(records, ids, strict=True):
            if row.number in alone:
                take_up(row, pk)
                results.append(Result(row.number, Outcome.CREATED, pk, row.notes))
            else:
                results.append(self._apply_row(row, known, places, writer, pk))
        if write:
            self.made = places.write()
            _write(newcomers, writer, ids)
        else:
            self._note(known)
            places.note(self.facts, self.keys)
        return results

    def _recall(
        self, records: Sequence[PersonRow], known: Known, places: Places
    ) -> None:
        """Whom earlier rows of a dry run were about."""
        recall(self.memory, records, known, self.tables)
        places.recall(self.memory)

    def _note(self, known: Known) -> None:
        """For `memory`: those whom the batch was about."""
        for row, pk in known.strangers:
            self.facts[pk] = told_by(row)
        for _row, pk in known.told:
            self.facts[pk] = told_of(known.people[pk])
        for row, pk in (*known.strangers, *known.told):
            self.keys += ((key, pk) for key in keys_of(row))

    def _look_up(self, records: Sequence[PersonRow]) -> Known:
        member, known = self.context.member, Known()
        owners = owners_of((ref for row in records for ref in row.refs), member)
        points = people_at((key for row in records for key in row.keys), member)
        again = self._again(records)
        ids = {owner.person for owner in owners.values() if owner.is_visible}
        ids |= set(again.values())
        ids |= {person for found in points.values() for person in found[:MOST]}
        loaded = load_people({pk for pk in ids if pk}, self.tables)
        known.owners, known.people = owners, loaded
        known.by_number = {number: loaded[pk] for number, pk in again.items()}
        for ref, owner in owners.items():
            if owner.person in loaded:
                known.by_ref.setdefault(ref, loaded[owner.person])
        for key, people in points.items():
            for pk in people[:MOST]:
                known.stand_at(key, loaded[pk])
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
            someone, told = self._take_up(row, places, new), row
            known.people[someone.id] = someone
            writer.add(someone)
            outcome: str = Outcome.CREATED
            before: dict[str, Any] | None = None
        else:
            someone = found
            was = someone.snapshot()
            told = self._told(row)
            fill(told, someone, places)
            before = writer.change(someone, was)
            outcome = self.outcome_of(someone.id, changed=someone.differs(was))
        known.remember(someone, told)
        self.fresh.add(someone.id)
        return Result(row.number, outcome, someone.id, row.notes, before)

    def _told(self, row: PersonRow) -> PersonRow:
        """What a row says of somebody known: columns that keep say nothing."""
        less = self.of_known.get(row.number)
        return less._replace(refs=row.refs, notes=row.notes) if less else row

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

    def finish(self, targets: Sequence[int]) -> None:
        """Who brought them may stand further down, or in a later file."""
        link_brought(self.context, targets)


def _write(newcomers: Newcomers, writer: PeopleWriter, ids: Sequence[int]) -> None:
    """All of a batch; `ids` are those of the new people."""
    with PEOPLE.at_once(ids, changed=writer.changed):
        newcomers.write()
        writer.write()


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
