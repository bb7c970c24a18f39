"""`bestfew sphere`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.cli.app import app
from bestfew.conftest import NOON
from bestfew.network import sphere_cli
from bestfew.network.models import SphereMember
from bestfew.network.tests.cast_sphere import make_map, make_partner
from bestfew.people.actions import add_organisation
from bestfew.people.tests.cast import make_person
from config import cli as _commands  # noqa: F401  mounts them

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _here(
    alice: Membership, in_workspace: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def working_in(_named: str) -> Iterator[Membership]:
        with workspace_scope(alice.workspace):
            yield alice

    monkeypatch.setattr(sphere_cli, "working_in", working_in)
    make_map(alice)


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["sphere", *words])


def test_the_sphere_is_printed_as_json(alice: Membership) -> None:
    partner = make_partner(alice, wanted="couples")

    [row] = json.loads(run("list", "--json").stdout)

    assert row == {
        "id": str(partner.pk), "name": "Mali", "profession": "Florist",
        "stage": "visibility", "answers": 0, "gave": 0, "got": 0,
        "wanted": "couples", "in_team": False,
    }  # fmt: skip


def test_the_sphere_is_narrowed_to_a_profession(alice: Membership) -> None:
    make_partner(alice)
    make_partner(alice, "Tom", "caterer")

    printed = run("list", "--profession", "บริการจัดเลี้ยง").stdout

    assert "Tom" in printed
    assert "Mali" not in printed


def test_a_partner_is_added_by_name_and_by_id(alice: Membership) -> None:
    make_person(alice, "Mali Suk")
    firm = add_organisation(alice, name="Tasty", at=NOON)

    by_name = run("add", "mali suk", "-p", "florist", "--wanted", "couples", "--json")
    by_id = run("add", str(firm.pk), "--organisation", "-p", "Caterer")

    assert json.loads(by_name.stdout)["wanted"] == "couples"
    assert (by_name.exit_code, by_id.exit_code) == (0, 0)
    assert {str(each) for each in SphereMember.objects.all()} == {"Mali Suk", "Tasty"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "Rolf", "-p", "photographer"), "A sphere has no rivals."),
        (("add", "Rolf", "-p", "falconer"), "no profession “falconer”"),
        (("add", "Nobody", "-p", "florist"), "There is nobody “Nobody” here."),
        (("add", "Twin", "-p", "florist"), "Several have the name"),
        (("add", "9" * 30, "-p", "florist"), "There is nobody “999"),
        (("professions", "--market", "Firms"), "no target market “Firms”"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    alice: Membership, words: tuple[str, ...], sentence: str
) -> None:
    for name in ("Rolf", "Twin", "Twin"):
        make_person(alice, name)

    result = run(*words)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not SphereMember.objects.exists()


def test_the_map_of_professions_is_printed(alice: Membership) -> None:
    make_partner(alice)

    rows = {
        each["key"]: each for each in json.loads(run("professions", "--json").stdout)
    }

    assert rows["florist"]["partners"] == ["Mali"]
    assert rows["photographer"]["competes_with"] == ["Photographer"]
    assert "Mali" in run("professions").stdout
