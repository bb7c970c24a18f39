"""Seeded chance: the same seed, day and pack give the same year."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """What happens to happen, always the same for a seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  (guards nothing)
        self._decks: dict[str, list[int]] = {}

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, max(low, high))

    def near(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def pick(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def weighted(self, weights: dict[str, int]) -> str:
        """One of the keys, as often as its weight says."""
        return self._random.choices(list(weights), weights=list(weights.values()))[0]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        return self._random.sample(choices, min(count, len(choices)))

    def draw(self, deck: str, choices: Sequence[T]) -> T:
        """The next of the choices, each once before any comes again."""
        cards = self._decks.setdefault(deck, [])
        if not cards:
            cards.extend(self._random.sample(range(len(choices)), len(choices)))
        return choices[cards.pop()]

    def digits(self, pattern: str) -> str:
        """The pattern with a digit for each `#`."""
        return "".join(
            str(self._random.randint(0, 9)) if sign == "#" else sign for sign in pattern
        )
