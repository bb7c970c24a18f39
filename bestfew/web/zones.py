"""The clock of a time zone, as a calendar file has to tell it (RFC 5545, VTIMEZONE).

Programs differ in what they read: dates of change in one long list are skipped by some
(npm's ical.js takes the first). So a zone that changes by a yearly rule is told by that
rule, and any other by one part for each change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 20
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Change:
    """The clock goes from one offset to another; `at` is what it shows just before."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def nth(self) -> int:
        """Which of its weekdays in the month; -1 is the last."""
        is_last = (self.at + timedelta(days=_WEEK)).month != self.at.month
        return -1 if is_last else (self.at.day - 1) // _WEEK + 1

    @property
    def rule(self) -> tuple[object, ...]:
        """What is the same every year, where it changes by a rule."""
        at = self.at
        return at.month, at.weekday(), at.time(), self.nth, self.after, self.before


def add_zones(book: Calendar) -> None:
    """Put every zone that the calendar's times name into it, before its events."""
    starts = [each.decoded("dtstart") for each in book.walk("VEVENT")]
    timed = [each for each in starts if isinstance(each, datetime)]
    zones = {str(each.tzinfo) for each in timed if isinstance(each.tzinfo, ZoneInfo)}
    first = min((each.year for each in timed), default=0) - 1
    parts = [_component(zone, first) for zone in sorted(zones)]
    book.subcomponents[:0] = parts


def _component(zone: str, first: int) -> Timezone:
    told = Timezone()
    told.add("tzid", zone)
    changes = changes_of(zone, first) or (_unchanging(zone, first),)
    yearly = _by_rule(changes)
    for change in yearly or changes:
        told.add_component(_part(change, repeats=bool(yearly)))
    return told


@lru_cache(maxsize=64)
def changes_of(zone: str, first: int) -> tuple[Change, ...]:
    """Every change of the clock in the years from `first` on."""
    return tuple(_found(ZoneInfo(zone), first))


def _found(zone: ZoneInfo, first: int) -> Iterator[Change]:
    begin = datetime(first, 1, 1, tzinfo=UTC)
    days = (datetime(first + YEARS, 1, 1, tzinfo=UTC) - begin).days
    every = (begin + timedelta(days=each) for each in range(days + 1))
    for offset, group in groupby(every, key=lambda at: _offset(zone, at)):
        at = next(group)
        if at > begin:
            at = _moment(zone, at - timedelta(days=1), at)
            before = _offset(zone, at - timedelta(minutes=1))
            shown = (at + before).replace(tzinfo=None)
            yield Change(shown, before, offset, at.astimezone(zone).tzname() or "")


def _moment(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The minute at which the offset becomes what it is at `high`."""
    while high - low > timedelta(minutes=1):
        minutes = (high - low) // timedelta(minutes=1)
        middle = low + timedelta(minutes=minutes // 2)
        changed = _offset(zone, middle) == _offset(zone, high)
        low, high = (low, middle) if changed else (middle, high)
    return high


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _by_rule(changes: Iterable[Change]) -> list[Change]:
    """The first of each yearly change; none where one year differs from another."""
    rules: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        rules.setdefault(change.rule, []).append(change)
    kept = [each[0] for each in rules.values() if len(each) == YEARS]
    return kept if len(kept) == len(rules) == 2 else []


def _unchanging(zone: str, first: int) -> Change:
    at = datetime.combine(date(first, 1, 1), datetime.min.time())
    offset = _offset(ZoneInfo(zone), at.replace(tzinfo=UTC))
    name = at.replace(tzinfo=ZoneInfo(zone)).tzname() or ""
    return Change(at, offset, offset, name)


def _part(change: Change, *, repeats: bool) -> TimezoneStandard | TimezoneDaylight:
    kind = TimezoneDaylight if change.after > change.before else TimezoneStandard
    part = kind()
    part.add("dtstart", change.at)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if repeats:
        day = f"{change.nth}{_DAYS[change.at.weekday()]}"
        part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": change.at.month, "BYDAY": day})
    return part
