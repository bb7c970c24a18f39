"""What is said of organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.imports.exports.people import KINDS, most_points, points_in
from bestfew.imports.exports.sides import facts_of, ids_between, points_of
from bestfew.imports.exports.source import Record, Source, traits_of, yes
from bestfew.imports.facts import OF_ORGANISATION
from bestfew.imports.models import Noun
from bestfew.imports.rules.cells import OVERFLOW
from bestfew.imports.rules.text import plain
from bestfew.people.models import ContactPoint, Organisation

PLACE = "organisation_id"


class Organisations(Source):
    noun = Noun.ORGANISATIONS
    model = Organisation
    names = (
        *("name", "note", "traits", "created_at", "owner_id", "is_shared"),
        "updated_at",
    )
    columns = (
        *("name", *KINDS, "note", "first_contact", "owner", "shared", "external_ids"),
        *(*(table.target for table in OF_ORGANISATION), OVERFLOW, "traits"),
    )
    numbered = frozenset(KINDS)
    tables = OF_ORGANISATION

    def most(self) -> dict[str, int]:
        return most_points(ContactPoint.objects.visible_to(self.member), PLACE)

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        ids = [row[0] for row in batch]
        points, refs = points_of(PLACE, ids), ids_between(PLACE, ids)
        facts = facts_of(OF_ORGANISATION, ids)
        found = []
        for pk, name, note, stored, created_at, owner, is_shared, changed in batch:
            traits = traits_of(stored)
            found.append(
                {
                    "name": plain(name),
                    **points_in(points.get(pk, ())),
                    "note": plain(note),
                    "first_contact": created_at.isoformat(),
                    "owner": self.whose.name(owner, "owner", traits),
                    "shared": yes(is_shared),
                    "external_ids": refs[pk],
                    **facts.get(pk, {}),
                    "traits": traits,
                    "updated_at": changed,
                }
            )
        return found
