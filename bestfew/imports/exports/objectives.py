"""What is said of objectives: for whom, how much, who decides, how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.funnel.models import Ending, Objective
from bestfew.imports.exports.sides import (
    Ids,
    between,
    facts_of,
    grouped,
    here,
    ids_of_some,
)
from bestfew.imports.exports.source import Record, Source, text_or_none, traits_of, yes
from bestfew.imports.facts import OF_OBJECTIVE, Table
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import OURS, plain

OBJECTIVE = "objective_id"


class Objectives(Source):
    noun = Noun.OBJECTIVES
    model = Objective
    names = (
        *("external_id", "name", "person_id", "organisation_id", "person__name"),
        *("organisation__name", "offering__name", "kind", "agreement", "value"),
        *("currency", "first_contact_on", "expected_close_on", "confidence", "fit"),
        *("fit_on", "fit_verified_on", "next_deed", "is_paused", "created_at"),
        *("strength", "competition", "reorganised_on"),
        *("owner_id", "is_shared", "traits"),
    )
    columns = (
        *("external_id", "name", "customer_name", "customer_ids", "offering", "kind"),
        *("agreement", "value", "currency", "first_contact", "expected_close"),
        *("confidence", "stage", "closed_on", "lost_reason", "ended_at", "fit"),
        *("fit_on", "fit_verified_on", "next_deed", "paused", "opened_at", "owner"),
        *("strength", "competition", "reorganised_on"),
        *("shared", *(table.target for table in OF_OBJECTIVE), "traits"),
    )
    tables = OF_OBJECTIVE
    long = ("traits",)

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        rows = [dict(zip(("pk", *self.names), row, strict=True)) for row in batch]
        ids = [row["pk"] for row in rows]
        told = Facts(ids, rows)
        endings = grouped(
            between(here(Ending), OBJECTIVE, ids),
            OBJECTIVE,
            *("outcome", "on", "reason", "at"),
        )
        return [
            self._record(row, told, endings.get(row["pk"], [(None,) * 4])[0])
            for row in rows
        ]

    def _record(self, row: Record, told: Facts, ending: tuple[Any, ...]) -> Record:
        traits = traits_of(row["traits"])
        owner = self.whose.name(row["owner_id"], "owner", traits)
        outcome, on, reason, at = ending
        return {
            **_facts(row),
            "customer_ids": told.customer(row),
            "stage": outcome or "",
            "closed_on": text_or_none(on),
            "lost_reason": plain(reason or ""),
            "ended_at": text_or_none(at),
            "owner": owner,
            "shared": yes(row["is_shared"]),
            **told.of(row),
            "traits": traits,
        }


def _facts(row: Record) -> Record:
    """The columns that say one thing each."""
    texts = (
        *("name", "kind", "agreement", "currency", "fit", "next_deed", "strength"),
        "competition",
    )
    days = ("fit_on", "fit_verified_on", "reorganised_on")
    return {
        **{name: plain(row[name]) for name in texts},
        **{name: text_or_none(row[name]) for name in days},
        "external_id": name_of(row["pk"], row["external_id"]),
        "customer_name": plain(row["person__name"] or row["organisation__name"] or ""),
        "offering": plain(row["offering__name"] or ""),
        "value": "" if row["value"] is None else str(row["value"]),
        "first_contact": row["first_contact_on"].isoformat(),
        "expected_close": text_or_none(row["expected_close_on"]),
        "confidence": row["confidence"],
        "paused": yes(row["is_paused"]),
        "opened_at": row["created_at"].isoformat(),
    }


def name_of(pk: int, external_id: str | None) -> str:
    """What files call an objective or an activity."""
    return plain(external_id or "") or f"{OURS}:{pk}"


class Facts:
    """What hangs on a batch of objectives, with the ids of whom it is about."""

    def __init__(self, ids: Sequence[int], rows: Sequence[Record]) -> None:
        plain_ones = [table for table in OF_OBJECTIVE if not table.who]
        self.facts = facts_of(plain_ones, ids)
        self.about = {
            table: grouped(
                between(table.narrowed(here(table.model)), OBJECTIVE, ids),
                OBJECTIVE,
                *(f"{name}_id" for name in table.who),
                *table.names,
            )
            for table in OF_OBJECTIVE
            if table.who
        }
        self.people = ids_of_some("person_id", self._who(rows, "person"))
        self.places = ids_of_some("organisation_id", self._who(rows, "organisation"))

    def _who(self, rows: Sequence[Record], name: str) -> set[int]:
        found = {row[f"{name}_id"] for row in rows}
        for table, entries in self.about.items():
            if name in table.who:
                at = table.who.index(name)
                found |= {each[at] for some in entries.values() for each in some}
        return found - {None}

    def customer(self, row: Record) -> Ids:
        if row["person_id"]:
            return self.people[row["person_id"]]
        return self.places[row["organisation_id"]]

    def of(self, row: Record) -> Record:
        told = dict(self.facts.get(row["pk"], {}))
        for table, entries in self.about.items():
            told[table.target] = [
                self._entry(table, each, row) for each in entries.get(row["pk"], ())
            ]
        return told

    def _entry(self, table: Table, values: Sequence[Any], row: Record) -> Record:
        """Next steps with the customer need not say with whom."""
        who = dict(zip(table.who, values, strict=False))
        if table.author and all(row[f"{name}_id"] == pk for name, pk in who.items()):
            who = {}
        found: Record = table.written(values[len(table.who) :])
        for name, pk in who.items():
            if pk:
                ids = self.people if name == "person" else self.places
                found[name] = ids[pk]
        return found
