"""Faults that stop the server before it serves anything."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bestfew.accounts import checks


@pytest.fixture(autouse=True)
def _unsafe_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bestfew.accounts.checks.is_safe", lambda version: False)


def use(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    databases = {"default": {"ENGINE": f"django.db.backends.{engine}"}}
    settings = SimpleNamespace(DATABASES=databases)
    monkeypatch.setattr("bestfew.accounts.checks.settings", settings)


def test_an_unsafe_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "sqlite3")

    [fault] = checks.sqlite_library_is_safe()

    assert fault.id == "bestfew.E001"
    assert "pysqlite3" in str(fault.hint)


def test_postgresql_needs_no_such_check(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "postgresql")

    assert checks.sqlite_library_is_safe() == []
