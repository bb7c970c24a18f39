"""Import of a generated list of people, beside the machine's own limit."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from benchmarks import limits
from benchmarks.timing import Done, bestfew, say, size, spread
from bestfew.cli.app import start_django

ONCE_FROM = 1_000_000
"""So many rows are loaded once; fewer three times, each into a workspace of its own."""
SEED = 7


def main() -> None:
    home = Path(os.environ["BESTFEW_HOME"])
    file = home / "people.csv"
    words = ("--people", str(size()), "--seed", str(SEED), "--file", str(file))
    bestfew("generate", *words)
    runs = [_import(file) for _ in range(1 if size() >= ONCE_FROM else 3)]
    start_django()
    found = [json.loads(done.printed) for done in runs]
    seconds = [each["seconds"] for each in found]
    say(
        "import",
        **spread([size() / each for each in seconds], "rows_per_second"),
        seconds=sorted(seconds)[len(seconds) // 2],
        peak_mb=max(done.peak_mb for done in runs),
        created=found[-1]["created"],
    )
    _say_limits(file, home, seconds, times_written=len(runs))


def _import(file: Path) -> Done:
    """Into a fresh workspace, which the next command takes for its own."""
    words = ("--language", "vi", "--trade", "real_estate")
    bestfew("init", "--name", "Bench", *words)
    return bestfew("import", str(file), "--as", "people", "--json")


def _say_limits(
    file: Path, home: Path, seconds: list[float], *, times_written: int
) -> None:
    raw = limits.raw_seconds(file)
    indexed = limits.indexed_seconds(home) / times_written
    middle = sorted(seconds)[len(seconds) // 2]
    facts: dict[str, Any] = {
        "raw, one table without index": raw,
        "the same rows with our indexes": indexed,
    }
    for what, limit in facts.items():
        say(
            what,
            rows_per_second=round(size() / limit),
            seconds=round(limit, 2),
            import_takes_times=round(middle / limit, 2),
        )


if __name__ == "__main__":
    main()
