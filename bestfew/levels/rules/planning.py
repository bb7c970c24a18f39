"""What the Planner reckons: a month from a day's reach, or a day's reach from a wish.

Money is exact, in the workspace's currency; people a day are whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Any

from bestfew.levels.rules.arithmetic import Need, Pyramid, Rate
from bestfew.levels.rules.capacity import Channel, Day, most_on_a_day, split

MOST_A_DAY = 100_000
"""Fifty times the text's day: more is a slip of the finger."""

A_FIFTH = Fraction(1, 5)
"""How much better one may become where no team tells what is possible (4.2)."""


class Start(StrEnum):
    """What is given; the rest follows."""

    REACH = "reach"
    SALES = "sales"
    INCOME = "income"


class Mix(StrEnum):
    """Over which channels a day is shared."""

    AS_NOW = "as_now"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True)
class Inputs:
    """One question to the planner.

    `reach`: people a working day; `sales` and `income`: wished a month, used when one
    starts from them; `each`: what a sale brings; `days`: working days a month; `hours`:
    of a day for reaching people.
    """

    start: Start
    reach: int
    sales: Fraction
    income: Fraction
    rates: tuple[Rate, ...]
    each: Fraction
    days: int
    hours: Fraction
    mix: Mix = Mix.CHEAPEST

    @property
    def wanted(self) -> Fraction:
        """Sales wished a month; from an income without a sale's value none is known."""
        if self.start is Start.SALES:
            return self.sales
        return self.income / self.each if self.each else Fraction(0)

    @property
    def per_day(self) -> int:
        """People to reach a working day: as given, else rounded up once."""
        if self.start is Start.REACH:
            return self.reach
        return Need(self.wanted, self.days, self.rates).per_day

    @property
    def month(self) -> Pyramid:
        return Pyramid(Fraction(self.per_day * self.days), self.rates)

    def times(self, factor: int) -> Inputs:
        """Start from so many times the people (C37)."""
        return replace(self, start=Start.REACH, reach=self.per_day * factor)

    def as_json(self) -> dict[str, Any]:
        """As it is kept: fractions as text, so that none is lost."""
        rates = [str(rate) for rate in self.rates]
        numbers = {name: str(getattr(self, name)) for name in _FRACTIONS}
        return {
            "start": self.start.value,
            "mix": self.mix.value,
            "reach": self.reach,
            "days": self.days,
            "rates": rates,
            **numbers,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Inputs:
        numbers = {name: Fraction(kept[name]) for name in _FRACTIONS}
        return cls(
            start=Start(kept["start"]),
            mix=Mix(kept["mix"]),
            reach=int(kept["reach"]),
            days=int(kept["days"]),
            rates=tuple(Rate(each) for each in kept["rates"]),
            **numbers,
        )


_FRACTIONS = ("sales", "income", "each", "hours")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question comes to. `most`: people that the day's channels can reach."""

    inputs: Inputs
    day: Day
    most: int

    @property
    def sales(self) -> Fraction:
        """A month, when everybody planned is reached."""
        return self.inputs.month.result

    @property
    def income(self) -> Fraction:
        return self.sales * self.inputs.each

    @property
    def fitting_sales(self) -> Fraction:
        """A month, of those only whom the day has room for."""
        reach = Fraction(self.day.reached * self.inputs.days)
        return Pyramid(reach, self.inputs.rates).result

    @property
    def cost_a_sale(self) -> Fraction | None:
        """None where no sale comes of it."""
        sales = self.fitting_sales
        return self.day.cost * self.inputs.days / sales if sales else None

    @property
    def expected_a_day(self) -> dict[int, int]:
        """Whole people to aim at above the foundation, by level: one a day or more."""
        levels = range(2, len(self.inputs.rates) + 2)
        expected = {level: floor(self.a_day(level)) for level in levels}
        return {level: count for level, count in expected.items() if count}

    def a_day(self, level: int) -> Fraction:
        """People expected on a level in a working day; 1 is the foundation."""
        return self.inputs.month.levels[level - 1] / self.inputs.days


def reckon(
    inputs: Inputs,
    channels: Sequence[Channel],
    *,
    mix: Mapping[str, Fraction] | None = None,
) -> Outcome:
    """Answer one question over the channels of the day; see `capacity.split`.

    `mix` are the shares of now, by key, for a question that keeps them; where nobody
    knows them the cheapest way is taken.
    """
    shares = mix if mix and inputs.mix is Mix.AS_NOW else None
    day = split(inputs.per_day, channels, hours=inputs.hours, mix=shares)
    return Outcome(inputs, day, most_on_a_day(channels, hours=inputs.hours))


@dataclass(frozen=True, slots=True)
class Room:
    """How far each of the two variables can go from here (C27, C28).

    `people` and `skill` are factors of the result, 1 for no room. `step` is the one
    with most room, counted from 0 at the foundation; None where there is none.
    """

    people: Fraction
    skill: Fraction
    step: int | None

    @property
    def pays(self) -> str:
        """`people`, `skill`, or `neither` where both are used up."""
        if max(self.people, self.skill) == 1:
            return "neither"
        return "people" if self.people > self.skill else "skill"


def room(outcome: Outcome, possible: Sequence[Rate | None]) -> Room:
    """Up to a full day for people, up to the `possible` rates for skill.

    `possible` are rates that others reach, None where nobody knows: there a fifth
    better counts as possible. One per cent of each variable brings the same; what
    decides is how many per cent there are.
    """
    rates, per_day = outcome.inputs.rates, outcome.inputs.per_day
    factors = [_factor(*pair) for pair in zip(rates, possible, strict=True)]
    skill = Fraction(1)
    for factor in factors:
        skill *= factor
    best = max(range(len(factors)), key=lambda i: factors[i])
    people = max(Fraction(1), Fraction(outcome.most, per_day)) if per_day else None
    return Room(
        people=Fraction(outcome.most or 1) if people is None else people,
        skill=skill,
        step=best if factors[best] > 1 else None,
    )


def _factor(rate: Rate, possible: Rate | None) -> Fraction:
    better = rate * (1 + A_FIFTH) if possible is None else possible
    return max(Fraction(1), min(better, Rate(1)) / rate)
