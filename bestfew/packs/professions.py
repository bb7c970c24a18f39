"""Professions that all packs know (data/professions.toml), and which are rivals.

Plain Python. A key is the same in every workspace, so that businesses of different
trades and languages mean the same profession by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from bestfew.packs.loader import Text, read, say


@dataclass(frozen=True, slots=True)
class Profession:
    """trades: whose markets it serves, too (A15)."""

    key: str
    name: Text
    trades: tuple[str, ...]


@cache
def _book() -> dict[str, Any]:
    return read("professions")


@cache
def professions() -> dict[str, Profession]:
    """Every profession by its key, in the order to offer them."""
    rows = _book()["professions"]
    return {
        row["key"]: Profession(row["key"], row["name"], tuple(row["trades"]))
        for row in rows
    }


def profession_name(key: str, language: str) -> str:
    """Its name in a language; the key itself where no pack knows it."""
    found = professions().get(key)
    return say(found.name, language) if found else key


def own_profession(trade: str) -> str:
    """The key of what a business of a trade is itself; '' where there is none."""
    own: str = _book()["trades"].get(trade, "")
    return own


def serving(trade: str) -> list[Profession]:
    """Those that serve the market of a trade, its own profession among them."""
    return [each for each in professions().values() if trade in each.trades]


@cache
def rival_pairs() -> frozenset[frozenset[str]]:
    """Pairs that take work from each other."""
    return frozenset(map(frozenset, _book()["rivals"]["pairs"]))


def compete(first: str, second: str) -> bool:
    """Whether two professions take work from each other (A12, A20); symmetric.

    A profession competes with itself. A blank key is nobody's profession.
    """
    if not first or not second:
        return False
    return first == second or frozenset((first, second)) in rival_pairs()


def rivals_among(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Every pair of a list that competes, in its order (A20)."""
    return [pair for pair in combinations(keys, 2) if compete(*pair)]


def rivals_of(key: str, among: Collection[str]) -> list[str]:
    """Those of a list that a profession competes with, in its order."""
    return [each for each in among if compete(key, each)]
