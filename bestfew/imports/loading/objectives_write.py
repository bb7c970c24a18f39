"""Writes a batch of objectives, their influences, reviews and endings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.utils import timezone

from bestfew.funnel.models import (
    BuyingRole,
    Ending,
    Influence,
    Kind,
    Objective,
    Review,
)
from bestfew.imports import bulk
from bestfew.imports.loading.loader import Children, Context, write_events
from bestfew.imports.loading.objective_rows import ObjectiveRow
from bestfew.imports.loading.offerings import Offerings
from bestfew.people.models import Person

FIELDS = (
    "kind",
    "name",
    "offering_id",
    "value",
    "currency",
    "first_contact_on",
    "expected_close_on",
    "confidence",
    "fit",
    "fit_on",
    "is_open",
)
NEW = (
    *("id", "person_id", "organisation_id", "external_id", "owner_id"),
    *("created_at", "updated_at", "place_since"),
)
FILLED = ("offering_id", "value", "expected_close_on", "confidence", "fit")
REVIEWED = {"expected_close_on", "confidence"}


@dataclass(slots=True, eq=False)
class Deal:
    """An objective as a batch sees it."""

    id: int
    is_new: bool = False
    is_visible: bool = True
    version: int = 1
    person: int | None = None
    organisation: int | None = None
    external_id: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Objective, *, is_visible: bool) -> Self:
        fields = {name: getattr(row, name) for name in FIELDS}
        return cls(
            row.pk,
            is_visible=is_visible,
            version=row.version,
            external_id=row.external_id,
            fields=fields,
            traits=row.traits,
        )


class ObjectiveWriter:
    def __init__(self, context: Context, offerings: Offerings) -> None:
        self.context = context
        self.offerings = offerings
        self.new: list[Deal] = []
        self.changed: dict[int, Deal] = {}
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
        sheet = self.context.sheet
        begun = row.first_contact_on or min(row.ended_on or sheet.today, sheet.today)
        deal.external_id = row.external_id
        deal.fields = {
            "kind": row.kind or Kind.SELL,
            "name": row.name or row.offering or customer,
            "offering_id": self.offerings.of(row.offering),
            "value": row.value,
            "currency": row.currency or sheet.currency,
            "first_contact_on": begun,
            "expected_close_on": row.expected_close_on,
            "confidence": row.confidence,
            "fit": row.fit,
            "fit_on": sheet.today if row.fit else None,
            "is_open": not row.ending,
        }
        deal.traits = row.traits
        self.new.append(deal)
        self._review(deal, None)
        if row.ending:
            self._end(deal, row, None)

    def change(self, deal: Deal, row: ObjectiveRow) -> dict[str, Any] | None:
        """Fill the blanks of one that exists; what an undo needs, None if nothing."""
        was = dict(deal.fields)
        self._fill(deal, row)
        ends = bool(row.ending) and deal.fields["is_open"]
        traits = [name for name in row.traits if name not in deal.traits]
        if deal.fields == was and not ends and not traits:
            return None
        deal.fields["is_open"] = deal.fields["is_open"] and not ends
        deal.traits = {**row.traits, **deal.traits}
        before: dict[str, Any] | None = None if deal.is_new else {}
        if before is not None:
            before |= {"version": [deal.version, deal.version + 1], "traits": traits}
            self._note_change(deal, was, before)
        if REVIEWED & {name for name in FIELDS if deal.fields[name] != was[name]}:
            self._review(deal, before)
        if ends:
            self._end(deal, row, before)
        return before if before is not None else {}

    def _fill(self, deal: Deal, row: ObjectiveRow) -> None:
        for name in FILLED:
            value = (
                self.offerings.of(row.offering)
                if name == "offering_id"
                else getattr(row, name)
            )
            if value not in (None, "", 0) and not deal.fields[name]:
                deal.fields[name] = value
                if name == "value":
                    deal.fields["currency"] = row.currency
                if name == "fit":
                    deal.fields["fit_on"] = self.context.sheet.today

    def _note_change(
        self, deal: Deal, was: dict[str, Any], before: dict[str, Any]
    ) -> None:
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
        at, by = context.at, context.job.by_id
        self.endings.add(before, deal.id, row.ending, on, row.reason, days, at, by)
        self.endings_noted.append((deal.id, {"outcome": row.ending, "on": on}))

    def write(self) -> None:
        if offerings := self.offerings.write():
            self.made["offering"] = offerings
        self._write_objectives()
        self._write_influences()
        self.reviews.write()
        self.endings.write()
        write_events(
            self.context, "opened", "objective", [(d.id, {}) for d in self.new]
        )
        write_events(self.context, "edited", "objective", self.edits)
        write_events(self.context, "ended", "objective", self.endings_noted)

    def _write_objectives(self) -> None:
        at, owner = self.context.at, self.context.job.by_id
        bulk.insert(
            Objective,
            (*NEW, *FIELDS, "traits"),
            [
                (
                    d.id,
                    d.person,
                    d.organisation,
                    d.external_id,
                    owner,
                    at,
                    at,
                    at,
                    *(d.fields[name] for name in FIELDS),
                    d.traits,
                )
                for d in self.new
            ],
        )
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


def ids_of(deal: Deal) -> tuple[Any, ...]:
    """Which objective it is, and whose."""
    return (deal.id, deal.person, deal.organisation, deal.external_id)


def values_of(deal: Deal) -> tuple[Any, ...]:
    """The columns of `FIELDS`, and the traits."""
    return (*(deal.fields[name] for name in FIELDS), deal.traits)
