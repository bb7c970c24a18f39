"""JSON lines are read, ours and others', and refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.imports.readers import Unreadable, layout_of, rows_of
from bestfew.imports.tests.recipes import bring_in
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")


def lines(folder: Path, *records: object, text: str = "") -> Path:
    path = folder / "list.jsonl"
    path.write_text(text or "".join(json.dumps(each) + "\n" for each in records))
    return path


def test_each_object_is_a_row(tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        {"name": "Mai", "phone": ["1", "2"], "vip": True, "age": 1.50, "tags": []},
        {"name": "Lan", "phone": "3", "vip": False, "more": {"a": None}},
    )

    layout = layout_of(path)

    headers = ["name", "phone", "phone 2", "vip", "age", "tags", "more", "contacts"]
    assert list(layout.headers) == [*headers, "exact"]
    assert list(rows_of(path, layout)) == [
        ["Mai", "1", "2", "yes", "1.5", "", "", "", ""],
        ["Lan", "3", "", "", "", "", '{"a": null}', "", ""],
    ]


def test_lines_of_others_come_in(alice: Membership, tmp_path: Path) -> None:
    path = lines(tmp_path, {"Full name": "=Mai", "Mobile": "020 7946 0018"})

    answer = bring_in(alice, path)

    mai = Person.objects.get()
    assert answer.counts["created"] == 1
    assert mai.name == "=Mai"
    assert mai.contact_points.get().value == "020 7946 0018"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1}\n{"a": ', "not_json"),
        ('{"a": 1}\n[1]\n', "not_json"),
        ('{"a": ' + "[" * 100_000 + "\n", "not_json"),
        ('{"a": "' + "x" * 2_000_000 + '"}\n', "line"),
        (json.dumps({f"c{n}": 1 for n in range(300)}), "columns"),
    ],
    ids=["cut", "list", "deep", "line", "columns"],
)
def test_what_is_none_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = lines(tmp_path, text=text)

    with pytest.raises(Unreadable) as refused:
        layout_of(path)

    assert refused.value.code == code
