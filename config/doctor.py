"""`bestfew doctor`: what Bestfew runs on, and what is wrong with it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from bestfew.cli.app import AsJson, say_json, say_table, start_django

LEAST_FREE_SHARE = 0.02
LONGEST_WAIT_SECONDS = 900
WANTED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": 5_000,
}
ASSETS = ("vendor/tabler.min.css", "django_htmx/htmx-2.min.js")

Findings = tuple[dict[str, Any], list[str]]


def mount(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(as_json: AsJson = False) -> None:
    """Look at the database, the queue, the disk and the files.

    Exit code 1 tells of faults.
    """
    start_django()
    facts, faults = examine()
    if as_json:
        say_json({**facts, "faults": faults})
    else:
        say_table(["what", "is"], [[name, value] for name, value in facts.items()])
        for fault in faults:
            print(f"! {fault}")
    if faults:
        raise typer.Exit(1)


def examine() -> Findings:
    """Every fact that was found, by name, and the faults in one sentence each."""
    from django.db import DatabaseError

    facts: dict[str, Any] = {}
    faults: list[str] = []
    organs: tuple[Callable[[], Findings], ...] = (
        _database,
        _migrations,
        _queue,
        _disk,
        _secret_key,
        _files,
        _checks,
    )
    for organ in organs:
        try:
            found, wrong = organ()
        except DatabaseError as fault:
            found, wrong = {}, [f"The database does not answer: {fault}"]
        facts |= found
        faults += [each for each in wrong if each not in faults]
    return facts, faults


def _database() -> Findings:
    import sqlite3

    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
            return {"engine": connection.vendor, "engine_version": version}, []
        pragmas = {}
        for name in WANTED_PRAGMAS:
            cursor.execute(f"PRAGMA {name}")
            pragmas[name] = cursor.fetchone()[0]
    faults = [
        f"PRAGMA {name} is {value}, not {WANTED_PRAGMAS[name]}."
        for name, value in pragmas.items()
        if value != WANTED_PRAGMAS[name]
    ]
    return {
        "engine": "sqlite",
        "engine_version": sqlite3.sqlite_version,
        **pragmas,
    }, faults


def _migrations() -> Findings:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    fault = "The database is behind this version: bestfew serve brings it up."
    return {"pending_migrations": pending}, [fault] if pending else []


def _queue() -> Findings:
    from django.db import connection
    from django_q.models import OrmQ

    from bestfew.jobs.queue import oldest_waiting_seconds

    if OrmQ._meta.db_table not in connection.introspection.table_names():
        return {"queue_age_seconds": 0}, []
    age = round(oldest_waiting_seconds())
    fault = "A job waits for long: is bestfew worker running?"
    return {"queue_age_seconds": age}, [fault] if age > LONGEST_WAIT_SECONDS else []


def _disk() -> Findings:
    from django.conf import settings

    usage = shutil.disk_usage(settings.BESTFEW_HOME)
    facts = {
        "home": str(settings.BESTFEW_HOME),
        "free_disk_mib": usage.free // 2**20,
        "free_disk_percent": round(100 * usage.free / usage.total),
    }
    is_full = usage.free < LEAST_FREE_SHARE * usage.total
    return facts, ["The disk is nearly full."] if is_full else []


def _secret_key() -> Findings:
    from django.conf import settings

    path = Path(settings.BESTFEW_HOME) / "secret_key"
    if not path.exists():
        return {"secret_key": "environment"}, []
    mode = stat.S_IMODE(path.stat().st_mode)
    is_open = mode & (stat.S_IRWXG | stat.S_IRWXO)
    fault = "Others can read the secret key: chmod 600 secret_key."
    return {"secret_key": f"file, mode {mode:03o}"}, [fault] if is_open else []


def _files() -> Findings:
    from django.conf import settings
    from django.contrib.staticfiles.finders import find

    from config.files import is_collected

    compiled = [
        code for code, _name in settings.LANGUAGES if code == "en" or _catalogue(code)
    ]
    missing = [code for code, _name in settings.LANGUAGES if code not in compiled]
    lost = [name for name in ASSETS if find(name) is None]
    faults = []
    if missing:
        faults.append(f"Not compiled: {', '.join(missing)}. Run make setup.")
    if lost:
        faults.append(f"Missing: {', '.join(lost)}. Run make setup.")
    facts = {
        "languages": ", ".join(compiled),
        "assets": "missing" if lost else "present",
        "collected_files": "up to date" if is_collected() else "made by bestfew serve",
    }
    return facts, faults


def _catalogue(code: str) -> bool:
    from django.conf import settings
    from django.utils.translation import to_locale

    name = Path(to_locale(code)) / "LC_MESSAGES" / "django.mo"
    return any((Path(folder) / name).exists() for folder in settings.LOCALE_PATHS)


def _checks() -> Findings:
    from django.core.checks import ERROR, run_checks

    wrong = [str(each.msg) for each in run_checks() if each.level >= ERROR]
    return {}, wrong
