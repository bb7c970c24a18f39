"""Which of the two variables to coach: how many, or how well (C27, C34b)."""

from __future__ import annotations

from dataclasses import dataclass

from bestfew.levels.rules.pyramid import Pyramid, Step

LITTLE = 0.7
"""Below this part of what is usual, a seller reaches too few."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`reached` and what is usual, where that is little; the step that is weak.

    `is_alone`: there is nobody to compare with.
    """

    reached: int
    usual: float | None
    weak: Step | None
    is_alone: bool

    @property
    def is_volume(self) -> bool:
        return self.usual is not None and self.reached < LITTLE * self.usual


def problem_of(pyramid: Pyramid, usual: float | None) -> Problem:
    """What a seller's pyramid lacks beside the others', who reach `usual` people."""
    return Problem(pyramid.counts[0], usual, pyramid.weakest, usual is None)
