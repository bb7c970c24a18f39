"""What every test gets: a home of its own, static files where they lie, and English."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

os.environ.setdefault("BESTFEW_HOME", tempfile.mkdtemp(prefix="bestfew-tests-"))
os.environ["BESTFEW_LANGUAGE"] = "en"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite in a file, as users have it; in memory, readers would meet writers."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(path)


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Pages name their files without the manifest that only `serve` builds."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _language_and_zone() -> Iterator[None]:
    """A request leaves those of its reader behind, for whatever test comes next."""
    from django.utils import timezone, translation

    timezone.deactivate()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _jobs_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Background jobs run where they are enqueued."""
    from django_q.conf import Conf

    monkeypatch.setattr(Conf, "SYNC", True)
