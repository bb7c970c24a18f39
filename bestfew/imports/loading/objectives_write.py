"""Writes a batch of objectives, their influences, reviews and endings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from bestfew.funnel.actions import ending_changed
from bestfew.funnel.models import (
    Agreement,
    BuyingRole,
    Ending,
    Influence,
    Kind,
    Objective,
    Review,
)
from bestfew.imports import bulk
from bestfew.imports.facts import INFLUENCES, REVIEWS
from bestfew.imports.loading.deals import FIELDS, Deal, values_of
from bestfew.imports.loading.finding import Owner
from bestfew.imports.loading.loader import (
    Children,
    Context,
    changes_of,
    hold,
    write_events,
)
from bestfew.imports.loading.objective_facts import ObjectiveFacts
from bestfew.imports.loading.objective_rows import ObjectiveRow
from bestfew.imports.loading.offerings import Offerings
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.rules.taking import merged
from bestfew.people.models import Person

NEW = (
    *("id", "person_id", "organisation_id", "external_id", "owner_id", "is_shared"),
    *("created_at", "updated_at", "place_since"),
)
FILLED = {
    "name": "name",
    "offering_id": "offering",
    "value": "value",
    "expected_close_on": "expected_close",
    "confidence": "confidence",
    "fit": "fit",
    "fit_verified_on": "fit_verified_on",
    "next_deed": "next_deed",
    "strength": "strength",
    "competition": "competition",
    "reorganised_on": "reorganised_on",
}
"""Columns that a row fills, each with the target that may write over it."""
REVIEWED = {"expected_close_on", "confidence"}


class ObjectiveWriter:
    def __init__(
        self,
        context: Context,
        offerings: Offerings,
        facts: ObjectiveFacts,
        owners: dict[Ref, Owner],
    ) -> None:
        self.context = context
        self.offerings = offerings
        self.facts = facts
        self.owners = owners
        self.new: list[Deal] = []
        self.changed: dict[int, Deal] = {}
        self.versions: dict[int, int] = {}  # of those who change, as they were read
        self.edits: list[tuple[int, dict[str, Any]]] = []
        self.endings_noted: list[tuple[int, dict[str, Any]]] = []
        self.made: dict[str, list[int]] = {}
        self.reviews = Children(
            Review, ("objective_id", "at", "by_id", "expected_close_on", "confidence")
        )
        self.endings = Children(
            Ending,
            ("objective_id", "outcome", "on", "reason", "cycle_days", "at", "by_id"),
        )

    def add(self, deal: Deal, row: ObjectiveRow, customer: str) -> None:
        deal.external_id = row.external_id
        deal.fields = self._fields_of(row, customer)
        deal.traits = row.traits
        deal.owner, deal.is_shared = row.owner, row.is_shared
        deal.opened_at = row.opened_at
        self.new.append(deal)
        self._add_facts(deal, row)
        if row.ending:
            self._end(deal, row, None)

    def _fields_of(self, row: ObjectiveRow, customer: str) -> dict[str, Any]:
        sheet = self.context.sheet
        begun = row.first_contact_on or min(row.ended_on or sheet.today, sheet.today)
        same = (
            *("value", "expected_close_on", "confidence", "fit", "fit_verified_on"),
            *("next_deed", "strength", "competition", "reorganised_on", "is_paused"),
        )
        return {
            **{name: getattr(row, name) for name in same},
            "kind": row.kind or Kind.SELL,
            "name": row.name or ("" if sheet.is_ours else row.offering or customer),
            "offering_id": self.offerings.of(row.offering),
            "currency": row.currency or sheet.currency,
            "first_contact_on": begun,
            "fit_on": row.fit_on or (sheet.today if row.fit else None),
            "agreement": row.agreement or Agreement.CONTRACT,
            "is_open": not row.ending,
        }

    def _add_facts(self, deal: Deal, row: ObjectiveRow) -> None:
        """A file that has no reviews tells how it is judged now."""
        if REVIEWS.target not in self.context.sheet.targets:
            self._review(deal, None)
        told = self.facts.news(deal.id, row.facts, self.owners, deal.customer)
        self.facts.add(None, deal.id, told)

    def change(self, deal: Deal, row: ObjectiveRow) -> dict[str, Any] | None:
        """Fill the blanks of one that exists; what an undo needs, None if nothing."""
        was = dict(deal.fields)
        self._fill(deal, row)
        ends = bool(row.ending) and deal.fields["is_open"]
        over = self.context.sheet.overwritten_traits
        told = merged(deal.traits, row.traits, over)
        traits = changes_of(deal.traits, told)
        news = self.facts.news(deal.id, row.facts, self.owners, deal.customer)
        if deal.fields == was and not ends and not traits and not news:
            return None
        deal.fields["is_open"] = deal.fields["is_open"] and not ends
        deal.traits = told
        before: dict[str, Any] | None = None if deal.is_new else {}
        if before is not None:
            before |= {"version": [deal.version, deal.version + 1], "traits": traits}
            self._note_change(deal, was, before)
        self.facts.add(before, deal.id, news)
        if REVIEWED & {name for name in FIELDS if deal.fields[name] != was[name]}:
            self._review(deal, before)
        if ends:
            self._end(deal, row, before)
        return before if before is not None else {}

    def _fill(self, deal: Deal, row: ObjectiveRow) -> None:
        sheet, fields = self.context.sheet, deal.fields
        for name, target in FILLED.items():
            value = getattr(row, target if name == "offering_id" else name)
            if not value or (fields[name] and target not in sheet.overwrites):
                continue
            fields[name] = self.offerings.of(value) if name == "offering_id" else value
            if name == "value":
                fields["currency"] = row.currency
            if name == "fit":
                fields["fit_on"] = row.fit_on or sheet.today

    def _note_change(
        self, deal: Deal, was: dict[str, Any], before: dict[str, Any]
    ) -> None:
        self.versions.setdefault(deal.id, deal.version)
        deal.version += 1
        now = deal.fields
        changed = [name for name in FIELDS if now[name] != was[name]]
        before["fields"] = {name: [was[name], now[name]] for name in changed}
        self.changed[deal.id] = deal
        facts = {
            "before": {name: was[name] for name in changed},
            "after": {name: now[name] for name in changed},
        }
        if changed:
            self.edits.append((deal.id, facts))

    def _review(self, deal: Deal, before: dict[str, Any] | None) -> None:
        facts, context = deal.fields, self.context
        self.reviews.add(
            before,
            deal.id,
            context.at,
            context.job.by_id,
            facts["expected_close_on"],
            facts["confidence"],
        )

    def _end(
        self, deal: Deal, row: ObjectiveRow, before: dict[str, Any] | None
    ) -> None:
        on, context = row.ended_on or self.context.sheet.today, self.context
        days = (on - deal.fields["first_contact_on"]).days
        at, by = row.ended_at or context.at, context.job.by_id
        self.endings.add(before, deal.id, row.ending, on, row.reason, days, at, by)
        self.endings_noted.append((deal.id, {"outcome": row.ending, "on": on}))

    def write(self) -> None:
        if offerings := self.offerings.write():
            self.made["offering"] = offerings
        self._write_objectives()
        if INFLUENCES.target not in self.context.sheet.targets:
            self._write_influences()
        self.facts.write()
        self.reviews.write()
        self.endings.write()
        write_events(
            self.context, "opened", "objective", [(d.id, {}) for d in self.new]
        )
        write_events(self.context, "edited", "objective", self.edits)
        write_events(self.context, "ended", "objective", self.endings_noted)
        self._tell()

    def _tell(self) -> None:
        ended = {pk for pk, _facts in self.endings_noted}
        rows = Objective.objects.filter(pk__in=ended).exclude(person=None)
        people = sorted(set(rows.values_list("person_id", flat=True)))
        if people:
            ending_changed(people, self.context.job.by, self.context.at)

    def _write_objectives(self) -> None:
        at, owner = self.context.at, self.context.job.by_id
        bulk.insert(
            Objective,
            (*NEW, *FIELDS, "traits"),
            [
                (
                    *(d.id, d.person, d.organisation, d.external_id),
                    *(d.owner or owner, d.is_shared, d.opened_at or at, at, at),
                    *values_of(d),
                )
                for d in self.new
            ],
        )
        hold(Objective, self.versions)
        bulk.update(
            Objective,
            (*FIELDS, "traits", "version", "updated_at"),
            [(*values_of(d), d.version, at, d.id) for d in self.changed.values()],
        )

    def _write_influences(self) -> None:
        """A customer who is a person says the final yes, as in `open_objective`."""
        spoken = self._spoken()
        influences = Children(
            Influence, ("objective_id", "person_id", "role", "contacted_on", "added_on")
        )
        today = self.context.sheet.today
        for deal in self.new:
            if deal.person:
                added = min(today, deal.fields["first_contact_on"])
                day = spoken.get(deal.person)
                influences.add(
                    None, deal.id, deal.person, BuyingRole.ECONOMIC, day, added
                )
        influences.write()

    def _spoken(self) -> dict[int, date]:
        people = {deal.person for deal in self.new if deal.person}
        rows = Person.objects.filter(pk__in=people).exclude(last_contact_at=None)
        return {
            pk: timezone.localdate(moment)
            for pk, moment in rows.values_list("pk", "last_contact_at")
        }
