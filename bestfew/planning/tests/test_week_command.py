"""`bestfew week`, and what was added to `bestfew allocate`."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.funnel.tests.cast import make_objective
from bestfew.planning.models import TimeBlock
from bestfew.planning.rules.week import monday_of
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")
NEXT = monday_of(timezone.localdate()) + timedelta(days=7)
THURSDAY = str(NEXT + timedelta(days=3))


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


def told(*words: str) -> Any:
    return json.loads(run("week", *words, "--json").stdout)


def test_the_morning_is_shown_before_anything_is_planned(alice: Membership) -> None:
    week = told("show", "--as-of", str(NEXT))

    assert week["week"] == str(NEXT)
    (morning,) = week["blocks"]
    assert (morning["from"], morning["to"]) == ("09:00", "13:00")
    assert morning["is_morning"]
    assert "morning stands" in run("week", "show", "--as-of", str(NEXT)).stdout


def test_a_block_is_put_in_moved_and_dropped(alice: Membership) -> None:
    added = told("add", "close", THURSDAY, "14:00", "15:30", "--what", "Mai")
    assert added["blocks"][1]["what"] == "Mai"

    there = ("--as-of", THURSDAY)
    run("week", "move", "2", THURSDAY, "16:00", "17:00", *there)
    done = told("drop", "2", "--reason", "Off", *there)

    assert done["blocks"][1]["state"] == "dropped"
    block = TimeBlock.objects.get()
    assert (block.starts.hour, block.reason) == (16, "Off")


def test_the_morning_needs_a_reason_here_too(alice: Membership) -> None:
    refused = run("week", "drop", "1", "--as-of", str(NEXT))
    assert refused.exit_code == 1
    assert "without saying why" in refused.stderr

    run("week", "drop", "1", "--reason", "A fair", "--as-of", str(NEXT))

    assert told("show", "--as-of", str(NEXT))["morning_dropped_because"] == "A fair"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "sleep", THURSDAY, "14:00", "15:00"], "valid choice"),
        (["add", "close", THURSDAY, "15:00", "14:00"], "end after it begins"),
        (["add", "close", "2999-01-01", "14:00", "15:00"], "within a year"),
        (["add", "close", str(NEXT), "10:00", "11:00"], "morning stands there"),
        (["keep", "1", "--as-of", str(NEXT)], "lies ahead"),
        (["drop", "9", "--as-of", str(NEXT)], "no block 9"),
        (["move", "1", THURSDAY, "14:00", "14:30", "--as-of", str(NEXT)], "as long"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    alice: Membership, words: list[str], said: str
) -> None:
    done = run("week", *words)

    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_dropped_block_is_planned_again(alice: Membership) -> None:
    there = ("--as-of", str(NEXT))
    run("week", "drop", "1", "--reason", "A fair", *there)

    run("week", "restore", "1", *there)

    assert told("show", *there)["morning"] == "planned"


def test_the_morning_may_be_another(alice: Membership) -> None:
    run("week", "morning", "3", "08:00", "11:30")

    (morning,) = told("show", "--as-of", str(NEXT))["blocks"]
    assert (morning["on"], morning["to"]) == (str(NEXT + timedelta(days=2)), "11:30")
    refused = run("week", "morning", "3", "08:00", "08:30")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)


def test_a_week_is_filled_and_told(alice: Membership) -> None:
    week = told("fill", "--on", str(NEXT))

    assert sum(week["planned"].values()) == 40 * 60
    assert week == told("fill", "--on", str(NEXT))


def test_time_spent_is_told_as_text_json_and_csv(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few", at=timezone.now())
    log(
        alice, about=objective.customer, kind="call", objective=objective,
        at=timezone.now(), minutes=90,
    )  # fmt: skip

    weeks = told("spent", "--weeks", "2")["weeks"]
    lines = list(csv.DictReader(StringIO(run("week", "spent", "--csv").stdout)))

    assert weeks[-1]["spent_shares"]["best_few"] == 100
    assert weeks[-1]["proposed"] == {"above": 10, "in": 0, "best_few": 90}
    assert len(lines) == 12
    assert lines[-1]["spent_close_minutes"] == "90"
    assert "Prospecting got 0%" in run("week", "spent").stdout


def test_the_team_is_told(alice: Membership, carol: Membership) -> None:
    make_objective(carol, place="in", at=timezone.now())

    team = told("team")["team"]

    assert [each["who"] for each in team] == ["Alice", "Carol"]
    assert team[1]["counts"]["in"] == 1
    assert team[1]["spent_shares"] is None
    assert "Carol" in run("week", "team").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6 15 12 --step 5", {"above": 20, "in": 45, "best_few": 35}),
        ("10 10 10 --effort 2/1/1", {"above": 50, "in": 20, "best_few": 30}),
        ("6 15 12 --effort 1.2/1/1.1", {"above": 20, "in": 40, "best_few": 40}),
    ],
)
def test_shares_go_by_smaller_steps_and_by_effort(
    words: str, expected: dict[str, int]
) -> None:
    done = run("allocate", *words.split(), "--json")

    assert json.loads(done.stdout) == expected


@pytest.mark.parametrize(
    "words", ["--step 3", "--effort 1/1", "--effort a/b/c", "--effort 1e9/1/1"]
)
def test_nonsense_of_these_is_refused_in_one_line(words: str) -> None:
    done = run("allocate", "1", "2", "3", *words.split())

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
