"""The screen of a meeting asks the database no more for a large team."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.teams.actions.attendance import mark
from bestfew.teams.actions.promises import promise
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.meetings_cast import make_meeting

pytestmark = pytest.mark.django_db


@time_machine.travel(NOON, tick=False)
def test_a_large_team_asks_no_more_questions(alice: Membership) -> None:
    me = make_team(alice)
    mali = seat_guest(me.team, "Mali", "florist")
    meeting = make_meeting(me, NOON.date(), starts=time(14))
    browser, url = (
        signed_in(alice),
        reverse("team:meeting", args=[me.team_id, meeting.pk]),
    )
    mark(meeting, mali, by=me, at=NOON, state="here")
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for number in range(12):
        other = seat_guest(me.team, f"Guest {number}", "caterer")
        mark(meeting, other, by=me, at=NOON, state="late")
        promise(other, text="Call", by=me, to=mali, at=NOON - timedelta(days=9))

    with CaptureQueriesContext(connection) as many:
        browser.get(url)

    assert len(many) == len(few)
    assert len(many) <= 15
