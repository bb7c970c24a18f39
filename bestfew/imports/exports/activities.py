"""What is said of activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.activities.models import Activity
from bestfew.imports.exports.objectives import name_of
from bestfew.imports.exports.sides import ids_of_some
from bestfew.imports.exports.source import Record, Source, traits_of
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import plain


class Activities(Source):
    noun = Noun.ACTIVITIES
    model = Activity
    names = (
        *("external_id", "person_id", "organisation_id", "objective_id"),
        *("objective__external_id", "channel__name", "campaign__name", "kind"),
        *("is_incoming", "outcome"),
        *("at", "minutes", "note", "call_to_action", "close", "work", "by_id"),
        "traits",
    )
    columns = (
        *("external_id", "person_ids", "organisation_ids", "objective_id", "kind"),
        *("at", "minutes", "note", "direction", "outcome", "channel", "campaign"),
        *("call_to_action", "close", "work", "by", "traits"),
    )

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        rows = [dict(zip(("pk", *self.names), row, strict=True)) for row in batch]
        people = ids_of_some("person_id", {row["person_id"] for row in rows} - {None})
        places = ids_of_some(
            "organisation_id", {row["organisation_id"] for row in rows} - {None}
        )
        return [
            {
                **self._record(row),
                "person_ids": people.get(row["person_id"], {}),
                "organisation_ids": places.get(row["organisation_id"], {}),
            }
            for row in rows
        ]

    def _record(self, row: Record) -> Record:
        traits = traits_of(row["traits"])
        about, objective = "", row["objective_id"]
        if objective:
            about = name_of(objective, row["objective__external_id"])
        texts = ("kind", "outcome", "note", "call_to_action", "close", "work")
        return {
            **{name: plain(row[name]) for name in texts},
            "external_id": name_of(row["pk"], row["external_id"]),
            "objective_id": about,
            "at": row["at"].isoformat(),
            "minutes": row["minutes"],
            "direction": "incoming" if row["is_incoming"] else "outgoing",
            "channel": plain(row["channel__name"] or "") or traits.pop("channel", ""),
            "campaign": plain(row["campaign__name"] or "")
            or traits.pop("campaign", ""),
            "by": self.whose.name(row["by_id"], "by", traits),
            "traits": traits,
        }
