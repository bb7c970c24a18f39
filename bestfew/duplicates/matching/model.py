"""The chances of a model, what they were learned from, and Splink's view of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from splink import DuckDBAPI, Linker

from bestfew.duplicates.matching.comparisons import COMPARISONS, settings
from bestfew.duplicates.matching.tables import DATA, Tables

Chance = tuple[float, float]
"""m and u of a level."""


@dataclass
class Model:
    """The chances of every comparison `wanted`, by its name and the level's label.

    `learned` names what people shared who were learned from; `failed` says of others
    why nothing was learned from them, so that the saved chances stand.
    """

    wanted: list[str]
    chances: dict[str, dict[str, Chance]]
    prior: float = 1e-6
    learned: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def see_u(self, name: str, label: str, seen: float, *, pairs: float) -> None:
        """So many pairs of people taken at random came to this level that often."""
        m, saved = self.chances[name][label]
        weight = max(WEIGHT_OF_U, 1 / saved)  # what is rarer takes more to be seen
        u = (seen * pairs + saved * weight) / (pairs + weight)
        self.chances[name][label] = (m, max(u, NEVER))

    def see_m(self, name: str, label: str, seen: float, *, pairs: float) -> None:
        """The same for pairs of records that are one person's."""
        saved, u = self.chances[name][label]
        m = (seen * pairs + saved * WEIGHT_OF_M) / (pairs + WEIGHT_OF_M)
        self.chances[name][label] = (max(m, NEVER), u)

    def linker(self, tables: Tables, table: str) -> Linker:
        """Splink over a table that has the columns of `people`."""
        people = DuckDBAPI(tables.db).register(table)
        return Linker(people, self.settings(), log_level=None)

    def settings(self) -> dict[str, Any]:
        return settings(self.wanted, self.chances, self.prior)

    def as_json(self) -> dict[str, Any]:
        """What is kept with a scan."""
        return {
            "learned_from": self.learned,
            "failed": self.failed,
            "is_saved_model": not self.learned,
            "prior": self.prior,
            "chances": {name: self.chances[name] for name in self.wanted},
        }


WEIGHT_OF_U = 20_000
WEIGHT_OF_M = 300
"""How many pairs the saved chances count for, beside those that were seen."""

NEVER = 1e-9


def saved_model(tables: Tables) -> Model:
    """What Bestfew comes with, for the comparisons that two people have a value for."""
    known = json.loads((DATA / "model.json").read_text(encoding="utf-8"))
    chances = {
        each.name: {label: tuple(known[each.kind][label]) for label in each.labels}
        for each in COMPARISONS
    }
    counts = ", ".join(f"count({each.column})" for each in COMPARISONS)
    found = tables.rows(f"select {counts} from people")[0]
    have = zip(COMPARISONS, found, strict=True)
    return Model([each.name for each, people in have if people > 1], chances)


def levels_of(linker: Linker) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Comparison, label and parameters of every level that compares something."""
    for each in linker.misc.save_model_to_json()["comparisons"]:
        for level in each["comparison_levels"]:
            if not level.get("is_null_level"):
                yield each["output_column_name"], level["label_for_charts"], level
