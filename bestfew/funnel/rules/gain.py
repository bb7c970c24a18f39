"""What the next step on an objective brings: the order inside each kind of work.

Value x chance / work (D38): the same money sooner, for less work, comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from bestfew.funnel.rules.places import Facts, Missing

UNSAID = 10
"""The chance, in percent, that is reckoned with where nobody said how sure they are."""

NO_GAIN = -1.0
"""Of an objective without a value: it comes behind those that have one."""


def work_left(facts: Facts, missing: Sequence[Missing]) -> int:
    """Steps to the next place, at least one.

    Each who decides and is not covered is a step; waiting for the half cycle is none.
    """
    uncovered = sum(not influence.covered for influence in facts.influences)
    steps = {Missing.INFLUENCES_COVERED: uncovered, Missing.HALF_CYCLE: 0}
    return max(1, sum(steps.get(each, 1) for each in missing))


def gain(value: float | None, confidence: int, work: int) -> float:
    """Money that each step brings on average: value x chance / steps."""
    if value is None:
        return NO_GAIN
    return value * (confidence or UNSAID) / work / 100.0
