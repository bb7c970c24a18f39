"""The order of work and the time allocation (D34-D47, method.md 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

UNITS = 10
"""Shares are proposed in steps of 10 %."""

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


def allocate(above: int, in_: int, best_few: int, *, floor: int = FLOOR) -> Shares:
    """Propose the week's shares from the number of open objectives in each part.

    Largest remainder in ten units; equal remainders go by work priority: best few,
    above, in. Then at least `floor` units for work above the funnel, taken from the
    largest share (on a tie from the lowest priority). Without any objective all time
    goes to prospecting. Raises ValueError for a negative count or a floor outside
    0-10.
    """
    counts = {Work.CLOSE: best_few, Work.PROSPECT: above, Work.COVER: in_}
    if min(counts.values()) < 0:
        raise ValueError("Counts must be 0 or more.")
    if not 0 <= floor <= UNITS:
        raise ValueError(f"The floor must be from 0 to {UNITS}.")
    units = (
        _largest_remainder(counts)
        if any(counts.values())
        else {Work.CLOSE: 0, Work.PROSPECT: UNITS, Work.COVER: 0}
    )
    while units[Work.PROSPECT] < floor:
        units[_largest(units)] -= 1
        units[Work.PROSPECT] += 1
    step = 100 // UNITS
    return Shares(
        *(units[work] * step for work in (Work.PROSPECT, Work.COVER, Work.CLOSE))
    )


def _largest_remainder(counts: dict[Work, int]) -> dict[Work, int]:
    """Hamilton's method over the exact quotas."""
    total = sum(counts.values())
    quotas = {work: Fraction(UNITS * count, total) for work, count in counts.items()}
    units = {work: int(quota) for work, quota in quotas.items()}
    by_remainder = sorted(
        ORDER, key=lambda work: (units[work] - quotas[work], ORDER.index(work))
    )
    for work in by_remainder[: UNITS - sum(units.values())]:
        units[work] += 1
    return units


def _largest(units: dict[Work, int]) -> Work:
    """Whose share is largest beside prospecting's; on a tie the lowest priority."""
    givers = [work for work in ORDER if work is not Work.PROSPECT]
    return max(givers, key=lambda work: (units[work], ORDER.index(work)))
