"""`make bench`: every number Bestfew promises, as JSON lines, then as a table.

Each part runs in a process of its own, in a home that is thrown away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

from tools.postgres import server

Measure = dict[str, Any]


def main() -> None:
    measures = [*_run("terminal", database="none", url="")]
    for part in ("imports", "pages"):
        measures += _run(part, database="sqlite", url="")
        with server() as url:
            measures += _run(part, database="postgresql", url=url)
    _print_table(measures)


def _run(part: str, *, database: str, url: str) -> Iterator[Measure]:
    """Run one part; its measures are also printed, a JSON line each."""
    with TemporaryDirectory(prefix="bestfew-bench-") as home:
        environment = os.environ | {"BESTFEW_HOME": home, "DATABASE_URL": url}
        done = subprocess.run(  # noqa: S603  (our own module)
            [sys.executable, "-m", f"benchmarks.{part}"],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    for line in done.stdout.splitlines():
        measure = {"database": database, **json.loads(line)}
        print(json.dumps(measure), flush=True)
        yield measure


def _print_table(measures: list[Measure]) -> None:
    for measure in measures:
        name = f"{measure.pop('what')}, {measure.pop('database')}"
        facts = "  ".join(f"{key} {value}" for key, value in measure.items())
        print(f"{name:<44} {facts}")


if __name__ == "__main__":
    main()
