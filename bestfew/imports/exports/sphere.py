"""What is said of partners: the Contact Sphere, with what was learned of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Length

from bestfew.imports.exports.called import called_as
from bestfew.imports.exports.markets import called
from bestfew.imports.exports.sides import here, ids_of_some
from bestfew.imports.exports.source import Record, Source, text_or_none, yes
from bestfew.imports.models import Noun
from bestfew.imports.rules.cells import LONGEST
from bestfew.imports.rules.text import plain
from bestfew.network.models import Learned, Profession, SphereMember

ENTRY = 4
"""How much longer what was learned may be in JSON than its texts alone."""


class Sphere(Source):
    """Partners of now and of before (A17), whom they want to meet, the ten questions
    and GAINS as they were answered."""

    noun = Noun.SPHERE
    model = SphereMember
    names = (
        *("person_id", "organisation_id", "person__name", "organisation__name"),
        *("team_member__name", "team_member__team__name", "profession_id", "wanted"),
        *("overlap", "common", "common_at", "note", "created_at", "ended_at"),
        *("owner_id", "is_shared"),
    )
    columns = (
        *("external_id", "name", "person_ids", "organisation_ids", "team"),
        *("profession", "wanted", "overlap", "common", "common_at", "note"),
        *("created_at", "ended_at", "owner", "shared", "learned"),
    )
    long = ("wanted", "note")

    def heavy(self) -> set[int]:
        texts = Learned.objects.visible_to(self.member).values("member").order_by()
        sizes = texts.annotate(size=Sum(Length("text") + Length("asked") + 100))
        large = sizes.filter(size__gt=LONGEST // ENTRY)
        return super().heavy() | set(large.values_list("member", flat=True))

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        rows = [dict(zip(("pk", *self.names), row, strict=True)) for row in batch]
        known = {
            "people": ids_of_some("person_id", _all(rows, "person_id")),
            "places": ids_of_some("organisation_id", _all(rows, "organisation_id")),
            "learned": self._learned([row["pk"] for row in rows]),
            "professions": _professions(),
            "names": called_as(row["pk"] for row in rows),
        }
        return [self._record(row, **known) for row in rows]

    def _record(
        self,
        row: Record,
        *,
        people: Any,
        places: Any,
        learned: Any,
        professions: Any,
        names: Any,
    ) -> Record:
        return {
            "external_id": names[row["pk"]],
            "name": _name(row),
            "person_ids": people.get(row["person_id"], {}),
            "organisation_ids": places.get(row["organisation_id"], {}),
            "team": plain(row["team_member__team__name"] or ""),
            "profession": professions[row["profession_id"]],
            **{name: plain(row[name]) for name in self.long},
            "overlap": row["overlap"],
            "common": row["common"],
            **{name: text_or_none(row[name]) for name in ("common_at", "ended_at")},
            "created_at": row["created_at"].isoformat(),
            "owner": self.whose.name(row["owner_id"], "owner", {}),
            "shared": yes(row["is_shared"]),
            "learned": learned[row["pk"]],
        }

    def _learned(self, ids: Sequence[int]) -> dict[int, list[Record]]:
        """Every answer, the older ones too, in the order they were given."""
        found: dict[int, list[Record]] = defaultdict(list)
        rows = here(Learned).filter(member__in=ids).order_by("at", "id")
        for each in rows.values("member", "topic", "asked", "text", "by", "at"):
            told = {name: plain(each[name]) for name in ("topic", "asked", "text")}
            by = self.whose.name(each["by"], "by", {})
            entry = {**told, "by": by, "at": each["at"].isoformat()}
            found[each["member"]].append(
                {name: value for name, value in entry.items() if value}
            )
        return found


def _name(row: Record) -> str:
    names = ("person__name", "organisation__name", "team_member__name")
    return plain(next((row[name] for name in names if row[name]), ""))


def _all(rows: Sequence[Record], name: str) -> set[int]:
    return {row[name] for row in rows} - {None}


def _professions() -> dict[int, str]:
    return {each.pk: called(each) for each in Profession.objects.all()}
