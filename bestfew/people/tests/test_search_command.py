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
from bestfew.people.models import Organisation
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


def test_organisations_are_printed_on_request(alice: Membership) -> None:
    make_person(alice, "Mai", organisation="Hoa Sen")
    make_person(alice, "Hoa Sen Mai", organisation="Sao")
    place = Organisation.objects.get(name="Hoa Sen")

    answer = CliRunner().invoke(app, ["search", "sen", "--organisations", "--json"])

    assert json.loads(answer.stdout) == [{"id": str(place.pk), "name": "Hoa Sen"}]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("nguyen van", ["Nguyễn Văn An"]),
        ("ngọc", ["Ngọc Lan", "Lê Ngoc"]),
        ("ngoc", ["Ngọc Lan", "Lê Ngoc"]),
        ("王伟", ["王伟"]),
        ("wang wei", ["王伟"]),
        ("ชาย", ["สมชาย ใจดี"]),
        ("0912 345", ["Nguyễn Văn An"]),
        ("early calls", ["王伟"]),
        ("hoa sen", ["สมชาย ใจดี"]),
    ],
)
def test_the_right_people_are_printed(
    alice: Membership, query: str, names: list[str]
) -> None:
    make_person(alice, "Nguyễn Văn An", phone="+84 912 345 678")
    make_person(alice, "Ngọc Lan", phone="0912 999 345")
    make_person(alice, "Lê Ngoc")
    make_person(alice, "王伟", note="Early calls only")
    make_person(alice, "สมชาย ใจดี", organisation="Hoa Sen")

    answer = CliRunner().invoke(app, ["search", query, "--json"])

    assert [each["name"] for each in json.loads(answer.stdout)] == names


def test_strangers_people_are_not_printed(alice: Membership, bob: Membership) -> None:
    with workspace_scope(bob.workspace):
        make_person(bob, "Mai Bob")
    make_person(alice, "Mai", is_shared=True)

    answer = CliRunner().invoke(app, ["search", "mai", "--json"])

    assert [each["name"] for each in json.loads(answer.stdout)] == ["Mai"]


def test_an_empty_query_is_refused() -> None:
    answer = CliRunner().invoke(app, ["search", " "])

    assert answer.exit_code == 1
    assert answer.stderr.strip() == "Say whom to look for."
