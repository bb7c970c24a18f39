"""A rate from few cases, and how sure one may be of it (method.md 4.5).

2 of 4 is no 50 %: a prior, mostly what the team's rate is, draws small numbers to what
is usual and gives way as cases come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

CONFIDENCE = 0.95
STRENGTH = 25.0
"""How many cases the team's rate counts for (method.md 4.5: Beta(2, 23))."""

VAGUE = 0.4
"""A range as wide as this says too little to act on."""


@dataclass(frozen=True, slots=True)
class Prior:
    """A Beta distribution: what one believes of a rate before the first case."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if not (self.a > 0 and self.b > 0):
            raise ValueError("Both parameters of a prior are more than 0.")

    @classmethod
    def pooled(cls, mean: float, strength: float = STRENGTH) -> Prior:
        """From the rate of all together and how many cases it shall count for."""
        if not 0 < mean < 1:
            raise ValueError("A pooled rate is between 0 and 1.")
        return cls(mean * strength, (1 - mean) * strength)

    @classmethod
    def moments(cls, mean: float, variance: float) -> Prior:
        """From the mean and variance of several sellers' rates.

        Raises ValueError where the variance is 0 or more than a Beta can have.
        """
        if not 0 < mean < 1 or not 0 < variance < mean * (1 - mean):
            raise ValueError("No Beta distribution has this mean and variance.")
        a = ((1 - mean) / variance - 1 / mean) * mean**2
        return cls(a, a * (1 / mean - 1))

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    def after(self, came: int, tried: int) -> Prior:
        """What one believes after so many cases. ValueError unless came <= tried."""
        _check(came, tried)
        return Prior(self.a + came, self.b + tried - came)


JEFFREYS = Prior(0.5, 0.5)
"""For somebody alone, whom no team tells what is usual."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """`came` of `tried` came up: the rate one should reckon with, and its range."""

    came: int
    tried: int
    mean: float
    low: float
    high: float

    @property
    def is_vague(self) -> bool:
        return self.high - self.low >= VAGUE


def estimate(
    came: int, tried: int, prior: Prior = JEFFREYS, *, confidence: float = CONFIDENCE
) -> Estimate:
    """The Beta-binomial mean and its range. Raises ValueError unless came <= tried."""
    return estimates([(came, tried)], prior, confidence=confidence)[0]


def estimates(
    cases: Sequence[tuple[int, int]],
    prior: Prior = JEFFREYS,
    *,
    confidence: float = CONFIDENCE,
) -> list[Estimate]:
    """One for each (came, tried), in one go. Raises ValueError unless came <= tried."""
    # scipy takes a fifth of a second to import: only pages that show a range pay it.
    from scipy.special import betaincinv

    after = [prior.after(came, tried) for came, tried in cases]
    a, b = [each.a for each in after], [each.b for each in after]
    low = betaincinv(a, b, (1 - confidence) / 2)
    high = betaincinv(a, b, (1 + confidence) / 2)
    return [
        Estimate(came, tried, after[i].mean, float(low[i]), float(high[i]))
        for i, (came, tried) in enumerate(cases)
    ]


def last_entry(on: date, wait_days: int) -> date:
    """Who entered a level on this day or before has had the time to come up.

    A rate counts only those: whoever entered yesterday has not failed yet.
    Raises ValueError for a negative wait.
    """
    if wait_days < 0:
        raise ValueError("A wait is 0 days or more.")
    return on - timedelta(days=wait_days)


def _check(came: int, tried: int) -> None:
    if not 0 <= came <= tried:
        raise ValueError("Of those who tried, from none to all came up.")
