"""`bestfew verify`: 0 when all is well, 1 with what was found."""

from __future__ import annotations

import json

from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.conftest import make_workspace
from bestfew.people.models import Person
from config.cli import app


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["verify", *words])


def test_all_is_well(desk: Membership) -> None:
    result = run("--strict")

    assert result.exit_code == 0
    assert result.stdout.startswith("All is well")


def test_what_is_found_is_told_in_a_table(desk: Membership) -> None:
    person = Person.objects.all()[0]
    Person.objects.filter(pk=person.pk).update(sort_name="x")

    result = run()

    assert result.exit_code == 1
    assert "people: order" in result.stdout
    assert str(person.pk) in result.stdout
    assert "! A name is sorted under another." in result.stdout


def test_what_is_found_is_told_to_scripts(desk: Membership) -> None:
    person = Person.objects.all()[0]
    Person.objects.filter(pk=person.pk).update(sort_name="x")

    result = run("--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not told["is_well"]
    assert told["findings"] == [
        {
            "check": "people: order",
            "workspace": str(desk.workspace_id),
            "says": "A name is sorted under another.",
            "rows": 1,
            "first": [str(person.pk)],
        }
    ]


def test_it_looks_only_where_it_was_told_to(desk: Membership) -> None:
    other = make_workspace("Elsewhere")
    Person.objects.update(sort_name="x")

    assert run("--workspace", other.name).exit_code == 0
    assert run("--workspace", desk.workspace.name).exit_code == 1
    assert run("--workspace", "nowhere").exit_code == 1
