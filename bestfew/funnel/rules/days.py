"""The funnel of every past day, from the lives of its objectives (2.C.3).

An objective has one place a day: the one it has at the day's end. So several moves
within a day are one, and a place left again on the day it was reached is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from bestfew.funnel.rules.places import Place

RANKS = {place.value: rank for rank, place in enumerate(Place)}
ASIDE = ""
"""The place of an objective that is paused: it is in no count (OQ-13)."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """How an objective stands from the end of a day on. `value` is in `currency`."""

    on: date
    place: str
    currency: str
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Life:
    """One objective: its moments in their order, one a day at most, and its end.

    From the day it ended it is no more in the funnel.
    """

    seller: int
    moments: tuple[Moment, ...]
    ended_on: date | None = None
    is_won: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is so of an objective at a moment."""

    place: str
    is_paused: bool
    currency: str
    value: Decimal


class Change(NamedTuple):
    """From a day on, one thing that is known is another. `what` names it."""

    on: date
    what: str
    now: Any


def moments_of(
    begun_on: date, first: Known, changes: Iterable[Change]
) -> tuple[Moment, ...]:
    """The moments of a life: what is `first` known, then changes in their order.

    What changed before it began is so from its beginning on.
    """
    known, found = first, [_moment(begun_on, first)]
    for on, what, now in changes:
        known = replace(known, **{what: now})
        moment = _moment(max(on, found[-1].on), known)
        if moment.on == found[-1].on:
            found.pop()
        if not found or _stands(found[-1]) != _stands(moment):
            found.append(moment)
    return tuple(found)


def _moment(on: date, known: Known) -> Moment:
    place = ASIDE if known.is_paused else known.place
    return Moment(on, place, known.currency, known.value)


def _stands(moment: Moment) -> tuple[str, str, Decimal]:
    return moment.place, moment.currency, moment.value


class Cell(NamedTuple):
    """What is counted apart."""

    on: date
    seller: int
    place: str
    currency: str


@dataclass(slots=True)
class Count:
    """A place at the end of a day, and what moved that day.

    `count` objectives of `value` stand there. `fell` of those that moved out fell to a
    lower place. `entered` of those that moved in were there for the first time;
    `went_on` of these ever came higher or were won, at whatever day, and `won` of them
    were won.
    """

    count: int = 0
    value: Decimal = Decimal(0)
    moved_in: int = 0
    moved_out: int = 0
    fell: int = 0
    entered: int = 0
    went_on: int = 0
    won: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, each.name) for each in fields(self))


Counts = dict[Cell, Count]


def count_days(lives: Iterable[Life], *, first: date, last: date) -> Counts:
    """Every cell from `first` to `last`; what happened before is in the first counts.

    Empty cells are left out. Fates are what is known now, not on that day.
    """
    changes: Counts = {}
    for life in lives:
        _add(life, changes, last=last)
    return _summed(changes, first=first, last=last)


def _add(life: Life, changes: Counts, *, last: date) -> None:
    """What one life changes on the days of its moments."""
    been: set[str] = set()
    before: Moment | None = None
    for moment in _within(life, last):
        cell = _cell(changes, moment.on, life.seller, moment)
        if before:
            _take(changes, before, moment, life.seller)
        if moment.place and (before is None or before.place != moment.place):
            cell.moved_in += 1
            if moment.place not in been:
                been.add(moment.place)
                _enter(cell, life, moment)
        cell.count += 1
        cell.value += moment.value
        before = moment
    if before and life.ended_on and life.ended_on <= last:
        _take(changes, before, None, life.seller, on=life.ended_on)


def _within(life: Life, last: date) -> Iterator[Moment]:
    end = life.ended_on or date.max
    return (each for each in life.moments if each.on <= last and each.on < end)


def _take(
    changes: Counts,
    before: Moment,
    after: Moment | None,
    seller: int,
    on: date | None = None,
) -> None:
    """It stands no more where it stood, or as it stood."""
    cell = _cell(changes, after.on if after else on or before.on, seller, before)
    cell.count -= 1
    cell.value -= before.value
    if before.place and (after is None or after.place != before.place):
        cell.moved_out += 1
        if after and after.place and RANKS[after.place] < RANKS[before.place]:
            cell.fell += 1


def _enter(cell: Count, life: Life, moment: Moment) -> None:
    rank = RANKS[moment.place]
    higher = any(
        each.place and RANKS[each.place] > rank
        for each in life.moments
        if each.on > moment.on and (not life.ended_on or each.on < life.ended_on)
    )
    cell.entered += 1
    cell.won += life.is_won
    cell.went_on += life.is_won or higher


def _cell(changes: Counts, on: date, seller: int, moment: Moment) -> Count:
    return changes.setdefault(Cell(on, seller, moment.place, moment.currency), Count())


def _summed(changes: Counts, *, first: date, last: date) -> Counts:
    """Changes added up to what stands at the end of each day."""
    found: Counts = {}
    by_key: dict[tuple[int, str, str], dict[date, Count]] = {}
    for cell, change in changes.items():
        if cell.place != ASIDE:
            by_key.setdefault(cell[1:], {})[cell.on] = change
    for (seller, place, currency), days in by_key.items():
        count, value = 0, Decimal(0)
        for on in sorted(day for day in days if day < first):
            count, value = count + days[on].count, value + days[on].value
        on = first
        while on <= last:
            change = days.get(on) or Count()
            count, value = count + change.count, value + change.value
            change.count, change.value = count, value
            if not change.is_empty:
                found[Cell(on, seller, place, currency)] = change
            on += DAY
    return found
