"""A zone told in a calendar file is the zone that Python knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from bestfew.web.zones import add_zones

BEGIN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
BY_RULE = ["Europe/London", "America/New_York", "Australia/Lord_Howe"]
FIXED = ["Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Kathmandu"]
BY_THE_MOON = ["Africa/Casablanca"]


def book_of(zone: str) -> Any:
    book, event = Calendar(), Event()
    event.add("dtstart", BEGIN.astimezone(ZoneInfo(zone)))
    book.add_component(event)
    add_zones(book)
    return Calendar.from_ical(book.to_ical())


@pytest.mark.parametrize("zone", BY_RULE + FIXED + BY_THE_MOON)
def test_it_shows_the_hours_that_the_zone_shows(zone: str) -> None:
    (told,) = book_of(zone).walk("VTIMEZONE")

    known = told.to_tz(lookup_tzid=False)

    days = 365 * (3 if zone in BY_THE_MOON else 10)
    for each in range(days):
        at = BEGIN + timedelta(days=each)
        naive = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert known.utcoffset(naive) == ZoneInfo(zone).utcoffset(naive), at


@pytest.mark.parametrize(
    ("zone", "parts", "rules"),
    [(each, 2, 2) for each in BY_RULE] + [(each, 1, 0) for each in FIXED],
)
def test_it_is_told_as_briefly_as_may_be(zone: str, parts: int, rules: int) -> None:
    (told,) = book_of(zone).walk("VTIMEZONE")

    assert len(told.subcomponents) == parts
    assert sum("rrule" in each for each in told.subcomponents) == rules
    assert not any("rdate" in each for each in told.subcomponents)


def test_a_zone_stands_before_what_names_it() -> None:
    book = book_of("Europe/London")

    assert [each.name for each in book.subcomponents] == ["VTIMEZONE", "VEVENT"]


def test_days_without_a_time_name_no_zone() -> None:
    book, event = Calendar(), Event()
    event.add("dtstart", BEGIN.date())
    book.add_component(event)

    add_zones(book)

    assert not book.walk("VTIMEZONE")
