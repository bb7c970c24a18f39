"""The day of a moment where the workspace is, for millions of rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db import connection
from django.db.models import Case, DateField, Func, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Moments before `until` that are as far from universal time as each other.

    A day within which the clocks change is a spell by itself: `on` says which.
    """

    until: datetime
    offset: timedelta
    on: date | None = None


def starts(on: date, zone: tzinfo) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(on, time(), zone)


def spells(first: date, last: date, zone: tzinfo) -> Iterator[Spell]:
    """Of the days from first to last, both included, in their order."""
    day, found = first, None
    while day <= last:
        begins, ends = starts(day, zone), starts(day + DAY, zone)
        offset = begins.utcoffset() or timedelta()
        changes = ends.utcoffset() != offset
        now = Spell(ends, offset, day if changes else None)
        if found and (changes or found.on or found.offset != offset):
            yield found
        found = now
        day += DAY
    if found:
        yield found


def local_day(column: str, first: date, last: date) -> Any:
    """The day of a moment in the zone in force, for moments of these days only.

    PostgreSQL knows zones. SQLite would ask Python for every row, ten times as long:
    it is told how far the zone is from universal time instead.
    """
    if connection.vendor != "sqlite":
        return TruncDate(column)
    *before, last_spell = spells(first, last, timezone.get_current_timezone())
    whens = [
        When(**{f"{column}__lt": each.until}, then=_day(column, each))
        for each in before
    ]
    rest = _day(column, last_spell)
    return Case(*whens, default=rest, output_field=DateField()) if whens else rest


def _day(column: str, spell: Spell) -> Any:
    if spell.on:
        return Value(spell.on, DateField())
    shift = Value(f"{spell.offset.total_seconds():+.0f} seconds")
    return Func(column, shift, function="date", output_field=DateField())
