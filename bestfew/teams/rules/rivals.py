"""Who takes work from whom at one table: looked at on every pair (A12, A20)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

Compete = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Trade:
    """What is done in a seat: a key of the packs, or words of one's own."""

    seat: int
    profession: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        return " ".join(self.label.casefold().split())


@dataclass(frozen=True, slots=True)
class Rivals:
    """`compete` tells of two keys; `told` are pairs of seats, the smaller first."""

    compete: Compete
    told: Collection[tuple[int, int]] = ()

    def are(self, first: Trade, second: Trade) -> bool:
        """Symmetric. One's own words are rivals of the same words."""
        if tuple(sorted((first.seat, second.seat))) in self.told:
            return True
        if first.profession and second.profession:
            return self.compete(first.profession, second.profession)
        return bool(first.words) and first.words == second.words

    def of(self, trade: Trade, among: Iterable[Trade]) -> list[Trade]:
        """Those of a table, but for the seat itself, that a trade takes work from."""
        others = [each for each in among if each.seat != trade.seat]
        return [each for each in others if self.are(trade, each)]

    def pairs(self, table: Iterable[Trade]) -> list[tuple[Trade, Trade]]:
        """Every pair at a table that competes, in its order."""
        return [pair for pair in combinations(table, 2) if self.are(*pair)]
