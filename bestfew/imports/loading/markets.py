"""Loads target markets: whom one serves, what is sold to them, who else serves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.imports.facts import Table
from bestfew.imports.loading.network import Before, NetworkLoader, Told
from bestfew.imports.loading.offerings import Offerings
from bestfew.imports.loading.professions import called
from bestfew.imports.loading.sheet import Cells
from bestfew.imports.models import Noun
from bestfew.imports.rules import text
from bestfew.markets.models import MarketOffering, TargetMarket
from bestfew.network.models import Serving

TEXTS = ("name", "who", "needs", "desires", "picture", "listen_for", "introduce")


class MarketLoader(NetworkLoader):
    noun = Noun.MARKETS
    table = Table(
        "markets", TargetMarket, "", (*TEXTS, "potential", "retired_at"), ("name",)
    )
    filled = TEXTS[1:]

    def beside(self, cells: Cells) -> dict[str, Any]:
        return {
            "created_at": cells.at("created_at"),
            "offerings": text.names(cells.whole("offerings")),
            "professions": text.names(cells.whole("professions")),
        }

    def prepare(self, rows: Sequence[Told]) -> None:
        self.offerings = Offerings(is_exact=True)

    def same_as(self, row: Told) -> str:
        return str(row.said["name"])

    def stored_same(self, names: set[str]) -> dict[str, int]:
        rows = TargetMarket.objects.filter(name__in=names)
        return dict(rows.values_list("name", "pk"))

    def create(self, pk: int, row: Told) -> None:
        at = row.beside["created_at"] or self.context.at
        made = TargetMarket.objects.create(pk=pk, created_at=at, **row.said)
        self.add(made, row, {})

    def add(self, stored: Any, row: Told, before: Before) -> None:
        added: dict[str, list[Any]] = {}
        for name in filter(None, row.beside["offerings"]):
            offering = self.offerings.of(name[:200])
            self.made["offering"] = self.made.get("offering", [])
            self.made["offering"] += self.offerings.write()
            self.offerings.new = {}
            _link(MarketOffering, added, market=stored, offering_id=offering)
        for name in row.beside["professions"]:
            found = called(name, at=self.context.at, made=self.made)
            _link(Serving, added, market=stored, profession=found)
        if added:
            before["added"] = added


def _link(model: Any, added: dict[str, list[Any]], **facts: Any) -> None:
    made, is_new = model.objects.get_or_create(**facts)
    if is_new:
        added.setdefault(model._meta.model_name, []).append([made.pk, None])
