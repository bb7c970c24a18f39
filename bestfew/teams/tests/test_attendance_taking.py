"""Who came and took part; two who record at once; who leaves meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams import models
from bestfew.teams.actions import attendance as deeds
from bestfew.teams.actions.promises import (
    AboutOneself,
    blank_words_of,
    praise,
    promise,
    settle,
    wish,
)
from bestfew.teams.actions.series import call_off
from bestfew.teams.models import (
    Attendance,
    Meeting,
    Promise,
    TeamMember,
    Wish,
)
from bestfew.teams.sharing import ChangedMeanwhile
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.meetings_cast import TUESDAY, hold_meeting, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def mali(me: TeamMember) -> TeamMember:
    return seat_guest(me.team, "Mali", "florist")


def seen(meeting: Meeting) -> dict[TeamMember, tuple[str, bool]]:
    rows = Attendance.unscoped.filter(meeting=meeting).select_related("member")
    return {row.member: (row.state, row.took_part) for row in rows}


def test_the_last_tap_counts_and_nobody_elses_is_lost(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)
    at = meeting.begins_at

    deeds.mark(meeting, me, by=me, at=at, state="here")
    deeds.mark(meeting, mali, by=me, at=at, state="absent")
    deeds.mark(meeting, mali, by=mali, at=at, state="late")

    assert seen(meeting) == {me: ("here", False), mali: ("late", False)}
    assert meeting.state == Meeting.State.RUNNING


def test_one_tap_for_all_others_leaves_who_is_marked_alone(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting, oi = make_meeting(me), seat_guest(me.team, "Oi", "caterer")
    at = meeting.begins_at
    deeds.mark(meeting, mali, by=mali, at=at, state="absent")
    deeds.mark_part(meeting, oi, by=oi, at=at, took_part=True)

    for _twice in range(2):
        deeds.mark_rest(meeting, by=me, at=at)

    told = {me: ("here", False), mali: ("absent", False), oi: ("here", True)}
    assert seen(meeting) == told


def test_who_takes_part_is_here_and_who_is_absent_takes_none(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)
    at = meeting.begins_at

    deeds.mark_part(meeting, mali, by=me, at=at, took_part=True)
    assert seen(meeting)[mali] == ("here", True)
    deeds.mark(meeting, mali, by=me, at=at, state="medical")
    assert seen(meeting)[mali] == ("medical", False)


def test_a_substitute_has_a_name_until_they_come_themselves(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)
    at = meeting.begins_at

    deeds.mark(meeting, mali, by=me, at=at, state="substitute", substitute="Ploy")
    deeds.mark(meeting, mali, by=me, at=at, state="substitute")
    assert Attendance.unscoped.get(member=mali).substitute == "Ploy"
    deeds.mark(meeting, mali, by=me, at=at, state="here")
    assert Attendance.unscoped.get(member=mali).substitute == ""


def test_an_answer_beforehand_is_no_attendance(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)

    deeds.reply(meeting, mali, answer="no", at=NOON)
    deeds.reply(meeting, mali, answer="yes", at=NOON)

    row = Attendance.unscoped.get(member=mali)
    assert (row.reply, row.state) == ("yes", "")


def test_no_meeting_begins_a_day_early(me: TeamMember) -> None:
    meeting = make_meeting(me)
    early = meeting.begins_at - deeds.EARLY

    with pytest.raises(deeds.TooEarly):
        deeds.mark(meeting, me, by=me, at=early - timedelta(seconds=1), state="here")
    deeds.begin(meeting, at=early)
    deeds.begin(meeting, at=meeting.begins_at)

    meeting.refresh_from_db(from_queryset=Meeting.unscoped.all())
    assert meeting.opened_at == early


def test_closing_counts_who_was_not_marked_as_absent(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)
    deeds.mark(meeting, me, by=me, at=meeting.begins_at, state="here")

    deeds.close(meeting, by=me, at=meeting.ends_at)

    assert seen(meeting) == {me: ("here", False), mali: ("absent", False)}
    with pytest.raises(deeds.NotOpen):
        deeds.mark(meeting, mali, by=me, at=NOON, state="here")
    with pytest.raises(deeds.NotOpen):
        deeds.close(meeting, by=me, at=NOON)
    deeds.reopen(meeting)
    deeds.mark(meeting, mali, by=me, at=meeting.ends_at, state="late")
    with pytest.raises(deeds.NotOpen):
        deeds.reopen(meeting)


def test_what_is_called_off_is_not_recorded(me: TeamMember) -> None:
    meeting = make_meeting(me)
    call_off(meeting, reason="", at=NOON)

    with pytest.raises(deeds.NotOpen):
        deeds.mark(meeting, me, by=me, at=meeting.begins_at, state="here")


def test_who_leaves_in_the_middle(me: TeamMember, mali: TeamMember) -> None:
    meeting = make_meeting(me)
    at = meeting.begins_at
    deeds.mark(meeting, mali, by=me, at=at, state="here")

    TeamMember.unscoped.filter(pk=mali.pk).update(left_at=at)

    with pytest.raises(deeds.LeftMeanwhile):
        deeds.mark(meeting, mali, by=me, at=at, state="late")
    deeds.close(meeting, by=me, at=meeting.ends_at)
    assert seen(meeting) == {me: ("absent", False), mali: ("here", False)}


def test_who_joined_later_was_not_expected(me: TeamMember) -> None:
    meeting = make_meeting(me)
    later = seat_guest(me.team, "Late", "caterer")
    joined = meeting.ends_at + timedelta(minutes=1)
    TeamMember.unscoped.filter(pk=later.pk).update(joined_at=joined)

    assert [each.pk for each in deeds.roster(meeting)] == [me.pk]
    assert seen(hold_meeting(me)) == {me: ("here", True)}


def test_a_promise_comes_up_again_until_it_is_kept(
    me: TeamMember, mali: TeamMember
) -> None:
    meeting = make_meeting(me)
    made = promise(mali, text="Ask the venue", by=me, meeting=meeting, to=me, at=NOON)

    settle(made, state="not_yet", by=me, at=NOON, meeting=meeting)
    settle(made, state="kept", by=mali, at=NOON, meeting=meeting)

    row = Promise.unscoped.get()
    assert (row.state, row.by, row.settled_in) == ("kept", mali, meeting)
    settle(made, state="open", by=mali, at=NOON)
    assert Promise.unscoped.get().settled_at is None


def test_one_wish_a_month(me: TeamMember) -> None:
    first = wish(me, month=TUESDAY, text="A hotel", why="", at=NOON)
    again = wish(me, month=TUESDAY, text="A big hotel", why="", at=NOON, seen=1)

    assert first.pk == again.pk
    with pytest.raises(ChangedMeanwhile):
        wish(me, month=TUESDAY, text="A small one", why="", at=NOON, seen=1)
    assert Wish.unscoped.get().text == "A big hotel"


def test_nobody_praises_themselves(me: TeamMember, mali: TeamMember) -> None:
    with pytest.raises(AboutOneself):
        praise(me, about=me, text="I am good", at=NOON)

    assert praise(mali, about=me, text="Good", at=NOON).about == me


def test_who_leaves_takes_their_words_along(me: TeamMember, mali: TeamMember) -> None:
    meeting = make_meeting(me, chair=mali)
    deeds.mark(
        meeting, mali, by=me, at=meeting.begins_at, state="substitute", substitute="X"
    )
    promise(mali, text="Ask the venue", by=me, at=NOON)
    wish(mali, month=TUESDAY, text="A hotel", why="Rooms", at=NOON)
    praise(mali, about=me, text="Good", at=NOON)
    mine = promise(me, text="Send the list", by=me, at=NOON)

    blank_words_of(mali, NOON)

    said = (Promise.unscoped, Wish.unscoped, models.Testimonial.unscoped)
    texts = [row.text for rows in said for row in rows.exclude(pk=mine.pk)]
    assert texts == ["", "", ""]
    assert Wish.unscoped.get().why == ""
    assert Attendance.unscoped.get().substitute == ""
    assert Promise.unscoped.get(member=mali).state == "let_go"
    mine.refresh_from_db(from_queryset=Promise.unscoped.all())
    assert mine.text == "Send the list"
