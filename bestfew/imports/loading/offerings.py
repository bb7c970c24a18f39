"""Offerings by name, made where missing."""

from __future__ import annotations

from bestfew.accounts.ids import new_id
from bestfew.imports import bulk
from bestfew.markets.models import Offering
from bestfew.people.rules import fold


class Offerings:
    """The workspace's offerings; `write` puts the new ones down."""

    def __init__(self) -> None:
        rows = Offering.objects.order_by("-id").values_list("name", "pk")
        self.known = {fold(name): pk for name, pk in rows}
        self.new: dict[int, str] = {}

    def of(self, name: str) -> int | None:
        if not name:
            return None
        key = fold(name)
        if key not in self.known:
            self.known[key] = new_id()
            self.new[self.known[key]] = name
        return self.known[key]

    def write(self) -> list[int]:
        bulk.insert(Offering, ("id", "name"), list(self.new.items()))
        return list(self.new)
