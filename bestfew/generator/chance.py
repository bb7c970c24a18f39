"""Seeded chance, quick enough to be asked thirty times for each of a million people."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance(Random):
    """What happens to happen, always the same for a seed."""

    def of(self, choices: Sequence[T]) -> T:
        return choices[int(self.random() * len(choices))]

    def below(self, end: int) -> int:
        return int(self.random() * end)

    def happens(self, probability: float) -> bool:
        return self.random() < probability


def spread(number: int, size: int) -> int:
    """A place below `size` for each number below it: all different, in no order."""
    return (number * 618_033_989 + 48_271) % size
