"""Offerings by name, made where missing."""

from __future__ import annotations

from bestfew.accounts.ids import new_id
from bestfew.imports import bulk
from bestfew.imports.rules.text import plain
from bestfew.markets.models import Offering
from bestfew.people.rules import fold


class Offerings:
    """The workspace's offerings; `write` puts the new ones down.

    With `is_exact`, names that differ in capitals or marks are different ones.
    """

    def __init__(self, *, is_exact: bool = False) -> None:
        self.key = plain if is_exact else fold
        rows = Offering.objects.order_by("-id").values_list("name", "pk")
        self.known = {self.key(name): pk for name, pk in rows}
        self.new: dict[int, str] = {}

    def of(self, name: str) -> int | None:
        if not name:
            return None
        key = self.key(name)
        if key not in self.known:
            self.known[key] = new_id()
            self.new[self.known[key]] = name
        return self.known[key]

    def write(self) -> list[int]:
        bulk.insert(Offering, ("id", "name"), list(self.new.items()))
        return list(self.new)
