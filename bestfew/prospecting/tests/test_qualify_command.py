"""`bestfew qualify`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Answer
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["qualify", *words])


def told(*words: str) -> Any:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_the_queue_tells_what_to_ask_next(alice: Membership) -> None:
    person = make_person(alice, "Mai Trần")
    make_person(alice, "", phone="07911 123456")
    told(str(person.pk), "--answer", "fit=yes")

    first, second = told()

    assert first == {
        "id": str(person.pk),
        "name": "Mai Trần",
        "source": None,
        "state": "possible",
        "met": ["fit"],
        "unknown": ["money", "authority"],
        "not_met": [],
        "next_question": "money",
        "question": "Is money there?",
    }
    assert (second["name"], second["state"]) == ("07911 123456", "lead")
    assert len(told("--limit", "1")) == 1
    assert "Is money there?" in run().stdout


def test_answers_are_written_with_their_evidence(alice: Membership) -> None:
    person = make_person(alice, "Mai Trần")
    words = ["-a", "fit=yes", "-a", "money=yes", "-a", "authority=yes"]

    answer = told("mai tran", *words, "--evidence", "seen")

    person.refresh_from_db()
    assert (answer["state"], person.state) == ("prospect", "prospect")
    assert set(Answer.objects.values_list("evidence", flat=True)) == {"seen"}
    assert run("mai tran").stdout == "Mai Trần: Prospect. All 3 are known.\n"


def test_a_no_and_the_way_back(alice: Membership) -> None:
    make_person(alice, "Mai")

    assert told("Mai", "-a", "fit=no")["next_question"] == "fit"
    assert told("Mai", "-a", "fit=unknown")["state"] == "lead"


@pytest.mark.parametrize(
    "words",
    [
        ["Nobody"],
        ["Twin", "-a", "fit=yes"],
        ["Mai", "-a", "height=yes"],
        ["Mai", "-a", "fit=maybe"],
        ["Mai", "-a", "fit"],
        ["Mai", "-a", "fit=yes", "--evidence", "dreamt"],
    ],
)
def test_nonsense_is_refused_in_one_line(alice: Membership, words: list[str]) -> None:
    for name in ("Mai", "Twin", "Twin"):
        make_person(alice, name)

    done = run(*words)

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert not Answer.objects.exists()
