"""The arithmetic of the pyramid: R = N x p1 x p2 x ... (C25-C40, method.md 4.2).

Everything is a Fraction, so that 0.1 is a tenth and no number of people is rounded up
for a float's sake. Whole people are made once, at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, exp, log

Rate = Fraction
Number = int | str | Decimal | Fraction

MOST_PEOPLE = 1_000_000
"""The largest reach one may ask about. The text's 2,000 a day make 624,000 in a year of
working days: what is beyond a million is a slip of the finger."""

MOST_STEPS = 7
"""Eight levels have seven steps between them."""

MOST_DAYS = 366

SMALLEST_RATE = Decimal("0.000001")
"""One in a million: fewer nobody reaches in a year, so nobody has measured it."""

TEN_TIMES = 10
"""C37: 2,000 people a day for 200."""


class NotARate(ValueError):
    """What was given is no share above 0 and at most 1."""


class TooManySteps(ValueError):
    """More rates than there are steps between eight levels, or none."""


class NotACount(ValueError):
    """A number of people or of days that cannot be."""


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A reach and its rates; expected people on each level, from the foundation up."""

    reach: Fraction
    rates: tuple[Rate, ...]

    @property
    def probability(self) -> Fraction:
        """Of one person reached, the chance to stand at the top."""
        return product(self.rates)

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """Expected people: the reach, then what each rate leaves of it."""
        found = [self.reach]
        for rate in self.rates:
            found.append(found[-1] * rate)
        return tuple(found)

    @property
    def result(self) -> Fraction:
        return self.levels[-1]

    def times(self, factor: Number) -> Pyramid:
        """The same skill with so many times the people (C28, C37)."""
        return Pyramid(self.reach * Fraction(factor), self.rates)

    def better(self, gain: Number) -> Pyramid:
        """The same people with every rate better by a share: 0.2 is 20 % better."""
        factor = 1 + Fraction(gain)
        return Pyramid(self.reach, tuple(min(r * factor, Rate(1)) for r in self.rates))


@dataclass(frozen=True, slots=True)
class Need:
    """What a wish asks for: people to reach, in all and on each working day."""

    wanted: Fraction
    days: int
    rates: tuple[Rate, ...]

    @property
    def exact(self) -> Fraction:
        return self.wanted / product(self.rates)

    @property
    def reach(self) -> int:
        """Whole people in the period, rounded up once."""
        return ceil(self.exact)

    @property
    def per_day(self) -> int:
        """Whole people a working day, rounded up once, from the exact number."""
        return ceil(self.exact / self.days)

    @property
    def pyramid(self) -> Pyramid:
        return Pyramid(Fraction(self.reach), self.rates)


def product(rates: Sequence[Rate]) -> Fraction:
    found = Fraction(1)
    for rate in rates:
        found *= rate
    return found


def forward(reach: Number, rates: Sequence[Number]) -> Pyramid:
    """The pyramid over a reach. Raises NotACount, NotARate, TooManySteps."""
    return Pyramid(Fraction(people(reach)), steps(rates))


def backward(wanted: Number, rates: Sequence[Number], *, days: int) -> Need:
    """The reach that brings so many to the top in so many working days (C35).

    Raises NotACount, NotARate, TooManySteps.
    """
    if not 1 <= days <= MOST_DAYS:
        raise NotACount(f"Working days are a whole number from 1 to {MOST_DAYS}.")
    exact = _plain(wanted)
    if exact is None or not 0 < exact <= MOST_PEOPLE:
        raise NotACount(f"Wish for more than 0 and at most {MOST_PEOPLE:,} people.")
    return Need(exact, days, steps(rates))


def skill_like(times: Number, count: int) -> float:
    """How many times better each of `count` rates must be to do what volume does.

    Ten times the people do what rates 1.78 times as good do at each of four steps.
    """
    return exp(log(Fraction(times)) / count)


def people(value: Number) -> int:
    """A number of people from 0 to a million. Raises NotACount."""
    exact = _plain(value)
    if exact is None or exact.denominator != 1 or not 0 <= exact <= MOST_PEOPLE:
        raise NotACount(
            f"People reached are a whole number from 0 to {MOST_PEOPLE:,}:"
            " 2,000 a day make 624,000 in a year."
        )
    return int(exact)


def steps(rates: Sequence[Number]) -> tuple[Rate, ...]:
    """One to seven rates, as fractions. Raises NotARate, TooManySteps."""
    if not 1 <= len(rates) <= MOST_STEPS:
        raise TooManySteps(
            f"Give 1 to {MOST_STEPS} rates: there are {MOST_STEPS} steps between the"
            " eight levels."
        )
    return tuple(rate_of(each) for each in rates)


def rate_of(value: Number) -> Rate:
    """A share above 0 and at most 1. Raises NotARate, and says what was given."""
    exact = _plain(value)
    if exact is None or not 0 < exact <= 1:
        raise NotARate(
            f"A rate is a share above 0 and at most 1, such as 0.24 for 24 %:"
            f" {_shown(value)} is not."
        )
    if exact < Fraction(SMALLEST_RATE):
        raise NotARate(f"A rate below one in a million means nothing: {_shown(value)}.")
    return exact


def _plain(value: Number) -> Fraction | None:
    """The exact number, or None for what is no number or is absurdly long."""
    if isinstance(value, int | Fraction):
        return Fraction(value)
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return None
    # A power of ten like 1e999999999 would fill the memory as a fraction.
    if not exact.is_finite() or abs(exact.adjusted()) > 30 or len(str(exact)) > 60:
        return None
    return Fraction(exact)


def _shown(value: Number) -> str:
    text = str(value).strip()
    return f"“{text[:20]}”" if text else "nothing"
