"""A Bestfew of the harness's own: its folder, its database, its processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = (sys.executable, "-m")


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lives. `url` is a database of its own; '' is SQLite in the folder."""

    folder: Path
    url: str = ""
    hold_seconds: int = 25

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "BESTFEW_HOME": str(self.folder),
            "BESTFEW_LANGUAGE": "en",
            "BESTFEW_WORKSPACE": "",
            "DATABASE_URL": self.url,
            "JOB_HOLD_SECONDS": str(self.hold_seconds),
            "PYTHONPATH": str(ROOT),
        }

    def open_workspace(self) -> None:
        self.bestfew("init", "--name", "Lan", "--language", "vi", "--trade", "general")

    def bestfew(self, *words: str) -> str:
        """Run a command to its end; its fault is ours."""
        return self.run("config", *words)

    def bestfew_json(self, *words: str) -> Any:
        return json.loads(self.bestfew(*words, "--json"))

    def run(self, module: str, *words: str) -> str:
        done = subprocess.run(  # noqa: S603  (a module of our own)
            [*PYTHON, module, *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{module} {words}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, module: str, *words: str, log: str) -> subprocess.Popen[str]:
        """A child that leads a process group; what it prints goes to a file."""
        with (self.folder / log).open("ab") as file:
            return subprocess.Popen(  # noqa: S603
                [*PYTHON, module, *words],
                env=self.environment,
                cwd=ROOT,
                stdout=file,
                stderr=file,
                text=True,
                start_new_session=True,
            )

    def people(self) -> list[str]:
        """Everybody as an export tells of them, but for our own ids and times."""
        lines = self.bestfew("export", "--as", "people", "--format", "jsonl")
        rows = [json.loads(line, object_hook=_lasting) for line in lines.splitlines()]
        return sorted(json.dumps(row, sort_keys=True) for row in rows)


def _lasting(facts: dict[str, Any]) -> dict[str, Any]:
    """What is the same whenever it is loaded."""
    passing = ("bestfew", "first_contact", "obtained_on")
    return {name: value for name, value in facts.items() if name not in passing}


@contextmanager
def homes(
    folder: Path, server: str, *names: str, hold_seconds: int
) -> Iterator[list[Home]]:
    """A home for each name, its database beside the one of `server`, where there is."""
    found = []
    made = []
    try:
        for name in names:
            (folder / name).mkdir()
            url = _make_database(server) if server else ""
            made.append(url)
            found.append(Home(folder / name, url, hold_seconds))
        yield found
    finally:
        for url in filter(None, made):
            _execute(server, f'DROP DATABASE "{_name_in(url)}" WITH (FORCE)')


def _make_database(server: str) -> str:
    name = f"faults_{uuid4().hex}"
    _execute(server, f'CREATE DATABASE "{name}"')
    return f"{server.rpartition('/')[0]}/{name}"


def _name_in(url: str) -> str:
    return url.rpartition("/")[2]


def _execute(server: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.encode())
