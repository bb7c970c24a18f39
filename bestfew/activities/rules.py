"""What kind of work an activity was, what its outcome asks for, days to come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Work(StrEnum):
    """The kinds of work of text 003, and everything else."""

    CLOSE = "close"
    PROSPECT = "prospect"
    FUNNEL = "funnel"
    OTHER = "other"


SELLING = {"presentation", "visit", "advice"}
"""Kinds that sell: before someone is a prospect they are too early (B25)."""

UNQUALIFIED = {"lead", "possible", "disqualified"}

_BY_PLACE = {
    "best_few": Work.CLOSE,
    "in": Work.FUNNEL,
    "above": Work.PROSPECT,
    "universe": Work.PROSPECT,
}


def work_of(kind: str, *, place: str | None, state: str | None) -> Work:
    """The kind of work, from the objective's place, else from the person's state.

    Without an objective, work with someone who is not yet a prospect is prospecting; a
    note, and care for someone who is, belong to neither part.
    """
    if kind == "note":
        return Work.OTHER
    if place is not None:
        return _BY_PLACE[place]
    return Work.PROSPECT if state in UNQUALIFIED else Work.OTHER


def sells_too_early(kind: str, state: str | None) -> bool:
    """Whether a sales activity was spent on someone who is no prospect (B25)."""
    return kind in SELLING and state in UNQUALIFIED


def incomplete_presentation(kind: str, call_to_action: str, close: str) -> bool:
    """Every presentation has a call to action and a close (B33)."""
    return kind == "presentation" and not (call_to_action.strip() and close.strip())


@dataclass(frozen=True, slots=True)
class Chip:
    """A day one tap away; `key` says which words stand on it."""

    key: str
    on: date


def day_chips(today: date) -> Sequence[Chip]:
    """Tomorrow, in three days, in a week, in a month (B34)."""
    return (
        Chip("tomorrow", today + timedelta(days=1)),
        Chip("three", today + timedelta(days=3)),
        Chip("week", today + timedelta(days=7)),
        Chip("month", next_month(today)),
    )


def next_month(day: date) -> date:
    """The same day of the next month; its last day where it is shorter."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def snoozes(today: date) -> list[tuple[int, date]]:
    """One, three or seven days from today."""
    return [(days, today + timedelta(days=days)) for days in (1, 3, 7)]
