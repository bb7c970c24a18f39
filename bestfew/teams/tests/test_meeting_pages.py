"""The screen that runs a meeting, through both doors, with and without htmx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.teams.actions.attendance import close, mark
from bestfew.teams.actions.promises import promise
from bestfew.teams.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingFeed,
    MeetingSeries,
    Promise,
    TeamMember,
    Wish,
)
from bestfew.teams.tests.cast import link_of, make_team, seat_guest, seat_member
from bestfew.teams.tests.meetings_cast import make_meeting, make_series

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
PLAN = {"pattern": "fortnightly", "on": "2026-05-26", "starts": "18:00",
        "minutes": "60", "place": "Riverside Café", "link": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def mali(me: TeamMember) -> TeamMember:
    return seat_guest(me.team, "Mali", "florist", language="en")


@pytest.fixture
def meeting(me: TeamMember, mali: TeamMember) -> Meeting:
    """It may begin: it is at one o'clock."""
    return make_meeting(me, TODAY, starts=time(14), place="Riverside Café")


def member_url(me: TeamMember, name: str, *args: int) -> str:
    return reverse(f"team:{name}", args=[me.team_id, *args])


class Guest:
    """A browser without an account, and the link it came by."""

    def __init__(self, member: TeamMember) -> None:
        self.client, self.secret = Client(), link_of(member)

    def url(self, name: str, *args: int) -> str:
        return reverse(f"guest:{name}", args=[self.secret, *args])

    def get(self, name: str, *args: int) -> str:
        answer = self.client.get(self.url(name, *args))
        assert answer.status_code == HTTPStatus.OK
        return str(answer.content.decode())

    def post(self, name: str, *args: int, **data: object) -> str:
        sent = {key: str(value) for key, value in data.items()}
        answer = self.client.post(self.url(name, *args), sent, follow=True)
        assert answer.status_code == HTTPStatus.OK
        return str(answer.content.decode())


def state_of(member: TeamMember) -> str:
    return str(Attendance.unscoped.get(member=member).state)


def test_a_leader_plans_and_everybody_reads(
    alice: Membership, me: TeamMember, mali: TeamMember
) -> None:
    page = signed_in(alice).post(member_url(me, "plan-meetings"), PLAN, follow=True)

    assert MeetingSeries.unscoped.get().pattern == "fortnightly"
    assert "Tuesday 26 May, 18:00" in page.content.decode()
    assert "Tuesday 26 May, 18:00" in Guest(mali).get("meetings")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-05-20"}, "This day is over."),
        ({"on": "9999-12-31"}, "Enter a valid date."),
        ({"until": "9999-12-31"}, "Enter a valid date."),
        ({"pattern": "monthly"}, "Please choose the weeks."),
        ({"until": "2026-05-25"}, "This is before the first meeting."),
        ({"minutes": "5"}, "greater than or equal to 10"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_a_plan_that_cannot_be(
    alice: Membership, me: TeamMember, wrong: dict[str, str], said: str
) -> None:
    page = signed_in(alice).post(member_url(me, "plan-meetings"), PLAN | wrong)

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.content.decode()
    assert not Meeting.unscoped.exists()


def test_only_who_leads_plans(mali: TeamMember, meeting: Meeting) -> None:
    guest = Guest(mali)

    for name, args in (
        ("plan-meetings", []), ("change-meeting", [meeting.pk]),
        ("call-off", [meeting.pk]), ("call-on", [meeting.pk]),
    ):  # fmt: skip
        answer = guest.client.post(guest.url(name, *args), PLAN)
        assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Meeting.unscoped.get().state == "planned"


def test_who_comes_is_said_beforehand(mali: TeamMember, meeting: Meeting) -> None:
    page = Guest(mali).post("reply", meeting.pk, answer="yes")

    assert "One comes so far." in page
    assert Attendance.unscoped.get().reply == "yes"


def test_a_guest_runs_a_meeting_without_javascript(
    me: TeamMember, mali: TeamMember, meeting: Meeting
) -> None:
    old = promise(me, text="Find two couples", by=me, at=NOON - timedelta(days=9))
    guest = Guest(mali)

    page = guest.post("stage", meeting.pk, to="begin")
    assert "Who is here?" in page
    guest.post("attend", meeting.pk, member=me.pk, state="here")
    page = guest.post("attend", meeting.pk, member=mali.pk, state="late")
    assert "2 of 2 are here" in page
    guest.post("attend", meeting.pk, member=mali.pk, part="1")
    first = AgendaItem.unscoped.filter(meeting=meeting).order_by("position")[0]
    page = guest.post("tick", first.pk, done="1")
    assert "First: did we keep what we promised?" in page
    page = guest.post("settle", old.pk, meeting=meeting.pk, state="kept")
    assert "1 of 1 kept" in page
    page = guest.post(
        "promise", meeting.pk, member=mali.pk, text="Send the list", to=me.pk
    )
    assert "Send the list" in page
    page = guest.post("wish", meeting.pk, mali.pk, text="A hotel", why="Rooms", seen=0)
    assert "A hotel" in page
    page = guest.post("praise", meeting.pk, about=me.pk, text="Lovely pictures")
    assert "Lovely pictures" in page
    page = guest.post("note", meeting.pk, note="Cake was good", seen=1)
    assert "Cake was good" in page
    page = guest.post("stage", meeting.pk, to="close")

    assert "2 of 2 came. 1 of 1 promises was kept." in page
    minutes = guest.get("minutes", meeting.pk)
    for text in ("Alice: here", "Mali: late", "Find two couples (kept)",
                 "Send the list", "A hotel (Rooms)", "Lovely pictures",
                 "Cake was good"):  # fmt: skip
        assert text in minutes, text


def test_the_order_is_who_then_promises(
    alice: Membership, me: TeamMember, meeting: Meeting
) -> None:
    browser = signed_in(alice)
    browser.post(member_url(me, "stage", meeting.pk), {"to": "begin"})

    page = browser.get(member_url(me, "meeting", meeting.pk)).content.decode()

    places = [page.index(f'id="{name}"') for name in ("agenda", "who", "kept")]
    assert places == sorted(places)


def seen_on(page: str) -> str:
    found = re.search(r'name="seen"\s+value="([^"]+)"', page)
    assert found
    return found[1]


def test_two_who_record_at_once_see_each_other(
    alice: Membership, me: TeamMember, mali: TeamMember, meeting: Meeting
) -> None:
    browser, guest = signed_in(alice), Guest(mali)
    guest.post("stage", meeting.pk, to="begin")
    page = browser.get(member_url(me, "meeting", meeting.pk)).content.decode()
    news = member_url(me, "news", meeting.pk)
    ask = {"seen": seen_on(page)}
    htmx = {"HX-Request": "true"}
    assert browser.get(news, ask, headers=htmx).status_code == HTTPStatus.NO_CONTENT

    guest.post("attend", meeting.pk, member=mali.pk, state="late")
    answer = browser.post(
        member_url(me, "attend", meeting.pk),
        {"member": me.pk, "state": "here", **ask},
        headers=htmx,
    ).content.decode()

    assert (state_of(me), state_of(mali)) == ("here", "late")
    assert 'id="who"' in answer
    assert 'id="kept"' not in answer
    assert "2 of 2 are here" in answer
    assert browser.get(
        news, {"seen": seen_on(answer)}, headers=htmx
    ).status_code == HTTPStatus.NO_CONTENT  # fmt: skip


def test_notes_of_two_never_overwrite_each_other(
    mali: TeamMember, meeting: Meeting
) -> None:
    guest = Guest(mali)
    guest.post("note", meeting.pk, note="First", seen=1)

    answer = guest.client.post(
        guest.url("note", meeting.pk), {"note": "Second", "seen": "1"}
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Second" in answer.content.decode()
    assert Meeting.unscoped.get().note == "First"


def test_who_left_in_the_middle_is_told_in_a_sentence(
    alice: Membership, me: TeamMember, mali: TeamMember, meeting: Meeting
) -> None:
    mark(meeting, mali, by=me, at=NOON, state="here")
    guest = Guest(mali)
    TeamMember.unscoped.filter(pk=mali.pk).update(left_at=NOON, name="")

    page = signed_in(alice).post(
        member_url(me, "attend", meeting.pk),
        {"member": mali.pk, "state": "late"},
        follow=True,
    ).content.decode()  # fmt: skip

    assert "They have left the team meanwhile." in page
    assert "A former member" in page
    assert state_of(mali) == "here"
    for name in ("meeting", "news", "minutes"):
        answer = guest.client.get(guest.url(name, meeting.pk))
        assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("sent", [{"state": "dancing"}, {"state": ""}, {}])
def test_nonsense_records_nothing(
    me: TeamMember, mali: TeamMember, meeting: Meeting, sent: dict[str, str]
) -> None:
    Guest(mali).post("attend", meeting.pk, member=me.pk, **sent)

    assert not Attendance.unscoped.exists()


def test_a_meeting_of_next_week_is_not_recorded(
    me: TeamMember, mali: TeamMember
) -> None:
    later = make_meeting(me, TODAY + timedelta(days=7))

    page = Guest(mali).post("attend", later.pk, member=me.pk, state="here")

    assert "This meeting is not today." in page
    assert not Attendance.unscoped.exists()


def test_hostile_words_are_only_words(
    alice: Membership, me: TeamMember, mali: TeamMember, meeting: Meeting
) -> None:
    bad = "<script>alert(1)</script>"
    guest = Guest(mali)
    guest.post("stage", meeting.pk, to="begin")
    guest.post("promise", meeting.pk, member=mali.pk, text=bad)
    guest.post("wish", meeting.pk, mali.pk, text=bad, why=bad, seen=0)
    guest.post("praise", meeting.pk, about=me.pk, text=bad)
    guest.post("note", meeting.pk, note=bad, seen=1)
    close(meeting, by=me, at=NOON)

    browser = signed_in(alice)
    for name in ("meeting", "minutes"):
        page = browser.get(member_url(me, name, meeting.pk)).content.decode()
        assert bad not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("scope", ["one", "following", "all"])
def test_a_meeting_is_changed_alone_or_with_others(
    alice: Membership, me: TeamMember, scope: str
) -> None:
    series = make_series(me)
    second = Meeting.unscoped.filter(series=series).order_by("on")[1]
    data = {"on": "2026-06-09", "starts": "19:30", "minutes": "60", "place": "",
            "link": "", "chair": me.pk, "scope": scope, "seen": "1",
            "series_seen": "1", "pattern": "monthly", "weeks": ["2", "4"]}  # fmt: skip

    signed_in(alice).post(member_url(me, "change-meeting", second.pk), data)

    late = Meeting.unscoped.filter(starts=time(19, 30)).order_by("on")
    days = [each.on for each in late]
    first = date(2026, 5, 26) if scope == "all" else date(2026, 6, 9)
    assert days[0] == first
    assert (len(days) == 1) == (scope == "one")


def test_called_off_and_on_again(
    alice: Membership, me: TeamMember, meeting: Meeting
) -> None:
    browser = signed_in(alice)
    browser.post(member_url(me, "call-off", meeting.pk), {"reason": "Flood"})
    page = browser.get(member_url(me, "meeting", meeting.pk)).content.decode()
    assert "Flood" in page

    browser.post(member_url(me, "call-on", meeting.pk))

    assert Meeting.unscoped.get().state == "planned"


def test_an_agenda_is_arranged(mali: TeamMember, meeting: Meeting) -> None:
    guest = Guest(mali)
    points = AgendaItem.unscoped.filter(meeting=meeting).order_by("position")
    third = points[2]

    guest.post("agenda", meeting.pk, title="Spring fair", minutes=7)
    guest.post("change-point", third.pk, do="up")
    guest.post("change-point", points[0].pk, minutes=5)
    page = guest.post("change-point", points[4].pk, do="remove")

    keys = [point.key or point.title for point in points]
    assert keys == ["attendance", "accounts", "promises", "referrals", "places",
                    "seats", "commitments", "testimonials", "Spring fair",
                    "next"]  # fmt: skip
    assert "Spring fair" in page
    assert points[0].minutes == 5


def test_the_private_address_of_a_guest(mali: TeamMember, meeting: Meeting) -> None:
    guest = Guest(mali)
    guest.post("open-feed")
    page = guest.get("meetings")
    found = re.search(r"http://testserver(/meetings/[^\"]+\.ics)", page)
    assert found

    answer = Client().get(found[1])

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["location"]) == "Riverside Café"
    guest.post("open-feed")
    assert Client().get(found[1]).status_code == HTTPStatus.NOT_FOUND
    assert MeetingFeed.unscoped.filter(ended_at=None).count() == 1
    guest.post("end-feed")
    assert not MeetingFeed.unscoped.filter(ended_at=None).exists()


def test_one_meeting_as_a_file(mali: TeamMember, meeting: Meeting) -> None:
    guest = Guest(mali)

    answer = guest.client.get(guest.url("meeting-file", meeting.pk))

    assert answer["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in answer.content


def test_members_see_the_same_meeting_in_their_own_language(
    me: TeamMember, bob: Membership, meeting: Meeting
) -> None:
    theirs = seat_member(me.team, bob, "caterer")
    bob.user.language = "vi"
    bob.user.save()

    page = signed_in(bob).get(member_url(theirs, "meetings"))

    assert page.status_code == HTTPStatus.OK
    assert Promise.unscoped.count() == Wish.unscoped.count() == 0
