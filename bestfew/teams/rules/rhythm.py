"""Whether a team keeps its rhythm: twice in a calendar month (A27).

A gap of more than 16 days is a warning before the month is over (OQ-15).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from bestfew.teams.rules.recurrence import next_month

A_MONTH = 2
LONGEST_GAP = 16


class Why(StrEnum):
    """What is wrong with the rhythm; the first is the gravest."""

    MISSED = "missed"
    SHORT = "short"
    GAP = "gap"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reason:
    """`month` is its first day. `gap`: days between `day` and the meeting after it."""

    why: Why
    month: date | None = None
    count: int = 0
    day: date | None = None
    gap: int = 0


def in_month(days: Collection[date], month: date) -> int:
    """How many of some days lie in the month of a day."""
    return sum((day.year, day.month) == (month.year, month.month) for day in days)


def alarm(
    held: Collection[date], planned: Collection[date], *, since: date, today: date
) -> tuple[Reason, ...]:
    """Why the rhythm is at fault, the gravest first; empty when all is well.

    `held` are days of meetings that took place, `planned` those that are still to
    come, `since` is when the team began. A month in which the team began is no whole
    one and not judged.
    """
    ahead = [day for day in planned if day >= today]
    if not ahead:
        return (*_past(held, since, today), Reason(Why.NOTHING))
    return (
        *_past(held, since, today),
        *_present(held, ahead, since, today),
        *_gaps(held, ahead, since, today),
    )


def _past(held: Collection[date], since: date, today: date) -> Iterator[Reason]:
    """The last month that is over, if the team was there for the whole of it."""
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    count = in_month(held, month)
    if since <= month and count < A_MONTH:
        yield Reason(Why.MISSED, month=month, count=count)


def _present(
    held: Collection[date], ahead: Sequence[date], since: date, today: date
) -> Iterator[Reason]:
    """The month that runs, by what was held and what is still planned."""
    month = today.replace(day=1)
    count = in_month({*held, *ahead}, month)
    if since <= month and count < A_MONTH:
        yield Reason(Why.SHORT, month=month, count=count)


def _gaps(
    held: Collection[date], ahead: Sequence[date], since: date, today: date
) -> Iterator[Reason]:
    """The first gap that is not over, from the last meeting (or the beginning) on."""
    last = max((day for day in held if day <= today), default=since)
    for day, following in pairwise(sorted({last, *ahead})):
        gap = (following - day).days
        if gap > LONGEST_GAP:
            yield Reason(Why.GAP, day=day, gap=gap)
            return


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the calendar picture, from its Monday."""

    monday: date
    held: int
    planned: int
    called_off: int


def weeks(
    held: Collection[date],
    planned: Collection[date],
    called_off: Collection[date],
    *,
    first: date,
    last: date,
) -> list[Week]:
    """Every week from that of `first` to that of `last`, with its meetings."""
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        found.append(
            Week(
                monday, *(_within(days, monday) for days in (held, planned, called_off))
            )
        )
        monday += timedelta(weeks=1)
    return found


def _within(days: Collection[date], monday: date) -> int:
    return sum(0 <= (day - monday).days < 7 for day in days)


def months(first: date, last: date) -> list[date]:
    """The first day of every month from that of `first` to that of `last`."""
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
