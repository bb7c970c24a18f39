"""What the network asks of a member today: on the screen and in the terminal."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.network.home.today import deeds_of
from bestfew.teams.actions import make_seat
from bestfew.teams.models import TeamMember
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.teams.tests.passing import pass_many
from config.cli import app

pytestmark = pytest.mark.django_db


def _team(alice: Membership) -> TeamMember:
    mine = make_team(alice)
    make_seat(mine.team, profession="florist", at=NOON)
    pass_many(mine, seat_guest(mine.team, "Wit", "venue_manager"), 0, 2)
    return mine


def test_whoever_has_no_team_is_asked_for_nothing(
    alice: Membership, in_workspace: None
) -> None:
    assert deeds_of(alice, at=NOON) == []
    assert signed_in(alice).get("/network/today/").content.strip() == b""


def test_an_alarm_a_seat_and_whom_one_owes(
    alice: Membership, in_workspace: None
) -> None:
    _team(alice)

    found = deeds_of(alice, at=NOON)

    assert [(each.kind, each.who, each.why) for each in found] == [
        ("alarm", "Tuesday team", "No meeting is planned."),
        ("seat", "No florist yet", "An empty seat gives no referrals."),
        ("owed", "Wit", "They gave you 2 and got nothing back yet."),
    ]


def test_the_screen_and_the_terminal_say_the_same(
    alice: Membership, in_workspace: None
) -> None:
    _team(alice)

    page = signed_in(alice).get("/network/today/").content.decode()
    done = CliRunner().invoke(app, ["today", "--json"])

    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)["network"]
    assert [each["kind"] for each in told][:2] == ["alarm", "seat"]
    assert all(each["who"] in page for each in told)
