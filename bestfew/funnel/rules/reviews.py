"""Whether time and uncertainty fall from review to review (D22, D23, OQ-12)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf

OVER = 2
"""Reviews over which something should have fallen."""


class Alarm(StrEnum):
    """What did not fall over two reviews."""

    TIME = "time"
    UNCERTAINTY = "uncertainty"


@dataclass(frozen=True, slots=True)
class Said:
    """A review: the day, when it should close, how sure in percent."""

    on: date
    expected_close: date | None
    confidence: int

    @property
    def uncertainty(self) -> int:
        return 100 - self.confidence

    @property
    def time_left(self) -> float:
        """Days to the close as seen that day; 0 if it was past, endless if unknown."""
        if self.expected_close is None:
            return inf
        return max(0, (self.expected_close - self.on).days)


def a_week_later(day: date) -> date:
    return day + timedelta(days=7)


def a_month_later(day: date) -> date:
    """The same day of the next month; the last one where that month is shorter."""
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    _first, length = monthrange(following.year, following.month)
    return following.replace(day=min(day.day, length))


LATER = {"week": a_week_later, "month": a_month_later}
"""What one tap moves a close by."""


def by_day(reviews: Iterable[Said]) -> list[Said]:
    """One review a day, the last of it: who corrects a figure reviews once."""
    return list({each.on: each for each in reviews}.values())


def not_falling(reviews: Sequence[Said]) -> tuple[Alarm, ...]:
    """What the last review has not brought below where it was two reviews before.

    `reviews` come in their order. With fewer than three days of reviews there is no
    telling; an uncertainty of 0 cannot fall any more.
    """
    days = by_day(reviews)
    if len(days) <= OVER:
        return ()
    before, last = days[-1 - OVER], days[-1]
    found = []
    if last.time_left >= before.time_left:
        found.append(Alarm.TIME)
    if last.uncertainty >= before.uncertainty > 0:
        found.append(Alarm.UNCERTAINTY)
    return tuple(found)


def is_stuck(found: Sequence[Alarm]) -> bool:
    """Neither fell: the alarm of D23. One of them alone is a warning."""
    return len(found) == len(Alarm)
