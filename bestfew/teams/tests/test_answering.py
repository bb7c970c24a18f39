"""The link of a reminder: yes or no by one tap, for as long as it asks something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams import actions
from bestfew.teams.actions import series
from bestfew.teams.answering import answer_link
from bestfew.teams.models import Attendance, Meeting, TeamMember
from bestfew.teams.tests.cast import link_of, make_team, seat_guest
from bestfew.teams.tests.meetings_cast import make_meeting

pytestmark = pytest.mark.django_db
SITE = "https://desk.example"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    mine = make_team(alice)
    mine.team.keep_site(SITE)
    mine.team.refresh_from_db()
    return mine


@pytest.fixture
def mali(me: TeamMember) -> TeamMember:
    guest = seat_guest(me.team, "Mali", "florist", language="vi")
    link_of(guest)
    return guest


@pytest.fixture
def meeting(me: TeamMember) -> Meeting:
    return make_meeting(me, place="The Mill")


def _path(meeting: Meeting, member: TeamMember) -> str:
    link = answer_link(meeting, member)
    assert link.startswith(SITE)
    return link.removeprefix(SITE)


def _replies(meeting: Meeting) -> list[tuple[int, str]]:
    rows = Attendance.unscoped.filter(meeting=meeting)
    return list(rows.values_list("member", "reply"))


def test_only_a_post_answers(
    client: Client, meeting: Meeting, mali: TeamMember
) -> None:
    path = _path(meeting, mali)

    page = client.get(path + "?answer=yes").content.decode()
    assert "The Mill" in page
    assert 'lang="vi"' in page
    assert not _replies(meeting)

    for said in ("yes", "no"):
        answer = client.post(path, {"answer": said})
        assert answer.status_code == HTTPStatus.OK
        assert _replies(meeting) == [(mali.pk, said)]


def test_nonsense_is_no_answer(
    client: Client, meeting: Meeting, me: TeamMember
) -> None:
    answer = client.post(_path(meeting, me), {"answer": "perhaps"})

    assert answer.status_code == HTTPStatus.OK
    assert not _replies(meeting)


def test_a_link_signs_nobody_in(
    client: Client, meeting: Meeting, me: TeamMember
) -> None:
    client.post(_path(meeting, me), {"answer": "yes"})

    assert "sessionid" not in client.cookies
    page = client.get(reverse("team:team", args=[me.team_id]))
    assert page.status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    "ending", ["forged", "left", "revoked", "replaced", "called off", "over"]
)
def test_a_link_ends(
    client: Client, meeting: Meeting, me: TeamMember, mali: TeamMember, ending: str
) -> None:
    path = _path(meeting, mali)
    if ending == "forged":
        path = _path(meeting, me).rpartition(".")[0] + "." + path.rpartition(".")[2]
    if ending == "left":
        actions.leave(mali, at=NOON)
    if ending == "revoked":
        actions.revoke_links(me, mali, at=NOON)
    if ending == "replaced":
        actions.new_link(me, mali, at=NOON)
    if ending == "called off":
        series.call_off(meeting, reason="", at=NOON)
    late = timedelta(days=60) if ending == "over" else timedelta()

    with time_machine.travel(NOON + late):
        answers = [client.get(path), client.post(path, {"answer": "yes"})]

    assert {each.status_code for each in answers} == {HTTPStatus.GONE}
    assert not Attendance.unscoped.exclude(reply="").exists()


def test_there_is_no_link_where_none_could_work(
    meeting: Meeting, me: TeamMember
) -> None:
    guest = seat_guest(me.team, "Wit", "venue")

    assert answer_link(meeting, guest) == ""
    meeting.team.site = ""
    assert answer_link(meeting, me) == ""
