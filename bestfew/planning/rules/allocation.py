"""The order of work and the time allocation (D34-D47, method.md 4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

UNITS = 10
"""Shares are proposed in steps of 10 %."""

STEPS = (1, 2, 5, 10)
"""Percent that shares may go in."""

FLOOR = 1
"""Units always kept for work above the funnel: one morning of a 40-hour week (D40)."""


class Work(StrEnum):
    """A kind of work, in the order it comes first (D38)."""

    CLOSE = "best_few"
    PROSPECT = "above"
    COVER = "in"


ORDER = (Work.CLOSE, Work.PROSPECT, Work.COVER)


@dataclass(frozen=True, slots=True)
class Shares:
    """Percent of the week's time for each kind of work; they sum to 100."""

    above: int
    in_: int
    best_few: int

    def __post_init__(self) -> None:
        if min(self.above, self.in_, self.best_few) < 0 or self.total != 100:
            raise ValueError("Shares must be 0 or more and sum to 100.")

    @property
    def total(self) -> int:
        return self.above + self.in_ + self.best_few

    def as_json(self) -> dict[str, int]:
        return {"above": self.above, "in": self.in_, "best_few": self.best_few}

    def of(self, work: Work) -> int:
        return self.as_json()[work]


def hours(shares: Shares, work: Work, week_hours: int) -> float:
    """Hours of a week for a kind of work."""
    return week_hours * shares.of(work) / 100


EQUAL = (Fraction(1), Fraction(1), Fraction(1))
"""One objective is as much work as another: above, in, best few."""


def allocate(
    above: int,
    in_: int,
    best_few: int,
    *,
    floor: int = FLOOR,
    step: int = 100 // UNITS,
    effort: Sequence[Fraction | int] = EQUAL,
) -> Shares:
    """Propose the week's shares from the number of open objectives in each part.

    Largest remainder in steps of `step` percent; equal remainders go by work priority:
    best few, above, in. Then at least `floor` tenths of the week for work above the
    funnel, taken from the largest share (on a tie from the lowest priority). Without
    any objective all time goes to prospecting. `effort` is the work that one objective
    above, in and among the best few takes beside another. Raises ValueError for a
    negative count, a floor outside 0-10, a step that is not 1, 2, 5 or 10, and an
    effort that is not above 0.
    """
    counts = {Work.CLOSE: best_few, Work.PROSPECT: above, Work.COVER: in_}
    _refuse_nonsense(counts, floor, step, effort)
    units = 100 // step
    given = (
        largest_remainder(_weighted(counts, effort), units)
        if any(counts.values())
        else {Work.CLOSE: 0, Work.PROSPECT: units, Work.COVER: 0}
    )
    while given[Work.PROSPECT] * step < floor * 100 // UNITS:
        given[_largest(given)] -= 1
        given[Work.PROSPECT] += 1
    return Shares(
        *(given[work] * step for work in (Work.PROSPECT, Work.COVER, Work.CLOSE))
    )


def _refuse_nonsense(
    counts: dict[Work, int],
    floor: int,
    step: int,
    effort: Sequence[Fraction | int],
) -> None:
    if min(counts.values()) < 0:
        raise ValueError("Counts must be 0 or more.")
    if not 0 <= floor <= UNITS:
        raise ValueError(f"The floor must be from 0 to {UNITS}.")
    if step not in STEPS:
        raise ValueError("Steps must be of 1, 2, 5 or 10 percent.")
    if len(effort) != len(counts) or min(effort) <= 0:
        raise ValueError("Give three efforts above 0: above, in, best few.")


def _weighted(
    counts: dict[Work, int], effort: Sequence[Fraction | int]
) -> dict[Work, Fraction]:
    each = dict(zip((Work.PROSPECT, Work.COVER, Work.CLOSE), effort, strict=True))
    return {work: count * Fraction(each[work]) for work, count in counts.items()}


def largest_remainder(work: Mapping[Work, Fraction], units: int) -> dict[Work, int]:
    """Hamilton's method over the exact quotas; raises ZeroDivisionError for nothing."""
    total = sum(work.values())
    quotas = {each: units * much / total for each, much in work.items()}
    given = {each: int(quota) for each, quota in quotas.items()}
    by_remainder = sorted(
        ORDER, key=lambda each: (given[each] - quotas[each], ORDER.index(each))
    )
    for each in by_remainder[: units - sum(given.values())]:
        given[each] += 1
    return given


def _largest(units: dict[Work, int]) -> Work:
    """Whose share is largest beside prospecting's; on a tie the lowest priority."""
    givers = [work for work in ORDER if work is not Work.PROSPECT]
    return max(givers, key=lambda work: (units[work], ORDER.index(work)))
