"""Which of the eight levels somebody reached, when, and why (C07-C18, OQ-4, OQ-5).

1 reached, 2 responded, 3 prospect, 4 viewed, 5 bought, 6 regular, 7 close, 8 loyal.
What the text leaves open of levels 4 to 8 is told in `docs/rules/levels.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

EDITION = 2
"""Raise it when the same facts lead elsewhere, or are counted otherwise: everybody then
climbs anew by themselves."""


class Level(IntEnum):
    """Where somebody stands; there is no zero: who was never reached stands nowhere."""

    REACHED = 1
    RESPONDED = 2
    PROSPECT = 3
    VIEWED = 4
    BOUGHT = 5
    REGULAR = 6
    CLOSE = 7
    LOYAL = 8


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many purchases make regular, and close (None: only a word does); how many
    people whom somebody brought make them loyal."""

    regular: int = 2
    close: int | None = None
    loyal: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person, as days; None where it did not happen.

    `contacted`: we first reached out. `answered`: they first contacted us, or a word
    that they did. `spoke`: the first conversation that we began. `qualified`: need,
    authority and money were first all met, or the state was first prospect.
    `viewed`: the first viewing or presentation. `purchases` and `brought` (people who
    came by them) are in order. `is_out`: disqualified now.
    """

    contacted: date | None = None
    answered: date | None = None
    spoke: date | None = None
    qualified: date | None = None
    viewed: date | None = None
    purchases: Sequence[date] = ()
    close_word: date | None = None
    loyal_word: date | None = None
    brought: Sequence[date] = ()
    is_out: bool = False


Days = tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The day of first reaching each level, the level now, and whether the way to
    prospect was a conversation that we began (OQ-4)."""

    days: Days
    level: int
    is_outbound: bool

    def on(self, level: int) -> date | None:
        return self.days[level - 1]

    @property
    def is_fallen(self) -> bool:
        """Whether they stood higher than now."""
        return self.level < highest(self.days)


def climb(facts: Facts, thresholds: Thresholds) -> Ladder:
    """The ladder of one person.

    A level's day is never after that of a higher one: who stands higher passed the
    lower, at the latest then. Nobody is a prospect by a mere response (C14), and
    nobody by a mere qualification: they answered, or we spoke.
    """
    bought = _nth(facts.purchases, 1)
    prospect = _first(_prospect(facts), bought)
    is_outbound = _is_outbound(facts, prospect, bought)
    regular = _nth(facts.purchases, thresholds.regular)
    own = (
        _first(facts.contacted, facts.spoke),
        facts.answered,
        prospect,
        _both(facts.viewed, prospect),
        bought,
        regular,
        _close(facts, regular, thresholds),
        _loyal(facts, regular, thresholds),
    )
    days = _passed(own)
    return Ladder(days, _now(days, is_out=facts.is_out), is_outbound)


def highest(days: Days) -> int:
    """The highest level that was ever reached; 0 for none."""
    return max((n for n, day in enumerate(days, 1) if day), default=0)


def _prospect(facts: Facts) -> date | None:
    """Qualified, and they answered or we spoke: the earlier of the two ways."""
    by_answer = _both(facts.qualified, facts.answered)
    return _first(by_answer, _both(facts.qualified, facts.spoke))


def _is_outbound(facts: Facts, prospect: date | None, bought: date | None) -> bool:
    if prospect is None or (bought and bought <= prospect):
        return False
    return facts.answered is None or facts.answered > prospect


def _close(facts: Facts, regular: date | None, thresholds: Thresholds) -> date | None:
    by_word = _both(facts.close_word, regular)
    if thresholds.close is None:
        return by_word
    by_purchases = _both(_nth(facts.purchases, thresholds.close), regular)
    return _first(by_word, by_purchases)


def _loyal(facts: Facts, regular: date | None, thresholds: Thresholds) -> date | None:
    by_people = _both(_nth(facts.brought, thresholds.loyal), regular)
    return _first(_both(facts.loyal_word, regular), by_people)


def _passed(own: Days) -> Days:
    found: list[date | None] = []
    above: date | None = None
    for day in reversed(own):
        above = _first(day, above)
        found.append(above)
    return tuple(reversed(found))


def _now(days: Days, *, is_out: bool) -> int:
    """A disqualified one who bought nothing is back among those who answered."""
    top = highest(days)
    if is_out and Level.PROSPECT <= top < Level.BOUGHT:
        return Level.RESPONDED
    return top


def _nth(days: Sequence[date], n: int) -> date | None:
    return days[n - 1] if len(days) >= n else None


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _both(one: date | None, other: date | None) -> date | None:
    """The day on which both hold."""
    return max(one, other) if one and other else None
