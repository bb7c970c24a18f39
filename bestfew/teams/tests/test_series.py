"""Meetings planned by a rule; this one, the following or all of them changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.actions import changing
from bestfew.teams.actions import series as deeds
from bestfew.teams.jobs import keep_meetings
from bestfew.teams.models import (
    AgendaItem,
    Meeting,
    MeetingSeries,
    Team,
    TeamMember,
)
from bestfew.teams.rules.recurrence import WEEKLY, Rule
from bestfew.teams.sharing import ChangedMeanwhile
from bestfew.teams.tests.cast import make_team
from bestfew.teams.tests.meetings_cast import (
    TUESDAY,
    make_meeting,
    make_series,
    second_and_fourth,
)

pytestmark = pytest.mark.django_db
THURSDAYS = Rule(WEEKLY, 4, date(2026, 6, 1))


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


def meetings(series: MeetingSeries) -> list[Meeting]:
    return list(Meeting.unscoped.filter(series=series).order_by("occurs_on"))


def test_a_rule_makes_the_meetings_of_the_months_ahead(me: TeamMember) -> None:
    series = make_series(me)

    found = meetings(series)

    assert [each.on for each in found[:3]] == [
        TUESDAY, date(2026, 6, 9), date(2026, 6, 23),
    ]  # fmt: skip
    assert found[-1].on <= TUESDAY + deeds.AHEAD
    assert len(found) == 14
    assert found[0].begins_at == datetime(2026, 5, 26, 17, tzinfo=UTC)
    assert AgendaItem.unscoped.filter(meeting=found[0]).count() == 10


def test_six_stays_six_when_clocks_change(me: TeamMember) -> None:
    found = meetings(make_series(me))

    assert {each.starts for each in found} == {time(18)}
    assert {each.begins_at.hour for each in found} == {17, 18}


def test_filling_twice_makes_nothing_twice(me: TeamMember) -> None:
    series = make_series(me)
    count = len(meetings(series))

    assert deeds.fill(series, at=NOON) == 0
    assert deeds.fill(series, at=NOON + timedelta(days=30)) > 0
    assert len(meetings(series)) > count


def test_the_months_ahead_are_kept_by_themselves(
    me: TeamMember, alice: Membership
) -> None:
    series = make_series(me)
    ended = make_series(make_team(alice, "Other team"))
    Team.unscoped.filter(pk=ended.team_id).update(ended_at=NOON)
    Meeting.unscoped.all().delete()

    with time_machine.travel(NOON):
        for _twice in range(2):
            keep_meetings()

    assert len(meetings(series)) == 14
    assert not meetings(ended)


def test_a_rule_without_days_is_refused(me: TeamMember) -> None:
    rule = Rule(WEEKLY, 2, TUESDAY, until=TUESDAY - timedelta(days=1))

    with pytest.raises(deeds.NoSuchDay):
        make_series(me, rule)


def test_only_this_one_moves(me: TeamMember) -> None:
    first, second, *_rest = meetings(make_series(me))

    deeds.move_meeting(
        first, seen=1, at=NOON, on=date(2026, 5, 27), starts=time(19), place="Here"
    )

    first.refresh_from_db(from_queryset=Meeting.unscoped.all())
    assert (first.on, first.begins_at.hour, first.place) == (
        date(2026, 5, 27), 18, "Here",
    )  # fmt: skip
    assert first.occurs_on == TUESDAY
    assert first.is_changed
    assert first.sequence == 1
    assert not second.is_changed


def test_a_new_chair_does_not_tell_calendars(me: TeamMember) -> None:
    meeting = make_meeting(me)

    deeds.move_meeting(meeting, seen=1, at=NOON, chair=me)

    assert (meeting.chair, meeting.sequence) == (me, 0)


def test_two_who_move_it_at_once(me: TeamMember) -> None:
    meeting = make_meeting(me)
    deeds.move_meeting(meeting, seen=1, at=NOON, starts=time(19))

    with pytest.raises(ChangedMeanwhile):
        deeds.move_meeting(meeting, seen=1, at=NOON, starts=time(20))


def test_the_following_get_a_series_of_their_own(me: TeamMember) -> None:
    series = make_series(me)
    second = meetings(series)[1]

    other = changing.change_following(
        second, THURSDAYS, seen=1, at=NOON, starts=time(8), minutes=90
    )

    series.refresh_from_db(from_queryset=MeetingSeries.unscoped.all())
    assert [each.on for each in meetings(series)] == [TUESDAY]
    assert series.until == date(2026, 6, 8)
    assert meetings(other)[0].on == date(2026, 6, 4)
    assert {each.minutes for each in meetings(other)} == {90}
    assert other.zone == series.zone


def test_all_keeps_one_series_while_none_was_held(me: TeamMember) -> None:
    series = make_series(me)

    same = changing.change_all(
        series, second_and_fourth(), seen=1, at=NOON, starts=time(8)
    )

    assert same.pk == series.pk
    assert same.sequence == 1
    assert {each.starts for each in meetings(series)} == {time(8)}
    assert len(meetings(series)) == 14


def test_all_leaves_what_was_held(me: TeamMember) -> None:
    series = make_series(me)
    Meeting.unscoped.filter(series=series, on=TUESDAY).update(state="held")

    other = changing.change_all(
        series, second_and_fourth(), seen=1, at=NOON, starts=time(8)
    )

    assert [(each.on, each.starts) for each in meetings(series)] == [
        (TUESDAY, time(18))
    ]
    assert meetings(other)[0].on == date(2026, 6, 9)


def test_what_is_called_off_stays_and_may_be_called_on(me: TeamMember) -> None:
    meeting = make_meeting(me)

    deeds.call_off(meeting, reason="Flood", at=NOON)
    with pytest.raises(deeds.NotPlanned):
        deeds.call_off(meeting, reason="Flood", at=NOON)
    with pytest.raises(deeds.NotPlanned):
        deeds.move_meeting(meeting, seen=2, at=NOON, starts=time(9))
    assert (meeting.sequence, meeting.reason) == (1, "Flood")

    deeds.call_on(meeting, at=NOON)
    with pytest.raises(deeds.NotPlanned):
        deeds.call_on(meeting, at=NOON)
    assert (meeting.sequence, meeting.reason) == (2, "")


def test_an_end_takes_the_plans_after_it(me: TeamMember) -> None:
    series = make_series(me)

    deeds.end_series(series, seen=1, on=date(2026, 6, 30), at=NOON)

    assert len(meetings(series)) == 3
    assert deeds.fill(series, at=NOON) == 0
    with pytest.raises(ChangedMeanwhile):
        deeds.end_series(series, seen=1, on=TUESDAY, at=NOON)
