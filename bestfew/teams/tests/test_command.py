"""`bestfew teams`: the same as on the pages, and no more than the contract shares."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.actions import make_seat, tell
from bestfew.teams.contract import CONTRACT, Reader
from bestfew.teams.tests.cast import make_team, seat_guest
from config.cli import app

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["teams", *words])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def refused(*words: str) -> str:
    done = CliRunner().invoke(app, ["teams", *words])
    assert done.exit_code == 1
    return done.stderr


def test_teams_are_listed_with_what_is_empty(alice: Membership) -> None:
    mine = make_team(alice)
    make_seat(mine.team, profession="florist", at=NOON)

    assert json.loads(run("list", "--json")) == [
        {
            "id": str(mine.team_id),
            "team": "Tuesday team",
            "seat": "Photographer",
            "position": "leader",
            "taken": 1,
            "empty": 1,
        }
    ]
    assert "Tuesday team" in run("list")


def test_a_team_is_shown_with_its_seats(alice: Membership) -> None:
    mine = make_team(alice)
    guest = seat_guest(mine.team, "Mali", "florist")
    tell(guest, seen=1, at=NOON, wanted="Couples", commitment="Twice a month")
    make_seat(mine.team, profession="caterer", at=NOON)

    seats = json.loads(run("show", "tuesday TEAM", "--json"))["seats"]

    assert [each["title"] for each in seats] == ["Photographer", "Florist", "Caterer"]
    assert seats[1]["member"]["wanted"] == "Couples"
    assert seats[1]["member"]["committed_on"] == "2026-05-21"
    assert (seats[2]["member"], seats[2]["empty_since"]) == (None, "2026-05-21")
    assert "empty since 2026-05-21" in run("show")


def test_no_more_is_told_than_the_contract_shares(alice: Membership) -> None:
    make_team(alice)
    shared = {Reader.TEAM, Reader.INVITED}

    [seat] = json.loads(run("show", "--json"))["seats"]

    assert {CONTRACT["TeamMember"][name] for name in seat["member"]} <= shared


def test_which_team_is_asked_where_there_are_several(alice: Membership) -> None:
    make_team(alice)
    make_team(alice, "Friday team")

    assert "Which team? There are: Friday team" in refused("show")
    assert json.loads(run("show", "Friday team", "--json"))["name"] == "Friday team"
    assert "Which team?" in refused("show", "Nowhere")


def test_teams_of_others_are_not_there(alice: Membership, bob: Membership) -> None:
    make_team(bob, "Theirs")

    assert json.loads(run("list", "--json", "--workspace", "Acme")) == []
    assert "sits in no team" in refused("show", "Theirs", "--workspace", "Acme")
