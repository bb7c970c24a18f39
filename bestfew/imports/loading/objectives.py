"""Loads objectives with their endings, each for a customer whom we know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.funnel.actions import refresh_places
from bestfew.funnel.models import Objective
from bestfew.funnel.models import Outcome as Ended
from bestfew.imports.loading.customers import Customers
from bestfew.imports.loading.deals import Deal
from bestfew.imports.loading.facts import tables_of
from bestfew.imports.loading.finding import by_name, called
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.objective_facts import (
    ObjectiveFacts,
    load,
    read,
    unknown,
)
from bestfew.imports.loading.objective_rows import ObjectiveRow, objective_row
from bestfew.imports.loading.objectives_write import ObjectiveWriter
from bestfew.imports.loading.offerings import Offerings
from bestfew.imports.loading.sheet import Cells, Note, Ref
from bestfew.imports.models import Outcome


class ObjectiveLoader(Loader[ObjectiveRow]):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tables = tables_of(context.sheet)
        self.members = Members(context.member)

    def parse(self, cells: Cells) -> ObjectiveRow:
        facts, owner = read(cells, self.tables), self.members.of(cells, OWNER)
        row = objective_row(cells)
        row.facts, row.owner = facts, owner
        return row

    def apply(self, records: Sequence[ObjectiveRow], *, write: bool) -> list[Result]:
        member = self.context.member
        customers = Customers(
            member,
            refs=(ref for row in records for ref in refs_in(row)),
            points=(point for row in records for point in row.customer_points),
            names=(row.customer_name for row in records if row.customer_name),
        )
        known = self._known([row.external_id for row in records], write=write)
        ids = [deal.id for deal in known.values() if not deal.is_new]
        facts = ObjectiveFacts(self.context, load(self.tables, ids))
        owners = customers.owners
        writer = ObjectiveWriter(self.context, self._offerings(), facts, owners)
        results = []
        for row in records:
            try:
                results.append(self._apply_row(row, known, customers, writer))
            except Rejected as fault:
                notes = [*row.notes, fault.note]
                results.append(Result(row.number, Outcome.REJECTED, notes=notes))
        if write:
            writer.write()
            self.made = writer.made
        else:
            self._note(known)
        return results

    def _known(self, external_ids: list[str], *, write: bool) -> dict[str, Deal]:
        stored = self._existing(external_ids)
        return stored if write else self._recalled(external_ids) | stored

    def _recalled(self, external_ids: list[str]) -> dict[str, Deal]:
        """Those that earlier rows of a dry run would have opened."""
        found = self.memory.find({("id", each) for each in external_ids}, most=1)
        facts = self.memory.facts_of({pk for (pk,) in found.values()})
        return {
            external_id: Deal.recalled(pk, facts[pk])
            for (_id, external_id), (pk,) in found.items()
            if facts[pk]
        }

    def _note(self, known: dict[str, Deal]) -> None:
        """For `memory`: when those that are new began; the others are stored."""
        for external_id, deal in known.items():
            if deal.id in self.fresh:
                begun = deal.fields["first_contact_on"].isoformat()
                self.facts[deal.id] = begun if deal.is_new else None
                self.keys.append((("id", external_id), deal.id))

    def _offerings(self) -> Offerings:
        return Offerings(is_exact=self.context.sheet.is_ours)

    def _existing(self, external_ids: list[str]) -> dict[str, Deal]:
        rows = Objective.objects.filter(called(external_ids))
        visible = set(rows.visible_to(self.context.member).values_list("pk", flat=True))
        deals = {row: Deal.of(row, is_visible=row.pk in visible) for row in rows}
        return {name: deals[row] for name, row in by_name(deals).items()}

    def _apply_row(
        self,
        row: ObjectiveRow,
        known: dict[str, Deal],
        customers: Customers,
        writer: ObjectiveWriter,
    ) -> Result:
        deal = known.get(row.external_id)
        before: dict[str, Any] | None = None
        if deal is None:
            customer = customers.of(
                row.customer_refs, row.customer_points, row.customer_name
            )
            deal = Deal.for_(customer)
            known[row.external_id] = deal
            row.first_contact_on = row.first_contact_on or customers.known_since(
                customer, row.ended_on
            )
            writer.add(deal, row, customers.name_of(customer))
            outcome: str = Outcome.CREATED
        else:
            if not deal.is_visible:
                raise Rejected("id_taken", "", row.external_id)
            less = self.of_known.get(row.number)
            before = writer.change(deal, less or row)
            outcome = self.outcome_of(deal.id, changed=before is not None)
        _remark(row, deal)
        row.notes += unknown(row.facts, customers.owners)
        self.fresh.add(deal.id)
        return Result(row.number, outcome, deal.id, row.notes, before)

    def finish(self, targets: Sequence[int]) -> None:
        """Places follow from the facts; won cycles move others by the half-cycle."""
        job = self.context.job
        mine = Objective.objects.filter(pk__in=targets)
        won = mine.filter(ending__outcome=Ended.WON)
        moved = Objective.objects.filter(
            is_open=True, offering__in=won.values("offering")
        ).exclude(recheck_on=None)
        ids = set(mine.filter(is_open=True).values_list("pk", flat=True))
        ids |= set(moved.values_list("pk", flat=True))
        refresh_places(sorted(ids), by=job.by, at=self.context.at)


def refs_in(row: ObjectiveRow) -> list[Ref]:
    """Everybody whom a row names by id."""
    told = (refs for each in row.facts for refs in each.who.values())
    return [*row.customer_refs, *(ref for refs in told for ref in refs)]


def _remark(row: ObjectiveRow, deal: Deal) -> None:
    ended, begun = row.ended_on, deal.fields.get("first_contact_on")
    if row.ending and ended and begun and ended < begun:
        row.notes.append(Note("ends_before_begin", "", ended.isoformat()))
