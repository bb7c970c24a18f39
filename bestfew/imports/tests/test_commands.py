"""`bestfew import`, `undo-import` and `export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel.actions import open_objective
from bestfew.imports.models import Import, ImportRow, Mapping
from bestfew.imports.tests.recipes import MAI, PEOPLE, SOMCHAI, bring_in, make_file
from bestfew.people.models import Person
from config.cli import app

pytestmark = pytest.mark.usefixtures("in_workspace", "alice")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_an_import_is_told_as_json(tmp_path: Path) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI, MAI, ["", "", "", "x"]])

    answer = json.loads(run("import", path, "--as", "people", "--json").stdout)

    job = Import.objects.get()
    assert answer.pop("seconds") > 0
    assert answer == {
        "import": str(job.pk),
        "rows_read": 3,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 1,
        "rejected": 1,
        "rejections": [
            {"row": 3, "reason": "There is neither a name nor a way to reach them."}
        ],
        "mapping": {
            "Full name": "name",
            "Phone": "phone",
            "Email": "email",
            "Company": "organisation",
        },
    }
    assert (job.source_name, job.lawful_basis) == ("list", "interest")


def test_an_import_is_told_in_words(tmp_path: Path) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI])

    said = run("import", path, "--as", "people", "--source", "Fair").stdout

    assert "Source: Fair. Lawful basis: legitimate interest, noted." in said
    assert "Full name → name" in said
    assert "1 rows: 1 created, 0 updated" in said


def test_columns_can_be_mapped_by_hand(tmp_path: Path) -> None:
    path = make_file(tmp_path, [["Who", "Name"], ["Mai", "Company of Mai"]])

    run("import", path, "--as", "people", "--map", "Who=name", "--map", "Name=note")

    mai = Person.objects.get()
    assert (mai.name, mai.note) == ("Mai", "Company of Mai")
    assert Mapping.objects.get().targets == ["name", "note"]


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI, SOMCHAI, MAI])

    said = run("import", path, "--as", "people", "--dry-run", "--json").stdout

    answer = json.loads(said)
    assert (answer["created"], answer["duplicate"]) == (2, 1)
    assert answer["import"] is None
    assert not Person.objects.exists()
    assert not Import.objects.exists()
    assert not [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["{file}", "--as", "pets"], "--as can be people, organisations, objectives,"),
        (["{file}", "--as", "people", "--basis", "none"], "--basis can be consent,"),
        (["{file}", "--as", "people", "--encoding", "x"], "--encoding can be utf-8,"),
        (["{file}", "--as", "people", "--map", "No=name"], "There is no column “No”."),
        (
            ["{file}", "--as", "people", "--map", "Phone=shoe"],
            "A column of people cannot be “shoe”.",
        ),
        (["none.csv", "--as", "people"], "There is no file “none.csv”."),
        ([".", "--as", "people"], "is a folder: choose a file in it."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_1(
    tmp_path: Path, words: list[str], says: str
) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI])

    result = run("import", *(word.format(file=path) for word in words))

    assert result.exit_code == 1
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not Person.objects.exists()


def test_a_file_in_another_encoding_is_read_as_told(tmp_path: Path) -> None:
    path = make_file(tmp_path, [["Name"], ["José"]], encoding="cp1252")

    wrong = run("import", path, "--as", "people", "--encoding", "utf-8")
    right = run("import", path, "--as", "people", "--encoding", "cp1252")

    assert wrong.exit_code == 1
    assert wrong.stderr == "The file is not written in utf-8.\n"
    assert right.exit_code == 0
    assert Person.objects.get().name == "José"


def test_an_import_is_undone_once(alice: Membership, tmp_path: Path) -> None:
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI])).job

    first = json.loads(run("undo-import", job.pk, "--json").stdout)
    second = run("undo-import", job.pk)

    assert first.pop("seconds") >= 0
    assert first == {
        "import": str(job.pk),
        "undone": True,
        "kept": 0,
        "kept_rows": [],
    }
    assert second.exit_code == 0
    assert second.stdout == "This import was undone already.\n"
    assert not Person.objects.exists()


def test_an_undo_lists_what_it_kept(alice: Membership, tmp_path: Path) -> None:
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, SOMCHAI])).job
    somchai = Person.objects.get(name="Somchai Jaidee")
    open_objective(alice, name="Flat", customer=somchai, at=NOON)

    said = run("undo-import", job.pk).stdout

    assert "Kept, for they were edited since: rows 2." in said
    assert ImportRow.objects.get(was_kept=True).number == 2


@pytest.mark.parametrize("number", ["1", "x", "9" * 40])
def test_an_import_that_is_not_there_is_said(number: str) -> None:
    result = run("undo-import", number)

    assert result.exit_code == 1
    assert result.stderr == f"There is no import {number}.\n"


def test_an_import_that_never_ran_has_nothing_to_undo(
    alice: Membership, tmp_path: Path
) -> None:
    from bestfew.imports.tests.recipes import upload

    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))

    result = run("undo-import", job.pk)

    assert result.exit_code == 1
    assert "there is nothing to undo." in result.stderr


def test_exports_are_printed_or_written(alice: Membership, tmp_path: Path) -> None:
    bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    path = tmp_path / "out.jsonl"

    printed = run("export", "--as", "people").stdout
    run("export", "--as", "people", "--format", "jsonl", "--output", path)
    nonsense = run("export", "--as", "people", "--format", "pdf")

    assert printed.splitlines()[0].startswith("name,given_name,family_name")
    assert "Mai Tran" in printed
    assert json.loads(path.read_text())["email"] == ["mai@example.com"]
    assert nonsense.exit_code == 1
    assert nonsense.stderr == "--format can be csv, xlsx, vcard, jsonl, not “pdf”.\n"


def test_columns_write_over_or_leave_alone_as_told(tmp_path: Path) -> None:
    head = [*PEOPLE, "Note", "Job title"]
    run(
        *("import", make_file(tmp_path, [head, [*MAI, "Tea", "Clerk"]])),
        *("--as", "people"),
    )
    later = make_file(tmp_path, [head, [*MAI, "Coffee", "Boss"]], name="later.csv")

    tried = run(
        *("import", later, "--as", "people", "--dry-run", "--json"),
        *("--overwrite", "Note", "--keep", "Job title"),
    )
    told = run(
        *("import", later, "--as", "people"),
        *("--overwrite", "Note", "--keep", "Job title"),
    )

    person = Person.objects.get()
    assert json.loads(tried.stdout)["updated"] == 1
    assert "Note → note (Write over)" in told.stdout
    assert "Job title → job_title (Leave alone)" in told.stdout
    assert person.note == "Coffee"
    assert person.roles.get().title == "Clerk"


@pytest.mark.parametrize(
    ("option", "header", "says"),
    [
        ("--overwrite", "Nope", "There is no column “Nope”."),
        ("--keep", "Nope", "There is no column “Nope”."),
        ("--overwrite", "Phone", "“Phone” can only be filled in, or added to."),
    ],
)
def test_what_a_column_cannot_do_is_refused(
    tmp_path: Path, option: str, header: str, says: str
) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI])

    answer = run("import", path, "--as", "people", option, header)

    assert answer.exit_code == 1
    assert says in answer.stderr
    assert not Person.objects.exists()
