"""On which days a team meets, from a rule; the time of day is the team's own.

Three patterns are enough for a fixed slot (A26, method.md 2.A.4): every week, every
other week, or on some of a month's weekdays, such as the second and the fourth Tuesday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

WEEKLY, FORTNIGHTLY, MONTHLY = "weekly", "fortnightly", "monthly"
LAST = -1
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = timedelta(weeks=1)
_INTERVALS = {WEEKLY: 1, FORTNIGHTLY: 2}


@dataclass(frozen=True, slots=True)
class Rule:
    """`weekday` is 1 (Monday) to 7; `weeks` are 1 to 4 and `LAST`, if monthly.

    `starts_on` is a day of the rule itself: `begun` sees to that.
    """

    pattern: str
    weekday: int
    starts_on: date
    weeks: tuple[int, ...] = ()
    until: date | None = None

    @property
    def is_enough(self) -> bool:
        """Whether it gives two meetings in every calendar month (A27)."""
        return self.pattern != MONTHLY or len(self.weeks) > 1

    def begun(self) -> Rule:
        """The same, beginning on the first day that it names."""
        latest = self.starts_on + timedelta(days=62)
        return replace(
            self, starts_on=next(self.between(self.starts_on, latest), self.starts_on)
        )

    def between(self, first: date, last: date) -> Iterator[date]:
        """Its days from `first` to `last`, both included, in order."""
        end = min(last, self.until) if self.until else last
        days = self._monthly(first, end) if self.pattern == MONTHLY else self._weekly()
        for day in days:
            if day > end:
                return
            if day >= max(first, self.starts_on):
                yield day

    def includes(self, day: date) -> bool:
        return day in self.between(day, day)

    def _weekly(self) -> Iterator[date]:
        day = self.starts_on + timedelta(
            days=(self.weekday - self.starts_on.isoweekday()) % 7
        )
        while True:
            yield day
            day += _INTERVALS[self.pattern] * _WEEK

    def _monthly(self, first: date, last: date) -> Iterator[date]:
        month = max(first, self.starts_on).replace(day=1)
        while month <= last:
            yield from sorted({_nth(month, self.weekday, nth) for nth in self.weeks})
            month = next_month(month)

    def as_recur(self) -> dict[str, Any]:
        """The parts of an RRULE of RFC 5545, without its end."""
        day = DAYS[self.weekday - 1]
        if self.pattern == MONTHLY:
            return {"FREQ": "MONTHLY", "BYDAY": [f"{nth}{day}" for nth in self.weeks]}
        return {
            "FREQ": "WEEKLY",
            "INTERVAL": _INTERVALS[self.pattern],
            "BYDAY": day,
        }


def next_month(month: date) -> date:
    """The first day of the month after that of a day."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _nth(month: date, weekday: int, nth: int) -> date:
    """The nth of a weekday in the month that begins on a day."""
    if nth == LAST:
        end = next_month(month) - timedelta(days=1)
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    first = month + timedelta(days=(weekday - month.isoweekday()) % 7)
    return first + (nth - 1) * _WEEK


def paired(known: Iterable[date], days: Iterable[date]) -> dict[date, date]:
    """On which of a rule's `days` each known day is met: itself, or one of its week.

    What was known of no such week is left out; each day is given once.
    """
    left = set(days)
    pairs = {day: day for day in known if day in left}
    left -= set(pairs)
    in_week = {day.isocalendar()[:2]: day for day in sorted(left, reverse=True)}
    for day in sorted(set(known) - set(pairs)):
        other = in_week.pop(day.isocalendar()[:2], None)
        if other:
            pairs[day] = other
    return pairs
