"""`bestfew merge` and `bestfew unmerge`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.duplicates import merge_cli
from bestfew.duplicates.models import Merge
from bestfew.duplicates.tests.cast import make_two, read
from bestfew.duplicates.tests.growing import make_firm
from bestfew.people.models import Organisation, Person
from config.cli import app

pytestmark = pytest.mark.usefixtures("in_workspace")

run = CliRunner()


@pytest.fixture(autouse=True)
def _as_alice(alice: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def inside(_workspace: str) -> Iterator[Membership]:
        yield alice

    monkeypatch.setattr(merge_cli, "working_in", inside)


def test_two_become_one_and_two_again(alice: Membership) -> None:
    into, other = make_two(alice)

    done = run.invoke(app, ["merge", str(into.pk), str(other.pk), "--json"])

    assert done.exit_code == 0, done.output
    merge = Merge.objects.get()
    assert json.loads(done.stdout) == {
        "merge": str(merge.pk), "into": str(into.pk), "other": str(other.pk),
    }  # fmt: skip
    undone = run.invoke(app, ["unmerge", str(merge.pk), "--json"])
    assert json.loads(undone.stdout) == {
        "merge": str(merge.pk), "stayed": str(into.pk), "other": str(other.pk),
        "added": 0, "edited": 0, "lost": 0,
    }  # fmt: skip
    assert Person.objects.filter(pk=other.pk).exists()


def test_by_choice_and_in_words(alice: Membership) -> None:
    into, other = make_two(alice)
    ids = [str(into.pk), str(other.pk)]

    done = run.invoke(app, ["merge", *ids, "-c", "name=other", "-c", "note=into"])

    merge = Merge.objects.get()
    assert f"Undo: bestfew unmerge {merge.pk}" in done.stdout
    assert (read(into).name, read(into).note) == ("Trần Thị Mai", "Loves tea")
    undone = run.invoke(app, ["unmerge", str(other.pk)])  # by who went
    assert undone.stdout == "Trần Thị Mai is back on their own.\n"


def test_two_firms(alice: Membership) -> None:
    ids = [str(make_firm(alice, name).pk) for name in ("Acme", "Acme Ltd")]

    assert run.invoke(app, ["merge", *ids]).exit_code == 0
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["merge", "{mai}", "{mai}"], "Nobody can be merged with themselves."),
        (["merge", "{mai}", "12"], "There is nobody with the id “12”."),
        (["merge", "{mai}", "x"], "There is nobody with the id “x”."),
        (["merge", "{mai}", "{firm}"], "A person and an organisation cannot be one."),
        (["merge", "{mai}", "{jo}", "-c", "x=y"], "Please choose again"),
        (["unmerge", "12"], "There is no merge with the id “12”."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    alice: Membership, arguments: list[str], sentence: str
) -> None:
    mai, jo = make_two(alice)
    names = {"mai": mai.pk, "jo": jo.pk, "firm": make_firm(alice, "Acme Ltd").pk}

    done = run.invoke(app, [each.format(**names) for each in arguments])

    assert done.exit_code == 1
    assert done.stderr.startswith(sentence)
    assert not Merge.objects.exists()
