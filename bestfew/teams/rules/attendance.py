"""Who shows up (A30): absences in a rolling window, attendance and participation.

A window is open at its start and closed at its end (method.md 4.13). Counting by terms
would see three absences and one where a rolling window sees four: that is why it rolls.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

MONTHS = 6
LIMIT = 3
"""So many absences in six months are within what members promised each other."""
HALF = Fraction(1, 2)


class Mark(StrEnum):
    """How somebody attended one meeting (2.A.12)."""

    HERE = "here"
    ABSENT = "absent"
    LATE = "late"
    MEDICAL = "medical"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Attended:
    """One member at one meeting."""

    on: date
    mark: str
    took_part: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """From the day after `after` up to and with `until`."""

    after: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.after < day <= self.until

    @property
    def weeks(self) -> Fraction:
        return Fraction((self.until - self.after).days, 7)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one it has."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def window_of(on: date, *, months: int = MONTHS) -> Window:
    """The rolling window that ends on this day."""
    return Window(months_before(on, months), on)


def absences(
    rows: Iterable[Attended], window: Window, *, late_is_half: bool = False
) -> Fraction:
    """Absences in the window; late is half of one where the team agreed on that.

    A substitute came for them and a medical leave was announced: neither is one.
    """
    worth = {Mark.ABSENT: Fraction(1), Mark.LATE: HALF if late_is_half else Fraction()}
    marks = (row.mark for row in rows if row.on in window)
    return sum((worth.get(Mark(mark), Fraction()) for mark in marks), Fraction())


def is_over(count: Fraction, *, limit: int = LIMIT) -> bool:
    """Whether it is more than members may miss."""
    return count > limit


def attendance(rows: Iterable[Attended]) -> Fraction | None:
    """Present, and half of late, of what was scheduled (4.15); None before the first.

    A substitute fills the seat. A medical leave is left out on both sides.
    """
    marks = [Mark(row.mark) for row in rows]
    scheduled = [mark for mark in marks if mark is not Mark.MEDICAL]
    if not scheduled:
        return None
    present = sum(mark in (Mark.HERE, Mark.SUBSTITUTE) for mark in scheduled)
    return (present + HALF * scheduled.count(Mark.LATE)) / len(scheduled)


def participation(rows: Iterable[Attended]) -> Fraction | None:
    """Those who took part, of those who were there (A30); None where nobody was."""
    there = [row for row in rows if row.mark in (Mark.HERE, Mark.LATE)]
    if not there:
        return None
    return Fraction(sum(row.took_part for row in there), len(there))
