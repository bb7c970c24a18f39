"""Candidates scored by the model, and judged by rules that no score outweighs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker

from bestfew.duplicates.matching.comparisons import COMPARISONS, TRAITS
from bestfew.duplicates.matching.model import Model
from bestfew.duplicates.matching.tables import Tables

MORE_PEOPLE_THAN_THESE = 300
"""Of a name that few have here, more would have it elsewhere: people imagined."""


def score(tables: Tables, model: Model, *, threshold: float) -> None:
    """The candidates of at least that probability, as the table `scored`."""
    database = DuckDBAPI(tables.db)
    linker = Linker(database.register("people"), model.settings(), log_level=None)
    for each in COMPARISONS:
        for level in each.levels:
            if level.frequency and each.name in model.wanted:
                _register_frequencies(tables, linker, database, level.frequency)
    tables.run(
        "create or replace table blocked as select '0' as match_key,"
        " id_l as join_key_l, id_r as join_key_r from candidate"
    )
    linker.table_management.register_blocked_pairs_for_predict(
        database.register("blocked")
    )
    found = linker.inference.predict(
        threshold_match_probability=threshold, warning_mode="never"
    )
    tables.run(
        "create or replace table scored as select id_l, id_r, match_probability,"
        f" script_l as script, {_said(model.wanted)} from {found.physical_name}"
    )


def _register_frequencies(
    tables: Tables, linker: Linker, database: DuckDBAPI, column: str
) -> None:
    name = f"frequency_of_{column}"
    tables.run(
        f"""
        create or replace table {name} as
        select {column}, (count(*) - 0.5) /
          (sum(count(*)) over () + {MORE_PEOPLE_THAN_THESE}) as tf_{column}
        from people where {column} is not null group by {column}
        """
    )
    linker.table_management.register_term_frequency_lookup(
        database.register(name), column
    )


def _said(wanted: Sequence[str]) -> str:
    """The level of every comparison: -1 nothing to compare, 0 differs, else the more
    the better; and the numbers of the traits that agree and that differ."""
    level = {name: f"gamma_{name}" for name in wanted}
    plain = [
        f"{level.get(each.name, '-1')} as {each.name}"
        for each in COMPARISONS
        if each.name not in TRAITS
    ]
    numbered = [(n, level[name]) for n, name in enumerate(TRAITS, 1) if name in level]

    def those(condition: str) -> str:
        cases = [f"case when {g} {condition} then {n} end" for n, g in numbered]
        return f"list_filter([{', '.join(cases)}]::int[], lambda n: n is not null)"

    return ", ".join(
        [
            *plain,
            f"{those('> 0')} as traits_agree",
            f"{those('= 0')} as traits_differ",
        ]
    )


def write_pairs(tables: Tables, headers: Sequence[str], path: Path) -> None:
    """The verdict as a file: both ids, probability, what agrees, what differs."""
    rows = tables.rows(
        f"select id_l, id_r, match_probability, {', '.join(FIELDS)},"
        " traits_agree, traits_differ from verdict order by 3 desc, 1, 2"
    )
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        for first, second, probability, *said in rows:
            agrees = list(_fields(said, headers, agree=True))
            differs = list(_fields(said, headers, agree=False))
            writer.writerow(
                (first, second, probability, json.dumps(agrees), json.dumps(differs))
            )


FIELDS = (
    *("given", "family", "middle", "phone", "email", "handle"),
    *("org", "born", "address", "postcode"),
)
NAMES = {
    "phone": "phone",
    "email": "email",
    "handle": "handle",
    "org": "organisation",
    "born": "birthday",
    "address": "address",
    "postcode": "postcode",
}
TRAIT = "trait:"


def _fields(
    said: Sequence[Any], headers: Sequence[str], *, agree: bool
) -> Iterator[str]:
    """Names of fields: name, phone, email…, and `trait:` with a column's header."""
    levels = dict(zip(FIELDS, said[:-2], strict=True))
    parts = [levels[part] for part in ("given", "family") if levels[part] >= 0]
    if parts and agree == (min(parts) >= SAME_NAME):
        yield "name"
    for key, name in NAMES.items():
        if levels[key] >= 0 and agree == (levels[key] > 0):
            yield name
    for number in said[-2] if agree else said[-1]:
        yield TRAIT + headers[number - 1]


SAME_NAME = 5
"""A name in the same words: written alike, or in another order."""
