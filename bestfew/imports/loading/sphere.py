"""Loads partners of the Contact Sphere, with every answer they ever gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.imports.facts import LEARNED, Table
from bestfew.imports.loading.finding import Owner, owners_of
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.network import Before, NetworkLoader, Told, listed
from bestfew.imports.loading.professions import called
from bestfew.imports.loading.sheet import Cells, Ref
from bestfew.imports.models import Noun
from bestfew.network.models import Learned, SphereMember

NOBODY = Owner(None, None)


class SphereLoader(NetworkLoader):
    """People and organisations came before; a team's partners stay with the team."""

    noun = Noun.SPHERE
    table = Table(
        "sphere",
        SphereMember,
        "",
        ("wanted", "overlap", "common", "common_at", "note", "ended_at"),
        (),
    )
    filled = ("wanted", "overlap", "note")

    def beside(self, cells: Cells) -> dict[str, Any]:
        return {
            "people": cells.refs("person_id"),
            "places": cells.refs("organisation_id"),
            "name": cells.whole("name"),
            "team": cells.whole("team"),
            "profession": cells.whole("profession"),
            "created_at": cells.at("created_at"),
            "is_shared": cells.is_so("shared"),
            "owner": Members(self.context.member).of(cells, OWNER),
            "learned": listed(cells, LEARNED),
        }

    def prepare(self, rows: Sequence[Told]) -> None:
        refs = (
            ref for row in rows for name in ("people", "places")
            for ref in row.beside[name]
        )  # fmt: skip
        self.owners = owners_of(refs, self.context.member)

    def _who(self, row: Told) -> Owner:
        """Whom of the book the row is about, as far as the member sees them."""
        person = self._seen(row.beside["people"]).person
        place = self._seen(row.beside["places"]).organisation
        return Owner(person, place)

    def _seen(self, refs: Sequence[Ref]) -> Owner:
        found = (self.owners.get(ref) for ref in refs)
        return next((each for each in found if each and each.is_visible), NOBODY)

    def same_as(self, row: Told) -> str:
        """Nobody is in the sphere twice at a time; of before, only the id tells."""
        who = self._who(row)
        if row.said["ended_at"] or who == NOBODY:
            return ""
        return f"{who.person or 0} {0 if who.person else who.organisation}"

    def stored_same(self, names: set[str]) -> dict[str, int]:
        rows = SphereMember.objects.current().values_list(
            "person_id", "organisation_id", "pk"
        )
        return {f"{p or 0} {0 if p else o}": pk for p, o, pk in rows} if names else {}

    def check(self, row: Told) -> None:
        if self._who(row) == NOBODY:
            if row.beside["team"]:
                raise Rejected("of_a_team", "", row.beside["team"])
            raise Rejected("unknown_customer", "", row.beside["name"])
        if not row.beside["profession"]:
            raise Rejected("not_understood", "profession")

    def create(self, pk: int, row: Told) -> None:
        who, at = self._who(row), self.context.at
        made = SphereMember.objects.create(
            pk=pk,
            person_id=who.person,
            organisation_id=who.organisation,
            profession=called(row.beside["profession"], at=at, made=self.made),
            owner_id=row.beside["owner"] or self.context.job.by_id,
            is_shared=row.beside["is_shared"],
            created_at=row.beside["created_at"] or at,
            **row.said,
        )
        self.add(made, row, {})

    def add(self, stored: Any, row: Told, before: Before) -> None:
        rows = Learned.objects.filter(member=stored)
        known = set(rows.values_list("topic", "text", "at"))
        for each in row.beside["learned"]:
            if (each["topic"], each["text"], each["at"]) not in known:
                by = self.context.job.by_id
                made = Learned.objects.create(member=stored, by_id=by, **each)
                added = before.setdefault("added", {}).setdefault("learned", [])
                added.append([made.pk, None])
