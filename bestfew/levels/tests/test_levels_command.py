"""`bestfew levels`: counts and rates of any day, by any way, of one month's people."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.models import Kind
from bestfew.conftest import NOON
from bestfew.levels.queries.groups import groups_of
from bestfew.levels.rules.pyramid import Period
from bestfew.people.tests.cast import make_person
from bestfew.reach.tests.cast import count, make_channels
from config.cli import app

pytestmark = pytest.mark.usefixtures("in_workspace")
MONTH = timedelta(days=31)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["levels", *words])


def said(*words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


def reached(member: Membership, *, ago: int, answers: bool = False) -> None:
    at = NOON - ago * MONTH
    person = make_person(member, at=at)
    log(member, about=person, kind=Kind.EMAIL, at=at)
    if answers:
        log(member, about=person, kind=Kind.CALL, is_incoming=True, at=NOON)


def test_a_cohort_is_those_first_reached_in_a_month(alice: Membership) -> None:
    reached(alice, ago=3, answers=True)
    reached(alice, ago=3)
    reached(alice, ago=0)
    month = f"{NOON - 3 * MONTH:%Y-%m}"
    day = f"--as-of={NOON:%Y-%m-%d}"

    everybody, cohort = said(day), said(day, "--cohort", month, "--by", "seller")

    assert everybody["all"]["levels"][:2] == [3, 1]
    assert "cohort" not in everybody
    assert cohort["cohort"] == month
    assert cohort["all"]["levels"][:2] == [2, 1]
    assert [each["levels"][0] for each in cohort["groups"]] == [2]


def test_contacts_without_a_name_stand_beside_people(alice: Membership) -> None:
    channels = make_channels()
    reached(alice, ago=0, answers=True)
    count(alice, channels["leaflets"], 499)
    day = f"--as-of={NOON:%Y-%m-%d}"

    told = said(day, "--by", "channel")
    rows = {each["name"]: each["contacts"] for each in told["groups"]}

    assert told["all"]["levels"][:2] == [1, 1]
    assert told["all"]["contacts"] == 500
    assert told["all"]["answered_of_contacts"]["share"] == pytest.approx(1 / 500)
    assert rows["Leaflets"] == 499
    assert sum(rows.values()) == 500
    assert "500" in run(day).stdout
    before = said(f"--as-of={NOON - timedelta(days=1):%Y-%m-%d}")
    assert before["all"]["contacts"] == 0


def test_a_seller_sees_their_own_contacts(alice: Membership, carol: Membership) -> None:
    channels = make_channels()
    count(alice, channels["calls"], 30)
    count(carol, channels["calls"], 5)
    period = Period(None, NOON.date(), NOON.date())

    total, (mine,) = groups_of(carol, period, by="seller")
    everybody, _groups = groups_of(alice, period, by="source")

    assert (total.contacts, mine.contacts) == (5, 5)
    assert everybody.contacts == 35


def test_nobody_knows_the_contacts_of_a_month_s_people(alice: Membership) -> None:
    reached(alice, ago=0)

    told = said("--cohort", f"{NOON:%Y-%m}", f"--as-of={NOON:%Y-%m-%d}")

    assert told["all"]["contacts"] is None
    assert told["all"]["answered_of_contacts"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--cohort", "2026-01", "--from", "2026-01-01"),
        ("--cohort", "2026-01", "--to", "2026-02-01"),
        ("--cohort", "2026-13"),
        ("--cohort", "May"),
        ("--by", "mood"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    alice: Membership, words: tuple[str, ...]
) -> None:
    done = run(*words)

    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
