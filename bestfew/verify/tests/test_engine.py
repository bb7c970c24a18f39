"""V1: the database file, its arrows, its library; and that nothing is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from bestfew.accounts.models import Membership
from bestfew.people.models import ContactPoint
from bestfew.verify import engine


def test_a_file_that_is_whole_is_well(tmp_path: Path) -> None:
    with sqlite3.connect(_file(tmp_path)) as database:
        found = engine.faults_of_file(database.cursor(), "integrity_check")

    assert found.rows == 0


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = _file(tmp_path)
    content = bytearray(file.read_bytes())
    content[content.rfind(b"somebody 1500") + 9] = ord("x")  # in the table or the index
    file.write_bytes(content)
    with sqlite3.connect(file) as database:
        found = engine.faults_of_file(database.cursor(), "integrity_check")

    assert found.rows > 0


def _file(folder: Path) -> Path:
    file = folder / "people.sqlite3"
    database = sqlite3.connect(file)
    database.executescript(
        "CREATE TABLE person (name); CREATE INDEX by_name ON person (name);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
        " INSERT INTO person SELECT 'somebody ' || i FROM n;"
    )
    database.close()
    return file


@pytest.mark.parametrize(
    ("version", "faults"), [((3, 40, 1), 1), ((3, 50, 7), 0), ((3, 53, 4), 0)]
)
def test_a_library_that_can_corrupt_is_found(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], faults: int
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    assert engine.library_is_safe().rows == faults


def test_a_sound_database_is_well(desk: Membership) -> None:
    checks = engine.checks(strict=True)

    assert {check.name: check.find().first for check in checks} == {
        check.name: [] for check in checks
    }


def test_an_arrow_to_nowhere_is_found(desk: Membership) -> None:
    point = ContactPoint.objects.exclude(person=None)[0]
    ContactPoint.objects.filter(pk=point.pk).update(person_id=77)

    found = [check.find() for check in engine.checks(strict=False)]

    ContactPoint.objects.filter(pk=point.pk).update(person_id=point.person_id)
    assert [str(point.pk) in each.first[0] for each in found if each.rows] == [True]


def test_a_constraint_that_was_never_looked_at_is_found(desk: Membership) -> None:
    names = [check.name for check in engine.checks(strict=False)]
    if connection.vendor == "sqlite":  # which knows no such thing
        assert "engine: structure" not in names
        return
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE people_tag ADD CONSTRAINT short CHECK (name <> '') NOT VALID"
        )

    assert engine.structure_is_valid().first == ["short"]
