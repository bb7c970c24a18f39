"""Of another rule everybody hears, whoever leads; through whoever can send."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from bestfew.accounts.models import Membership
from bestfew.campaigns.tests.post import Sink, text_in
from bestfew.conftest import NOON, signed_in
from bestfew.teams.actions.series import call_off
from bestfew.teams.jobs import remind_of_meetings
from bestfew.teams.meeting_letters import telling
from bestfew.teams.models import GuestLink, Meeting, MeetingSeries, TeamMember
from bestfew.teams.tests.meetings_cast import make_meeting, make_series

pytestmark = pytest.mark.usefixtures("in_workspace", "own_server")
BOTH = ["alice@example.org", "mali@example.org"]


def first_of(series: MeetingSeries) -> Meeting:
    found: Meeting = Meeting.unscoped.filter(series=series).order_by("on")[0]
    return found


def other_rule(meeting: Meeting, **facts: str) -> dict[str, str]:
    """What the form sends for Tuesdays, every week at seven, from this one on."""
    said = {"on": f"{meeting.on}", "starts": "19:00", "minutes": "60"}
    said |= {"place": "Riverside Café", "pattern": "weekly", "scope": "following"}
    return said | {"seen": "1", "series_seen": "1"} | facts


def test_everybody_hears_of_another_rule(
    alice: Membership, me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = first_of(make_series(me))
    url = reverse("team:change-meeting", args=[me.team_id, meeting.pk])

    for _twice in range(2):  # the second is of a version that is no more
        signed_in(alice).post(url, other_rule(meeting))

    assert sorted(sink.to) == BOTH
    letter = next(each for each in sink.got if "mali" in str(each["To"]))
    assert str(letter["Subject"]) == "When Tuesday team meets from now on"
    words = text_in(letter)
    assert "- Tuesday 26 May, 19:00, Riverside Café\n- Tuesday 2 June, 19:00" in words
    (file,) = letter.iter_attachments()
    assert "FREQ=WEEKLY" in file.get_content()
    assert Calendar.from_ical(file.get_content()).walk("VEVENT")


@pytest.mark.parametrize(
    "facts",
    [
        {"scope": "one"},
        {"starts": "18:00", "pattern": "monthly", "weeks": "2 4"},
    ],
)
def test_of_one_meeting_or_of_nothing_new_there_is_no_letter(
    alice: Membership,
    me: TeamMember,
    mali: TeamMember,
    sink: Sink,
    facts: dict[str, str],
) -> None:
    meeting = first_of(make_series(me))
    url = reverse("team:change-meeting", args=[me.team_id, meeting.pk])
    said: dict[str, object] = dict(other_rule(meeting, **facts))
    said["weeks"] = facts.get("weeks", "").split()

    answer = signed_in(alice).post(url, said)

    assert answer.status_code == 302
    assert sink.to == []


def test_everybody_hears_that_a_rule_ended(
    alice: Membership, me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = first_of(make_series(me))
    url = reverse("team:end-series", args=[me.team_id, meeting.pk])

    for _twice in range(2):
        signed_in(alice).post(url)

    assert sorted(sink.to) == BOTH
    assert text_in(sink.got[0]).startswith("No meeting is planned.")


def test_a_guest_who_leads_is_written_for(
    me: TeamMember, mali: TeamMember, sink: Sink, client: Client
) -> None:
    meeting = first_of(make_series(me))
    TeamMember.unscoped.filter(pk=mali.pk).update(position="leader")
    _link, secret = GuestLink.issue(
        at=NOON, days=9, team_id=me.team_id, member=mali, created_at=NOON
    )
    url = reverse("guest:change-meeting", args=[secret, meeting.pk])

    answer = client.post(url, other_rule(meeting))

    assert answer.status_code == 302
    assert sorted(sink.to) == BOTH


def test_so_they_are_of_a_meeting_that_was_reminded_of(
    me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = make_meeting(me, NOON.date() + timedelta(days=1), starts=time(9))
    remind_of_meetings()
    sink.got.clear()
    sink.to.clear()

    with telling(mali, meeting):
        call_off(meeting, reason="Flood", at=NOON)

    assert sorted(sink.to) == BOTH
