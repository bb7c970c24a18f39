"""Two at the same moment: a seat is for one, a leader remains, nothing is lost."""

from __future__ import annotations

from datetime import time

import pytest

from bestfew.accounts.models import LinkUsedOrExpired, Membership
from bestfew.conftest import NOON
from bestfew.teams import actions
from bestfew.teams.actions import agenda, attendance
from bestfew.teams.actions import series as planning
from bestfew.teams.actions.leaving import LastLeaderStays
from bestfew.teams.actions.promises import wish
from bestfew.teams.actions.seats import SeatTaken
from bestfew.teams.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Position,
    TeamMember,
    Wish,
)
from bestfew.teams.sharing import ChangedMeanwhile
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.meetings_cast import make_meeting
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _sitting(mine: TeamMember) -> list[TeamMember]:
    return list(TeamMember.unscoped.filter(team=mine.team_id, left_at=None))


@pytest.mark.parametrize("same", [True, False], ids=["one link", "two links"])
def test_one_of_two_takes_the_seat(alice: Membership, *, same: bool) -> None:
    mine = make_team(alice)
    seat = actions.add_seat(mine, profession="florist", at=NOON)
    first = actions.invite(mine, seat, at=NOON)[1]
    second = first if same else actions.invite(mine, seat, at=NOON)[1]

    came = at_once(
        alice.workspace,
        lambda: actions.accept_as_guest(first, at=NOON, name="A", business="A"),
        lambda: actions.accept_as_guest(second, at=NOON, name="B", business="B"),
    )

    refused = [each for each in came if isinstance(each, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], LinkUsedOrExpired | SeatTaken)
    assert len(_sitting(mine)) == 2


def test_of_two_leaders_who_leave_one_stays(alice: Membership) -> None:
    mine = make_team(alice)
    other = seat_guest(mine.team, "Mali", "florist")
    seat_guest(mine.team, "Wit", "venue")
    actions.appoint(mine, other, Position.LEADER)
    other.position = Position.LEADER

    came = at_once(
        alice.workspace,
        lambda: actions.leave(mine, at=NOON),
        lambda: actions.leave(other, at=NOON),
    )

    assert [type(each) for each in came if each] == [LastLeaderStays]
    assert [each.position for each in _sitting(mine)].count(Position.LEADER) == 1


def test_two_who_record_a_meeting_lose_nothing(alice: Membership) -> None:
    """It begins by either of the first taps; each marks one, then both the same one."""
    mine = make_team(alice)
    mali, wit, som = (
        seat_guest(mine.team, name, does)
        for name, does in (("Mali", "florist"), ("Wit", "venue"), ("Som", "caterer"))
    )
    meeting = make_meeting(mine, NOON.date(), starts=time(14))

    def record(by: TeamMember, who: TeamMember, state: str) -> None:
        attendance.mark(meeting, who, by=by, at=NOON, state=state)
        attendance.mark_part(meeting, who, by=by, at=NOON, took_part=state == "here")
        attendance.mark(meeting, som, by=by, at=NOON, state="late")

    came = at_once(
        alice.workspace,
        lambda: record(mine, mali, "here"),
        lambda: record(mali, wit, "absent"),
    )

    rows = Attendance.unscoped.filter(meeting=meeting).order_by("member")
    assert came == [None, None]
    assert list(rows.values_list("member", "state", "took_part")) == [
        (mali.pk, "here", True), (wit.pk, "absent", False), (som.pk, "late", False),
    ]  # fmt: skip
    meeting.refresh_from_db()
    assert meeting.state == "running"


def test_a_tap_while_a_meeting_closes_is_kept_or_refused(alice: Membership) -> None:
    mine = make_team(alice)
    mali = seat_guest(mine.team, "Mali", "florist")
    meeting = make_meeting(mine, NOON.date(), starts=time(14))

    closed, tapped = at_once(
        alice.workspace,
        lambda: attendance.close(meeting, by=mine, at=NOON),
        lambda: attendance.mark(meeting, mali, by=mali, at=NOON, state="here"),
    )

    row = Attendance.unscoped.get(member=mali)
    assert closed is None
    if tapped is None:
        assert row.state == "here"
    else:
        assert isinstance(tapped, attendance.NotOpen)
        assert row.state == "absent"


def test_points_added_at_once_are_both_there(alice: Membership) -> None:
    mine = make_team(alice)
    meeting = make_meeting(mine, NOON.date(), starts=time(14))
    before = AgendaItem.unscoped.filter(meeting=meeting).count()

    at_once(
        alice.workspace,
        lambda: agenda.add_point(meeting, title="Cake", minutes=5),
        lambda: agenda.add_point(meeting, title="Tea", minutes=5),
    )

    places = AgendaItem.unscoped.filter(meeting=meeting).values_list("position")
    assert len(set(places)) == len(places) == before + 2


def test_of_two_wishes_at_once_one_is_told(alice: Membership) -> None:
    mine = make_team(alice)
    month = NOON.date().replace(day=1)

    came = at_once(
        alice.workspace,
        lambda: wish(mine, month=month, text="Brides", why="", at=NOON),
        lambda: wish(mine, month=month, text="Hotels", why="", at=NOON),
    )

    assert [type(each) for each in came if not isinstance(each, Wish)] == [
        ChangedMeanwhile
    ]
    assert Wish.unscoped.count() == 1


def test_a_point_left_out_meanwhile_is_not_raised(alice: Membership) -> None:
    mine = make_team(alice)
    meeting = make_meeting(mine, NOON.date(), starts=time(14))
    last = AgendaItem.unscoped.filter(meeting=meeting).order_by("-position")[0]
    AgendaItem.unscoped.filter(pk=last.pk).delete()

    agenda.raise_point(last)

    assert not AgendaItem.unscoped.filter(pk=last.pk).exists()


def test_calendars_heed_what_is_called_off_while_it_moves(alice: Membership) -> None:
    """Each change counts on from the other's, or calendars would leave it out."""
    mine = make_team(alice)
    moving = make_meeting(mine, NOON.date(), starts=time(14))
    stale = Meeting.unscoped.get(pk=moving.pk)
    planning.move_meeting(moving, seen=moving.version, at=NOON, starts=time(15))

    planning.call_off(stale, reason="Rain", at=NOON)

    now = Meeting.unscoped.get(pk=moving.pk)
    assert (now.sequence, now.version) == (moving.sequence + 1, moving.version + 1)
    assert (stale.sequence, now.is_called_off) == (now.sequence, True)


def test_a_meeting_that_went_meanwhile_takes_nothing(alice: Membership) -> None:
    """A changed rhythm does away with plans, while somebody has one before them."""
    mine = make_team(alice)
    meeting = make_meeting(mine, NOON.date(), starts=time(14))
    Meeting.unscoped.filter(pk=meeting.pk).delete()

    with pytest.raises(attendance.NotOpen):
        attendance.reply(meeting, mine, answer="yes", at=NOON)
    with pytest.raises(attendance.NotOpen):
        attendance.reopen(meeting)
    with pytest.raises(planning.NotPlanned):
        planning.call_off(meeting, reason="", at=NOON)
    with pytest.raises(planning.NotPlanned):
        planning.call_on(meeting, at=NOON)
