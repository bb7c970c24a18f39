"""The day of a moment, told by the database, is the day that the zone says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import DateTimeField, Value
from django.utils import timezone

from bestfew.accounts.models import Membership, User
from bestfew.planning.queries.local_days import local_day, spells, starts

ZONES = ("Asia/Bangkok", "Asia/Kathmandu", "Europe/London", "Africa/Cairo", "UTC")
FIRST, LAST = date(2026, 3, 20), date(2026, 11, 5)


@pytest.mark.parametrize("name", [*ZONES, "America/Santiago", "Pacific/Chatham"])
def test_every_half_hour_near_a_change_falls_on_its_day(
    name: str, alice: Membership
) -> None:
    """Cairo's and Santiago's clocks change at midnight, Chatham is 12:45 ahead."""
    zone = ZoneInfo(name)
    moment = starts(FIRST, zone).astimezone(UTC)
    end = starts(LAST + timedelta(days=1), zone)
    turns = {each.until for each in spells(FIRST, LAST, zone)}

    with timezone.override(zone):
        while moment < end:
            if any(abs(moment - turn) < timedelta(days=1) for turn in turns):
                day = moment.astimezone(zone).date()
                assert told_by_database(moment) == day, moment
            moment += timedelta(minutes=30)


def told_by_database(at: datetime) -> date:
    rows = User.objects.annotate(at=Value(at, DateTimeField()))
    day: date = rows.values_list(local_day("at", FIRST, LAST), flat=True).get()
    return day


def test_where_clocks_never_change_there_is_one_spell() -> None:
    (found,) = spells(FIRST, LAST, ZoneInfo("Asia/Bangkok"))

    assert found.offset == timedelta(hours=7)
    assert found.on is None


def test_a_day_on_which_clocks_change_is_a_spell_by_itself() -> None:
    found = list(spells(FIRST, LAST, ZoneInfo("Europe/London")))

    assert [each.on for each in found] == [
        None, date(2026, 3, 29), None, date(2026, 10, 25), None
    ]  # fmt: skip
