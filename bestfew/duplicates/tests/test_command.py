"""`bestfew duplicates`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.cli.app import app
from bestfew.conftest import NOON
from bestfew.duplicates import cli, scanning
from bestfew.duplicates.models import Decision, Pair
from bestfew.people.models import ExternalId, Person
from bestfew.people.tests.cast import make_person
from config import cli as _commands  # noqa: F401  mounts them

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _here(alice: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def working_in(_named: str) -> Iterator[Membership]:
        with workspace_scope(alice.workspace):
            yield alice

    monkeypatch.setattr(cli, "working_in", working_in)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["duplicates", *words])


def make_twins(member: Membership) -> list[Person]:
    twins = [make_person(member, "Mai Trần", phone="+44 20 7946 0001") for _ in "12"]
    ExternalId.objects.create(namespace="form", value="once", person=twins[0])
    ExternalId.objects.create(namespace="crm", value="m-1", person=twins[0])
    return twins


def make_pair(member: Membership) -> Pair:
    first, second = make_twins(member)
    found: Pair = Pair.objects.create(first=first, second=second, probability=0.97)
    return found


def test_a_scan_prints_its_pairs_as_json(alice: Membership) -> None:
    first, second = make_twins(alice)

    answer = json.loads(run("scan", "--json").stdout)

    (pair,) = answer["pairs"]
    assert (pair["a"], pair["b"]) == (str(first.pk), str(second.pk))
    assert (pair["a_external_id"], pair["b_external_id"]) == ("m-1", None)
    assert 0.95 <= pair["probability"] <= 1
    assert answer["people"] == 2
    assert answer["seconds"] > 0
    assert answer["model"]["is_saved_model"] is True


def test_a_scan_of_nobody_is_valid_json() -> None:
    answer = json.loads(run("scan", "--json").stdout)

    assert answer["pairs"] == []


def test_a_scan_says_how_many_it_found(alice: Membership) -> None:
    make_twins(alice)

    answer = run("scan", "--threshold", "0.5")

    assert answer.stdout.startswith("1 possible pair among 2 people, in ")


def test_a_second_scan_is_refused(alice: Membership) -> None:
    scanning.ask(alice, at=NOON)

    answer = run("scan")

    assert answer.exit_code == 1
    assert answer.stderr == "The workspace is being scanned already.\n"


@pytest.mark.parametrize("threshold", ["0", "1", "x"])
def test_a_threshold_is_a_probability(threshold: str) -> None:
    assert run("scan", "--threshold", threshold).exit_code == 2


def test_open_pairs_are_listed(alice: Membership) -> None:
    pair = make_pair(alice)

    table = run("list").stdout
    (row,) = json.loads(run("list", "--json").stdout)

    assert f"{pair.pk}" in table
    assert row["pair"] == str(pair.pk)


def test_a_pair_is_kept_apart(alice: Membership) -> None:
    pair = make_pair(alice)

    for _ in range(2):
        answer = run("keep", str(pair.pk))

    assert answer.stdout == "Mai Trần and Mai Trần stay two.\n"
    pair.refresh_from_db()
    assert pair.decision == Decision.APART


def test_a_pair_is_merged_once(alice: Membership) -> None:
    pair = make_pair(alice)

    first, again = (run("merge", str(pair.pk)) for _ in "12")

    assert first.stdout == "Mai Trần and Mai Trần are one now.\n"
    assert again.exit_code == 1
    assert Person.objects.count() == 1


def test_what_was_told_apart_is_not_merged(alice: Membership) -> None:
    pair = make_pair(alice)
    run("keep", str(pair.pk))

    answer = run("merge", str(pair.pk))

    assert answer.exit_code == 1
    assert answer.stderr == "Somebody decided on this pair already.\n"


@pytest.mark.parametrize("number", ["7", "none", "9" * 30])
def test_a_pair_that_is_none_is_refused(number: str) -> None:
    answer = run("keep", number)

    assert answer.exit_code == 1
    assert answer.stderr == f"There is no pair {number}.\n"
