"""What is exported imports again to the same; a spreadsheet finds no formula in it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.imports.models import Noun
from bestfew.imports.tests.recipes import bring_in, exported, make_file
from bestfew.people.actions import Contact, add_person, remember_birthday
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

ORDER = (Noun.ORGANISATIONS, Noun.PEOPLE, Noun.OBJECTIVES, Noun.ACTIVITIES)


@pytest.fixture
def filled(alice: Membership, tmp_path: Path) -> Membership:
    people = [
        ["CONTACTID", "Name", "Phone", "Phone 2", "Email", "Company", "Title", "Tags"],
        ["1", "Trần Mai", "020 7946 0018", "+84 912 345 678"],
        ["2", "=cmd()", "", "", "x@example.com", "", "", ""],
    ]
    people[1] += ["m@example.com", "An", "Boss", "b, a"]
    deals = [
        ["Deal ID", "Deal", "CONTACTID", "Amount", "Stage", "Closing Date", "Created"],
        ["D1", "Flat", "1", "$1,200.50", "won", "2025-03-01", "2025-01-01"],
        ["D2", "House", "1", "", "Talks", "", "2025-01-01"],
    ]
    calls = [
        ["TASKID", "Date", "CONTACTID", "Deal ID", "Subject", "Minutes", "Mood"],
        ["T1", "2025-02-01 09:30", "1", "D1", "Hello, \"you\"\nthere", "7", "good"],
    ]  # fmt: skip
    bring_in(alice, make_file(tmp_path, people, name="p.csv"))
    bring_in(alice, make_file(tmp_path, deals, name="d.csv"), "objectives")
    bring_in(alice, make_file(tmp_path, calls, name="calls.csv"), "activities")
    by_hand = add_person(
        alice,
        at=Person.objects.latest("id").created_at,
        name="By Hand",
        contacts=[Contact("zalo", "0912")],
    )
    remember_birthday(by_hand, month=4, day=15)
    return alice


def written(folder: Path, member: Membership, noun: str) -> Path:
    path = folder / f"{noun}.csv"
    path.write_bytes(exported(member, noun))
    return path


def test_an_export_imported_here_changes_nothing(
    filled: Membership, tmp_path: Path
) -> None:
    for noun in ORDER:
        answer = bring_in(filled, written(tmp_path, filled, noun), noun)

        assert answer.counts["unchanged"] == answer.counts["rows_read"] > 0


def test_an_export_imported_elsewhere_exports_the_same(
    filled: Membership, bob: Membership, tmp_path: Path
) -> None:
    files = {noun: written(tmp_path, filled, noun) for noun in ORDER}

    with workspace_scope(bob.workspace):
        for noun, path in files.items():
            bring_in(bob, path, noun)
        again = {noun: exported(bob, noun) for noun in ORDER}

    for noun, path in files.items():
        assert again[noun] == path.read_bytes()


def test_a_spreadsheet_finds_no_formula(filled: Membership) -> None:
    guarded = exported(filled, "people", exact=False).decode()
    safe = list(csv.DictReader(guarded.splitlines()))
    exact = list(csv.DictReader(exported(filled, "people").decode().splitlines()))

    assert [row["name"] for row in safe][:2] == ["Trần Mai", "'=cmd()"]
    assert exact[1]["name"] == "=cmd()"
    assert safe[0]["phone 2"] == "'+84 912 345 678"
