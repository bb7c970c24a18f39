"""`make bench`: every number Bestfew promises, as JSON lines, then as a table.

    make bench
    make bench SIZES=10000,100000 PARTS=search,pages DATABASES=sqlite

One process at a time measures, in a home that is thrown away.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.machine import machine
from tools.postgres import server

Measure = dict[str, Any]
SIZES = (10_000, 100_000, 1_000_000)
PARTS = (
    *("terminal", "imports", "search", "duplicates", "pages", "campaigns"),
    *("network", "meanwhile", "crowd"),
)
DATABASES = ("sqlite", "postgresql")
WITH_WORK = {"pages", "campaigns", "crowd"}
"""What is looked at there is more than people: objectives, and a log."""
LARGE = 100_000
"""Imports and duplicates are measured from here on, and at the largest size.

What an import does to the pages is measured at the first of these sizes.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Parts that are measured one after the other in one home."""

    database: str
    size: int
    parts: tuple[str, ...]


def main() -> None:
    asked = _asked()
    measures = [{"what": "machine", "database": "none", "size": 0, **machine()}]
    print(json.dumps(measures[0]), flush=True)
    for run in runs(asked.sizes, asked.parts, asked.databases):
        measures += _measured(run)
    _print_table(measures)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure what must be fast.")

    def several(text: str) -> list[str]:
        return text.split(",")

    def sizes(text: str) -> list[int]:
        return sorted(map(int, several(text)))

    parser.add_argument("--sizes", type=sizes, default=SIZES)
    parser.add_argument("--parts", type=several, default=PARTS)
    parser.add_argument("--databases", type=several, default=DATABASES)
    return parser.parse_args()


def runs(sizes: list[int], parts: list[str], databases: list[str]) -> Iterator[Run]:
    """What is to be measured, each home with what it is filled with."""
    if "terminal" in parts:
        yield Run("none", 0, ("terminal",))
    ends = {sizes[0], sizes[-1]}
    large = [size for size in sizes if size >= LARGE] or sizes[-1:]
    for database in databases:
        for size in sizes:
            if "imports" in parts and size in large:
                yield Run(database, size, ("imports",))
            wanted = {
                "search": True,
                "duplicates": size in large,
                "pages": size in ends,
                "campaigns": size in ends,
                "network": size in ends,
                "meanwhile": size == large[0],
                "crowd": size == sizes[0],
            }
            some = tuple(each for each in wanted if each in parts and wanted[each])
            if some:
                yield Run(database, size, ("fill", *some))


def _measured(run: Run) -> Iterator[Measure]:
    """The measures of a run; they are also printed, a JSON line each."""
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="bestfew-bench-"))
        postgresql = run.database == "postgresql"
        url = stack.enter_context(server(safe=True)) if postgresql else ""
        environment = os.environ | {
            "BESTFEW_HOME": home,
            "DATABASE_URL": url,
            "BENCH_SIZE": str(run.size),
            "BENCH_PAGES": str(not WITH_WORK.isdisjoint(run.parts)),
        }
        for part in run.parts:
            for line in _lines(part, environment):
                measure = {"database": run.database, "size": run.size, **line}
                print(json.dumps(measure), flush=True)
                yield measure


def _lines(part: str, environment: dict[str, str]) -> Iterator[Measure]:
    process = subprocess.Popen(  # noqa: S603  (our own module)
        [sys.executable, "-m", f"benchmarks.{part}"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process.stdout or sys.stdin as lines:
        for line in lines:
            yield json.loads(line)
    if process.wait():
        sys.exit(f"benchmarks.{part} failed.")


def _print_table(measures: list[Measure]) -> None:
    print()
    for measure in measures:
        what, database = measure.pop("what"), measure.pop("database")
        size = f"{measure.pop('size'):,}" if measure["size"] else measure.pop("size")
        facts = "  ".join(f"{key} {value}" for key, value in measure.items())
        print(f"{what:<32} {database:<10} {size or '':>9}  {facts}")


if __name__ == "__main__":
    main()
