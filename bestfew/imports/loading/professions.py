"""Loads professions, with what one said of who competes with whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bestfew.imports.facts import Table
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.members import Members
from bestfew.imports.loading.network import (
    Before,
    NetworkLoader,
    Told,
    listed,
)
from bestfew.imports.loading.sheet import Cells
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import loads
from bestfew.network.actions.professions import LAST, profession_called
from bestfew.network.models import Profession, Rivalry

RIVALS = Table("rivals", Rivalry, "", ("at",), ("at",))
LONGEST = 120


class ProfessionLoader(NetworkLoader):
    """A pair stands with the later of its two, so that the other is there before."""

    noun = Noun.PROFESSIONS
    table = Table("professions", Profession, "", ("key",), ("key",))

    def beside(self, cells: Cells) -> dict[str, Any]:
        pairs = loads(cells.whole("rivals")) or []
        moments = listed(cells, RIVALS)
        name = " ".join(cells.whole("name").split())[:LONGEST]
        if not (name or cells.whole("key")):
            raise Rejected("not_understood", "name")
        return {
            "label": "" if cells.whole("key") else name,
            "is_mine": cells.is_so("mine"),
            "position": _position(cells.one("position")),
            "rivals": [
                {**pair, **moment} for pair, moment in zip(pairs, moments, strict=True)
            ],
        }

    def same_as(self, row: Told) -> str:
        return named(row.said["key"], row.beside["label"])

    def stored_same(self, names: set[str]) -> dict[str, int]:
        rows = Profession.objects.values_list("key", "label", "pk")
        return {named(key, label): pk for key, label, pk in rows} if names else {}

    def create(self, pk: int, row: Told) -> None:
        facts = {name: row.beside[name] for name in ("label", "is_mine", "position")}
        made = Profession.objects.create(pk=pk, **row.said, **facts)
        self.add(made, row, {})

    def add(self, stored: Any, row: Told, before: Before) -> None:
        members = Members(self.context.member)
        for pair in row.beside["rivals"]:
            key, label = str(pair.get("key", "")), str(pair.get("name", ""))
            other = Profession.objects.filter(key=key, label="" if key else label)
            if found := other.exclude(pk=stored.pk).first():
                self._pair(stored, found, pair, members, before)

    def _pair(
        self,
        one: Profession,
        other: Profession,
        said: dict[str, Any],
        members: Members,
        before: Before,
    ) -> None:
        first, second = sorted((one, other), key=lambda each: each.pk)
        by = members.known.get(
            str(said.get("by", "")).casefold(), self.context.job.by_id
        )
        pair, is_new = Rivalry.objects.get_or_create(
            first=first,
            second=second,
            defaults={
                "is_denied": said.get("competes") is False,
                "by_id": None if said.get("pack") else by,
                "at": said["at"],
            },
        )
        if is_new:
            added = before.setdefault("added", {}).setdefault("rivalry", [])
            added.append([pair.pk, None])


def named(key: str, label: str) -> str:
    """A profession as two of them differ."""
    return f"key {key}" if key else f"label {label}"


def called(name: str, *, at: datetime, made: dict[str, list[int]]) -> Profession:
    """The profession of a name in any language; a new one is noted in `made`."""
    before = set(Profession.objects.values_list("pk", flat=True))
    found = profession_called(name[:LONGEST], at=at)
    if found.pk not in before:
        made.setdefault("profession", []).append(found.pk)
    return found


def _position(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text), LAST) if is_number else LAST
