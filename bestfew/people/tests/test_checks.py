"""What search needs of the database, told before anything is served."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection

from bestfew.people import checks


def use(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    databases = {"default": {"ENGINE": f"django.db.backends.{engine}"}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES=databases))


def test_this_library_finds_trigrams() -> None:
    assert checks.sqlite_finds_trigrams() == []


@pytest.mark.parametrize(("engine", "faults"), [("sqlite3", 1), ("postgresql", 0)])
def test_a_sqlite_without_trigrams_is_refused(
    monkeypatch: pytest.MonkeyPatch, engine: str, faults: int
) -> None:
    use(monkeypatch, engine)
    monkeypatch.setattr(
        checks, "_TRIGRAMS", "CREATE VIRTUAL TABLE t USING fts5(a, tokenize='bigram')"
    )

    found = checks.sqlite_finds_trigrams()

    assert [each.id for each in found] == ["bestfew.E002"] * faults


@pytest.mark.django_db
def test_this_database_knows_letters() -> None:
    assert checks.postgresql_knows_letters() == []


@pytest.mark.django_db
def test_a_database_that_knows_only_a_to_z_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checks, "_BEYOND_ASCII", "…")

    found = checks.postgresql_knows_letters()

    is_postgresql = connection.vendor == "postgresql"
    assert [each.id for each in found] == ["bestfew.W001"] * is_postgresql
