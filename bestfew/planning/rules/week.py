"""The week laid out in blocks, around the morning that is kept for prospecting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from bestfew.planning.rules.allocation import ORDER, UNITS, Shares, Work

UNIT, HALF = 60, 30
"""Minutes: what is laid out is a multiple of the one, a morning of the other."""

OPENS, NOON, AFTERNOON, MIDNIGHT = 9 * 60, 13 * 60, 14 * 60, 24 * 60
WEEKDAYS = (1, 2, 3, 4, 5)


class Kind(StrEnum):
    """What a block of time is for. A day off is time that is not worked."""

    CLOSE = "close"
    PROSPECT = "prospect"
    FUNNEL = "funnel"
    OTHER = "other"
    OFF = "off"


KIND_OF = {
    Work.CLOSE: Kind.CLOSE,
    Work.PROSPECT: Kind.PROSPECT,
    Work.COVER: Kind.FUNNEL,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Some minutes of a day, from so many minutes past midnight."""

    on: date
    start: int
    minutes: int
    work: str = ""

    @property
    def end(self) -> int:
        return self.start + self.minutes

    def overlaps(self, other: Slot) -> bool:
        """Whether they share a minute; one may begin where the other ends."""
        return self.on == other.on and self.start < other.end and other.start < self.end


def monday_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def minutes_past(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def clock_at(minutes: int) -> time:
    """The time of day so many minutes past midnight; raises ValueError outside it."""
    return time(minutes // 60, minutes % 60)


def working(days: Sequence[int]) -> Sequence[int]:
    """A workspace's working days; Monday to Friday where none are set."""
    return sorted(set(days)) or WEEKDAYS


def usual_morning(*, week_hours: int, days: Sequence[int]) -> tuple[int, int, int]:
    """Weekday, beginning and minutes of the morning that nobody has chosen (D40).

    One unit of the week, no more than a morning has, on the first working day.
    """
    minutes = week_hours * 60 // UNITS // HALF * HALF
    return working(days)[0], OPENS, max(HALF, min(minutes, NOON - OPENS))


def fill(
    days: Sequence[date],
    shares: Shares,
    *,
    week_minutes: int,
    day_minutes: int,
    taken: Sequence[Slot],
) -> list[Slot]:
    """Blocks for what the shares ask of a week and nothing laid out covers yet.

    Each day gets of each kind of work what is left of it, in proportion to the free
    time of the days that are left, the work that comes first (D38) first. What is
    `taken` stays, and counts for its kind. What finds no free time is left out.
    """
    left = {work: _asked(work, shares, week_minutes, taken) for work in ORDER}
    free = {day: list(_free(day, day_minutes, taken)) for day in days}
    room = sum(_units(spans) for spans in free.values())
    found: list[Slot] = []
    for day in days:
        here = _units(free[day])
        given = _of_the_day(left, here, room)
        found += _lay(given, free[day])
        left = {work: left[work] - given[work] for work in ORDER}
        room -= here
    return found


def _asked(work: Work, shares: Shares, week_minutes: int, taken: Sequence[Slot]) -> int:
    """Units that are still to be laid out."""
    kind = KIND_OF[work]
    there = sum(slot.minutes for slot in taken if slot.work == kind)
    return max(0, round((week_minutes * shares.of(work) / 100 - there) / UNIT))


def _free(day: date, day_minutes: int, taken: Sequence[Slot]) -> Iterator[Slot]:
    """The spans of a working day in which nothing is."""
    before = min(day_minutes, NOON - OPENS)
    after = min(day_minutes - before, MIDNIGHT - AFTERNOON)
    busy = sorted((slot for slot in taken if slot.on == day), key=lambda s: s.start)
    for start, minutes in ((OPENS, before), (AFTERNOON, after)):
        end = start + minutes
        for slot in busy:
            if slot.end <= start or slot.start >= end:
                continue
            yield Slot(day, start, max(0, slot.start - start))
            start = slot.end
        yield Slot(day, start, max(0, end - start))


def _units(spans: Iterable[Slot]) -> int:
    return sum(span.minutes // UNIT for span in spans)


def _of_the_day(left: dict[Work, int], here: int, room: int) -> dict[Work, int]:
    """A day's units of each kind: its share of what is left, by largest remainder."""
    total = sum(left.values())
    if not total or not here:
        return dict.fromkeys(ORDER, 0)
    units = min(here, -(-total * here // room))
    given = {work: units * left[work] // total for work in ORDER}
    by_remainder = sorted(ORDER, key=lambda work: -(units * left[work] % total))
    for work in by_remainder[: units - sum(given.values())]:
        given[work] += 1
    return given


def _lay(given: dict[Work, int], spans: Sequence[Slot]) -> Iterator[Slot]:
    """The units as blocks, one kind after the other, over the gaps between spans."""
    wanted = [(KIND_OF[work], given[work]) for work in ORDER if given[work]]
    for span in spans:
        start, room = span.start, span.minutes // UNIT
        while wanted and room:
            kind, units = wanted.pop(0)
            here = min(units, room)
            yield Slot(span.on, start, here * UNIT, kind)
            start, room = start + here * UNIT, room - here
            if units > here:
                wanted.insert(0, (kind, units - here))


def blank_days(
    days: Iterable[date], *, worked: Collection[date], off: Collection[date]
) -> list[date]:
    """Working days on which nothing was done, and that were not taken off (D42)."""
    return [day for day in days if day not in worked and day not in off]
