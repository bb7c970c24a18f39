"""What people are called, and how it is written where they live."""

from __future__ import annotations

from typing import NamedTuple

from bestfew.generator.chance import Chance
from bestfew.generator.pools import NOTHING, Pools, Word

LONG_SURNAME = 0.55
"""Of a hundred Thai surnames so many have a middle, too."""
FREE_NAME = 0.5
"""Of a hundred Chinese given names so many are put together by the parents."""


class Name(NamedTuple):
    """The parts of a name. `middle` is Vietnamese only."""

    country: str
    family: Word
    middle: Word
    given: Word
    is_female: bool

    @property
    def text(self) -> str:
        """As its bearer writes it."""
        if self.country == "VN":
            return f"{self.family.text} {self.middle.text} {self.given.text}"
        if self.country == "CN":
            return self.family.text + self.given.text
        return f"{self.given.text} {self.family.text}"

    @property
    def latin(self) -> str:
        """In Latin letters, given name first."""
        return f"{self.given.latin} {self.family.latin}"


def name_in(pools: Pools, chance: Chance, family: Word | None = None) -> Name:
    """Somebody's name; of a given family, where there is one."""
    is_female = chance.happens(0.5)
    given = chance.of(pools.female if is_female else pools.male)
    if pools.country == "CN" and chance.happens(FREE_NAME):
        given = _free_name(pools.female if is_female else pools.male, chance)
    return Name(
        pools.country,
        family or _family(pools, chance),
        chance.of(pools.middle_female if is_female else pools.middle_male),
        given,
        is_female,
    )


def _free_name(names: tuple[Word, ...], chance: Chance) -> Word:
    """Two characters that others have in their names, too."""
    one, other = chance.of(names), chance.of(names)
    if len(one.text) == len(other.text) == 1 and one != other:
        return Word(one.text + other.text, one.latin + other.latin.lower())
    return one


def _family(pools: Pools, chance: Chance) -> Word:
    if pools.family:
        return chance.of(pools.family)
    first, last = chance.of(pools.family_first), chance.of(pools.family_last)
    is_long = chance.happens(LONG_SURNAME)
    middle = chance.of(pools.family_middle) if is_long else NOTHING
    return Word(
        first.text + middle.text + last.text, first.latin + middle.latin + last.latin
    )
