"""A team meets by another rule: what was said of meetings that take place is kept."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.actions import agenda, attendance, changing
from bestfew.teams.actions import series as deeds
from bestfew.teams.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingSeries,
    TeamMember,
)
from bestfew.teams.rules.recurrence import WEEKLY, Rule, paired
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.meetings_cast import (
    TUESDAY,
    make_meeting,
    make_series,
    second_and_fourth,
)

pytestmark = pytest.mark.django_db
SECOND, THIRD = date(2026, 6, 9), date(2026, 6, 23)
TUESDAYS = Rule(WEEKLY, 2, TUESDAY)
DAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 2, 1)))


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


def meeting_on(series: MeetingSeries, day: date) -> Meeting:
    found: Meeting = Meeting.unscoped.select_related("series", "chair").get(
        series=series, occurs_on=day
    )
    return found


def reply_of(meeting: Meeting, member: TeamMember) -> str:
    row: Attendance = Attendance.unscoped.get(meeting=meeting, member=member)
    return row.reply


def test_replies_chair_and_agenda_stay_in_a_series_changed_in_place(
    me: TeamMember,
) -> None:
    series = make_series(me)
    meeting = meeting_on(series, SECOND)
    deeds.move_meeting(meeting, seen=1, at=NOON, chair=me)
    attendance.reply(meeting, me, answer="yes", at=NOON)
    agenda.add_point(meeting, title="The fair", minutes=5)

    changing.change_all(series, second_and_fourth(), seen=1, at=NOON, starts=time(8))

    same = meeting_on(series, SECOND)
    assert (same.pk, same.chair, same.starts) == (meeting.pk, me, time(8))
    assert reply_of(same, me) == "yes"
    assert AgendaItem.unscoped.filter(meeting=same, title="The fair").exists()
    assert same.sequence > meeting.sequence


def test_replies_stay_where_the_following_get_a_series_of_their_own(
    me: TeamMember,
) -> None:
    mali = seat_guest(me.team, "Mali", "florist")
    series = make_series(me)
    attendance.reply(meeting_on(series, SECOND), me, answer="yes", at=NOON)
    attendance.reply(meeting_on(series, THIRD), mali, answer="no", at=NOON)
    Meeting.unscoped.filter(series=series).update(reminded_at=NOON)

    other = changing.change_following(
        meeting_on(series, SECOND), TUESDAYS, seen=1, at=NOON, starts=time(18),
        place="The Mill",
    )  # fmt: skip

    assert reply_of(meeting_on(other, SECOND), me) == "yes"
    assert reply_of(meeting_on(other, THIRD), mali) == "no"
    assert meeting_on(other, SECOND).place == "The Mill"
    assert meeting_on(other, SECOND).reminded_at == NOON
    assert meeting_on(other, date(2026, 6, 16)).place == "The Mill"
    assert not meeting_on(other, SECOND).is_changed


def test_who_answered_is_asked_again_about_another_day_of_the_week(
    me: TeamMember,
) -> None:
    series = make_series(me, TUESDAYS)
    meeting = meeting_on(series, SECOND)
    attendance.reply(meeting, me, answer="yes", at=NOON)
    Meeting.unscoped.filter(series=series).update(reminded_at=NOON)

    thursdays = Rule(WEEKLY, 4, TUESDAY)
    changing.change_all(series, thursdays, seen=1, at=NOON, starts=time(18))

    moved = meeting_on(series, date(2026, 6, 11))
    row = Attendance.unscoped.get(meeting=moved, member=me)
    assert moved.pk == meeting.pk
    assert moved.reminded_at is None
    assert (row.reply, row.replied_at) == ("", NOON)
    assert {e.on.isoweekday() for e in Meeting.unscoped.filter(series=series)} == {4}


def test_who_answered_is_asked_again_when_one_meeting_moves(me: TeamMember) -> None:
    meeting = make_meeting(me)
    attendance.reply(meeting, me, answer="yes", at=NOON)

    deeds.move_meeting(meeting, seen=1, at=NOON, starts=time(19))
    assert reply_of(meeting, me) == "yes"

    deeds.move_meeting(meeting, seen=2, at=NOON, on=date(2026, 5, 27))
    assert reply_of(meeting, me) == ""


def test_what_was_called_off_is_not_planned_again_by_a_new_rule(
    me: TeamMember,
) -> None:
    series = make_series(me)
    deeds.call_off(meeting_on(series, THIRD), reason="Holiday", at=NOON)

    other = changing.change_following(
        meeting_on(series, SECOND), second_and_fourth(SECOND), seen=1, at=NOON,
        starts=time(8),
    )  # fmt: skip

    on_the_day = Meeting.unscoped.filter(team=me.team_id, occurs_on=THIRD)
    assert [(e.state, e.series_id) for e in on_the_day] == [("cancelled", other.pk)]


def test_a_day_that_the_new_rule_does_not_have_goes(me: TeamMember) -> None:
    series = make_series(me, TUESDAYS)
    count = Meeting.unscoped.filter(series=series).count()

    changing.change_all(series, second_and_fourth(), seen=1, at=NOON, starts=time(18))

    assert Meeting.unscoped.filter(series=series).count() < count / 2 + 1
    assert not Meeting.unscoped.filter(series=series, on=date(2026, 6, 2)).exists()


@given(known=DAYS, days=DAYS)
def test_days_are_paired_once_and_within_their_week(
    known: set[date], days: set[date]
) -> None:
    pairs = paired(known, days)

    assert set(pairs) <= known
    assert set(pairs.values()) <= days
    assert len(set(pairs.values())) == len(pairs)
    assert {day for day in pairs if pairs[day] == day} == known & days
    assert all(a.isocalendar()[:2] == b.isocalendar()[:2] for a, b in pairs.items())
