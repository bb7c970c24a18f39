"""Signals that come before the money does (C22, C38, C51, C56)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

SUSPICIOUS = 0.9
"""So large a share of those who answered are hardly ever prospects."""

ENOUGH = 10
"""Fewer answers may well all be prospects."""


def takes_answers_for_prospects(answered: int, prospects: int) -> bool:
    """Whether level 2 seems to be reported as level 3 (C33, C56).

    Nearly everybody who answered stands as a prospect: 9 in 10 of at least 10.
    """
    return answered >= ENOUGH and prospects >= SUSPICIOUS * answered


@dataclass(frozen=True, slots=True)
class Day:
    """What was reached on a day, and what was meant to be; target 0 is a day off."""

    count: int
    target: int

    @property
    def is_off(self) -> bool:
        return self.target <= 0

    @property
    def is_met(self) -> bool:
        return not self.is_off and self.count >= self.target


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How regularly a daily target was met (C38): not only how much in the mean.

    `streak`: working days met in a row until now; `longest`: the most in a row ever;
    `missing`: working days without a single count; `variation`: standard deviation
    over mean of the working days, None where nothing was reached.
    """

    working: int
    met: int
    streak: int
    longest: int
    missing: int
    variation: float | None

    @property
    def share(self) -> float | None:
        return self.met / self.working if self.working else None


def steadiness(days: Sequence[Day], *, last_is_over: bool = True) -> Steadiness:
    """Of days in their order. A day off neither breaks a streak nor adds to it.

    A last day that is not over yet counts once its target is met, and not before.
    """
    over = list(days)
    if over and not last_is_over and not over[-1].is_met:
        over.pop()
    working = [each for each in over if not each.is_off]
    runs = _runs(working)
    return Steadiness(
        working=len(working),
        met=sum(each.is_met for each in working),
        streak=runs[-1],
        longest=max(runs),
        missing=sum(each.count <= 0 for each in working),
        variation=_variation([each.count for each in working]),
    )


def _runs(days: Sequence[Day]) -> list[int]:
    """How many were met in a row after each day; 0 before the first."""
    found = [0]
    for each in days:
        found.append(found[-1] + 1 if each.is_met else 0)
    return found


def _variation(counts: Sequence[int]) -> float | None:
    total = sum(counts)
    if not total:
        return None
    mean = total / len(counts)
    return sqrt(sum((count - mean) ** 2 for count in counts) / len(counts)) / mean
