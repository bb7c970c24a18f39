"""A crowd: so many rows about fewer people, the same for a seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bestfew.generator.chance import Chance, spread
from bestfew.generator.copies import copy_record
from bestfew.generator.people import Record, first_record
from bestfew.generator.pools import Pools

PEOPLE_A_COMPANY = 6
MOST_COPIES = 2
STEPS = ("", "alone", "family", "first", "copy 1", "copy 2")


@dataclass(frozen=True, slots=True)
class Crowd:
    """`people` rows, of which the share `duplicates` (at most a half) tell of somebody
    whom an earlier row tells of. `home` (ISO 3166) is where the seller lives: numbers
    from there are written as they are dialled there.
    """

    people: int
    duplicates: float = 0.1
    seed: int = 1
    home: str = "VN"

    @property
    def copies(self) -> int:
        """How many rows tell of somebody again."""
        return int(self.people * self.duplicates)

    def records(self) -> Iterator[Record]:
        """Every row, in the order of the file."""
        chance = Chance(f"order {self.seed}")
        copies: Counter[int] = Counter()
        firsts, again = 0, 0
        for row in range(self.people):
            is_copy = chance.random() * (self.people - row) < self.copies - again
            if is_copy and again < firsts:
                number = self._who_again(firsts, copies, chance)
                again += 1
                yield copy_record(self, number, copies[number])
            else:
                yield first_record(self, firsts)
                firsts += 1

    def _who_again(self, firsts: int, copies: Counter[int], chance: Chance) -> int:
        number = chance.below(firsts)
        while copies[number] == MOST_COPIES:
            number = chance.below(firsts)
        copies[number] += 1
        return number

    def chance(self, number: int, step: str = "") -> Chance:
        """Chance for one step in the making of one person."""
        return Chance(((self.seed << 40) + number) * len(STEPS) + STEPS.index(step))

    def shifted(self, number: int) -> int:
        """A number of a person that no other crowd's has in the same place."""
        return number + 31_337 * (self.seed % 1_000)

    def sign(self, number: int) -> int:
        """The number that makes somebody's private address free: all different."""
        return spread(number, 10 ** max(2, len(str(self.people - 1))))

    def companies(self, pools: Pools) -> int:
        """How many companies a market has."""
        return max(10, self.people * pools.share // 100 // PEOPLE_A_COMPANY)
