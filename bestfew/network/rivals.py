"""Who competes with whom, as this workspace has it: packs' pairs and one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bestfew.network.models import Profession, Rivalry


class Competes(Exception):
    """A profession takes work from mine (A12); both are named."""

    def __init__(self, theirs: Profession, mine: Profession) -> None:
        super().__init__(f"{theirs} / {mine}")
        self.theirs, self.mine = theirs, mine


@dataclass(frozen=True, slots=True)
class Rivals:
    """Rivalry by the keys of professions; `mine` are those of this business."""

    pairs: dict[int, set[int]]
    mine: tuple[Profession, ...]

    def compete(self, first: int, second: int) -> bool:
        """A profession competes with itself; else the pair was said to (A20)."""
        return first == second or second in self.pairs.get(first, ())

    def against_me(self, profession: int) -> list[Profession]:
        """What of mine it takes work from."""
        return [each for each in self.mine if self.compete(profession, each.pk)]

    def among(self, profession: int, others: Iterable[Profession]) -> list[Profession]:
        """Those of a list, other than itself, that it competes with."""
        rivals = self.pairs.get(profession, set())
        return [each for each in others if each.pk in rivals]

    def refuse(self, profession: Profession) -> None:
        """Raise `Competes` where it takes work from mine (A12)."""
        if against := self.against_me(profession.pk):
            raise Competes(profession, against[0])


def rivals() -> Rivals:
    """Every pair of the workspace, in two queries."""
    pairs: dict[int, set[int]] = defaultdict(set)
    rows = Rivalry.objects.filter(is_denied=False)
    for first, second in rows.values_list("first_id", "second_id"):
        pairs[first].add(second)
        pairs[second].add(first)
    return Rivals(dict(pairs), tuple(Profession.objects.mine().order_by("id")))
