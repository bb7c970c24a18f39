"""`bestfew generate`: into a workspace, or into a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.generator.crowd import Crowd
from bestfew.history.models import Event
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    Organisation,
    Person,
    Role,
)
from bestfew.people.queries import found
from bestfew.people.rules import fold
from config.cli import app


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["generate", *words])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_file_holds_the_crowd_and_the_truth_beside_it(tmp_path: Path) -> None:
    file, truth = tmp_path / "people.csv", tmp_path / "truth.csv"

    result = run("--people", "300", "--file", str(file), "--truth", str(truth))

    assert result.exit_code == 0
    expected = list(Crowd(300).records())
    assert [row["name"] for row in rows_of(file)] == [each.name for each in expected]
    assert list(rows_of(file)[0]) == [
        *("id", "name", "phone", "email", "company"),
        *("job title", "city", "country", "birthday", "note"),
    ]
    assert [(row["id"], row["cluster"]) for row in rows_of(truth)] == [
        (each.external_id, str(each.cluster)) for each in expected
    ]


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = run("--people", "3", "--file", str(tmp_path / "no" / "people.csv"))

    assert result.exit_code == 1
    assert "No such file" in result.stderr


def test_nonsense_is_refused() -> None:
    assert run("--people", "0").exit_code == 2
    assert run("--people", "10", "--duplicates", "0.9").exit_code == 2


@pytest.mark.django_db
def test_a_workspace_is_filled(alice: Membership) -> None:
    result = run("--people", "500", "--seed", "4", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["duplicates"] == 50
    crowd = {each.external_id: each for each in Crowd(500, seed=4, home="GB").records()}
    with workspace_scope(alice.workspace):
        ids = ExternalId.objects.select_related("person").filter(namespace="generated")
        assert {each.value for each in ids} == set(crowd)
        for each in ids:
            assert each.person.name == crowd[each.value].name
            assert each.person.sort_name == fold(each.person.name)
        assert Person.objects.count() == Event.objects.filter(verb="added").count()
        companies = {fold(each.company) for each in crowd.values() if each.company}
        assert Organisation.objects.count() == len(companies)
        employed = [each for each in crowd.values() if each.company]
        assert Role.objects.count() == len(employed)
        reached = [each for each in crowd.values() if each.email]
        assert ContactPoint.objects.filter(kind="email").count() == len(reached)
        born = [each for each in crowd.values() if each.birthday]
        assert ImportantDate.objects.count() == len(born)


@pytest.mark.django_db
def test_generated_people_are_found(alice: Membership) -> None:
    run("--people", "50")

    with workspace_scope(alice.workspace):
        point = ContactPoint.objects.select_related("person").filter(kind="phone")[0]
        assert point.person in found(alice, point.person.name, limit=50)
        assert point.person in found(alice, point.value, limit=50)


@pytest.mark.django_db
def test_a_second_crowd_is_refused(alice: Membership) -> None:
    run("--people", "20")

    result = run("--people", "20")

    assert result.exit_code == 1
    assert result.stderr.strip().endswith("take another.")
    with workspace_scope(alice.workspace):
        assert Person.objects.count() == 20


@pytest.mark.django_db
def test_other_workspaces_are_left_alone(alice: Membership, bob: Membership) -> None:
    run("--people", "20", "--workspace", bob.workspace.name)

    with workspace_scope(alice.workspace):
        assert not Person.objects.exists()
    with workspace_scope(bob.workspace):
        assert Person.objects.count() == 20
