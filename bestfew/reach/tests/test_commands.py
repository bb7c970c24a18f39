"""`bestfew reach`: counts, says the day, and refuses nonsense in a sentence."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.reach.models import Tally
from bestfew.reach.tests.cast import DAY_OF_TEXT_002, make_channels
from config.cli import app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(alice: Membership) -> None:
    with workspace_scope(alice.workspace):
        make_channels()


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["reach", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_day_of_text_002() -> None:
    for key, many in DAY_OF_TEXT_002:
        assert run("log", "--channel", key, "--count", str(many))[0] == 0

    told = json.loads(run("today", "--json")[1])
    assert told["reached"] == 2_200
    assert told["channels"]["leaflets"]["reached"] == 1_000
    assert told["target"] is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("log --channel leaflets --count -5", "1 to 100,000"),
        ("log --channel leaflets --count 5000000", "1 to 100,000"),
        ("log --channel leaflets", "1 to 100,000"),
        ("log --channel pigeons --count 5", "pigeons"),
        ("log --channel calls --count 5 --campaign nowhere", "nowhere"),
        ("log --channel calls --count 5 --on 2999-01-01", "still to come"),
        ("log --channel calls --count 5 --on 2001-01-01", "too long ago"),
        ("log --channel calls --count 5 --minutes 2000", "1,440"),
    ],
)
def test_nonsense_gets_one_sentence(words: str, says: str, alice: Membership) -> None:
    code, out, err = run(*words.split())

    assert code == 1
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert not out
    with workspace_scope(alice.workspace):
        assert not Tally.objects.exists()


def test_a_total_corrects() -> None:
    run("log", "--channel", "calls", "--count", "50")
    run("log", "--channel", "calls", "--total", "20")

    assert json.loads(run("today", "--json")[1])["reached"] == 20


def test_days_are_worked_out_anew() -> None:
    run("log", "--channel", "calls", "--count", "50")

    assert "1 row" in run("rebuild")[1]
