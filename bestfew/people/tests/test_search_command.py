"""`bestfew search`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.cli.app import app
from bestfew.people import cli
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


def test_people_are_printed_as_json(alice: Membership) -> None:
    person = make_person(
        alice,
        "Trần Mai",
        phone="07911 123456",
        email="mai@example.com",
        organisation="Hoa Sen",
    )

    answer = CliRunner().invoke(app, ["search", "tran", "--json"])

    assert json.loads(answer.stdout) == [
        {
            "id": str(person.pk),
            "name": "Trần Mai",
            "organisation": "Hoa Sen",
            "phones": ["07911 123456"],
            "emails": ["mai@example.com"],
            "state": "lead",
        }
    ]


def test_people_are_printed_as_a_table(alice: Membership) -> None:
    make_person(alice, "สมชาย", phone="07911 123456")

    answer = CliRunner().invoke(app, ["search", "0791"])

    assert "สมชาย" in answer.stdout
    assert "07911 123456" in answer.stdout


def test_an_empty_query_is_refused() -> None:
    answer = CliRunner().invoke(app, ["search", " "])

    assert answer.exit_code == 1
    assert answer.stderr.strip() == "Say whom to look for."
