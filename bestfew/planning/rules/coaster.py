"""How long prospecting takes to be seen in what is won (method.md 4.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt

FEWEST_PAIRS = 8
"""Fewer months side by side say nothing."""

LONGEST = 6
SURE = 2.576
"""Standard errors of 99 %: seven lags are tried, so one may look good by chance."""


@dataclass(frozen=True, slots=True)
class Lag:
    """So many months later, so alike (`r`), seen over so many pairs of months."""

    months: int
    r: float
    pairs: int

    @property
    def is_seen(self) -> bool:
        """Whether it is more than chance: the range of r lies above 0."""
        if self.r >= 1:
            return True
        return atanh(max(self.r, -0.999999)) * sqrt(self.pairs - 3) > SURE


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r; None where one of them never changes."""
    n = len(xs)
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    over = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    under = sqrt(sum((x - mean_x) ** 2 for x in xs)) * sqrt(
        sum((y - mean_y) ** 2 for y in ys)
    )
    return min(1.0, over / under) if under else None


def lags(
    prospecting: Sequence[float], won: Sequence[float], *, longest: int = LONGEST
) -> list[Lag]:
    """How alike the two are so many months apart, for every lag with enough pairs."""
    found = []
    for months in range(longest + 1):
        early, late = prospecting[: len(prospecting) - months], won[months:]
        if len(early) < FEWEST_PAIRS:
            break
        r = correlation(early, late)
        if r is not None:
            found.append(Lag(months, r, len(early)))
    return found


def lag_of(prospecting: Sequence[float], won: Sequence[float]) -> Lag | None:
    """The lag at which they are most alike, if that is more than chance; else None."""
    best = max(lags(prospecting, won), key=lambda lag: lag.r, default=None)
    return best if best and best.is_seen else None
