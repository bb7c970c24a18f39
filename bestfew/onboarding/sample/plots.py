"""The plan of the year: which objectives there are, and how far each has come.

A plot says when an objective began, how long it is meant to take and how far it went;
facts are dated from that alone (`acts`), so that places follow from facts on any day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bestfew.onboarding.sample.dice import Dice
from bestfew.packs.loader import Pack, SampleObjective

YEAR_DAYS = 365


class Fate(StrEnum):
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    BEST_FEW = "best_few"
    IN = "in"
    ABOVE = "above"
    UNIVERSE = "universe"


@dataclass(frozen=True, slots=True)
class Season:
    """A trade's year: people, wins by month (the oldest first), other endings."""

    people: int
    wins: tuple[int, ...]
    lost: int
    declined: int


SEASONS: Mapping[str, Season] = {
    # months of closing, then months of nothing: the roller coaster of text 003
    "real_estate": Season(220, (3, 4, 2, 0, 0, 1, 4, 4, 1, 0, 0, 2), 28, 4),
    "coaching": Season(120, (1, 2, 2, 1, 2, 1, 2, 2, 1, 2, 2, 1), 17, 3),
    "events": Season(120, (1, 1, 2, 2, 1, 3, 2, 2, 1, 2, 1, 2), 18, 3),
}
USUAL = Season(120, (1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2), 15, 3)

OPEN: Mapping[Fate, int] = {
    Fate.BEST_FEW: 3,
    Fate.IN: 9,
    Fate.ABOVE: 6,
    Fate.UNIVERSE: 3,
}
"""How many open objectives stand in each place today."""

REACHED: Mapping[Fate, tuple[float, float]] = {
    Fate.WON: (1.0, 1.0),
    Fate.LOST: (0.4, 0.9),
    Fate.DECLINED: (0.25, 0.4),
    Fate.BEST_FEW: (0.9, 0.94),
    Fate.IN: (0.4, 0.78),
    Fate.ABOVE: (0.06, 0.14),
    Fate.UNIVERSE: (0.0, 0.0),
}
"""How much of its course each went through, from and to."""

PACE: Mapping[Fate, tuple[float, float]] = {Fate.LOST: (1.2, 2.6)}
"""How long a course takes, in normal cycles; what will be lost drags on."""

ENDED = (Fate.WON, Fate.LOST, Fate.DECLINED)


@dataclass(frozen=True, slots=True)
class Plot:
    """One objective's course. `reached` is a share of `length`, which is in days."""

    fate: Fate
    what: SampleObjective
    first_on: date
    length: int
    reached: float
    is_named: bool  # by the pack's own wording; else by what is sold, and where
    is_stuck: bool = False  # the day it was to close on has passed
    is_early: bool = False  # all is well, but closing is far away

    def day(self, share: float) -> date:
        """The day on which a share of the course is done."""
        return self.first_on + timedelta(days=round(self.length * share))

    @property
    def last_on(self) -> date:
        """The day it ended, or the day that lies furthest in what was done."""
        return self.day(self.reached)

    def when(self, share: float) -> date | None:
        """The day on which a share of the course was done; None if it never was."""
        if self.is_early:
            share *= self.reached
        return self.day(share) if share <= self.reached else None


def plots(pack: Pack, dice: Dice, *, today: date) -> list[Plot]:
    """Every objective of the year that ends today, open ones first."""
    season = SEASONS.get(pack.trade, USUAL)
    return [
        *_open(pack, dice, today=today),
        *_ended(pack, dice, season, today=today),
    ]


def _ended(pack: Pack, dice: Dice, season: Season, *, today: date) -> Iterator[Plot]:
    for on in _won_on(season, dice, today=today):
        yield _plot(Fate.WON, pack, dice, ends_on=on)
    for fate, count in ((Fate.LOST, season.lost), (Fate.DECLINED, season.declined)):
        for _each in range(count):
            ago = dice.between(2, dice.pick((100, YEAR_DAYS - 30)))
            yield _plot(fate, pack, dice, ends_on=today - timedelta(days=ago))


def _won_on(season: Season, dice: Dice, *, today: date) -> Iterator[date]:
    """The days of the wins, month by month of the calendar."""
    for ago, wins in zip(range(11, -1, -1), season.wins, strict=True):
        first = _month(today, ago)
        last = min(_month(today, ago - 1), today) - timedelta(days=1)
        for _each in range(wins):
            on = first + timedelta(days=dice.between(0, (last - first).days))
            yield min(on, today - timedelta(days=1))


def _month(today: date, ago: int) -> date:
    """The first day of a month, `ago` months before today's; below 0 it lies ahead."""
    months = today.year * 12 + today.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def _open(pack: Pack, dice: Dice, *, today: date) -> Iterator[Plot]:
    """The pack's own wordings go to those that have come furthest."""
    fates = [fate for fate, count in OPEN.items() for _each in range(count)]
    for index, fate in enumerate(fates):
        yield _plot(
            fate,
            pack,
            dice,
            ends_on=today - timedelta(days=dice.between(1, 3)),
            is_named=index < len(pack.sample.objectives),
            is_stuck=index == fates.index(Fate.IN),
            is_early=index == fates.index(Fate.IN) + 1,
        )


def _plot(fate: Fate, pack: Pack, dice: Dice, *, ends_on: date, **marks: bool) -> Plot:
    """A plot whose last deed falls on `ends_on`."""
    what = dice.draw(f"what of {fate in ENDED}", pack.sample.objectives)
    normal = normal_days(pack, what.offering)
    length = max(3, round(normal * dice.near(*PACE.get(fate, (0.6, 1.35)))))
    reached = dice.near(*REACHED[fate])
    if fate is Fate.UNIVERSE:
        began = ends_on - timedelta(days=dice.between(0, 4))
    else:
        began = ends_on - timedelta(days=round(length * reached))
    return Plot(fate, what, began, length, reached, **{"is_named": False, **marks})


def normal_days(pack: Pack, offering: str) -> int:
    """The pack's normal cycle of an offering, in days."""
    return next(
        each.normal_cycle_days for each in pack.offerings if each.key == offering
    )
