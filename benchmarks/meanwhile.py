"""How the pages answer while a list is imported, and how the import goes meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.site import Visitor, site
from benchmarks.timing import BESTFEW, bestfew, say, size, spread

SEED = 8  # others than those who are there
PAUSE_SECONDS = 0.2


def main() -> None:
    file = Path(os.environ["BESTFEW_HOME"]) / "more.csv"
    words = ("--people", str(size()), "--seed", str(SEED), "--file", str(file))
    bestfew("generate", *words)
    with site() as visitor:
        visitor.ask("/people/")
        loading = subprocess.Popen(  # noqa: S603
            [BESTFEW, "import", str(file), "--as", "people", "--json"],
            stdout=subprocess.PIPE,
            text=True,
        )
        taken = _asked_while(loading, visitor)
        printed, _errors = loading.communicate()
    found = json.loads(printed)
    say(
        "page, People, during an import",
        **spread(taken, "ms"),
        requests=len(taken),
        rows_per_second=round(size() / found["seconds"]),
    )


def _asked_while(loading: subprocess.Popen[str], visitor: Visitor) -> list[float]:
    """Milliseconds of each request, one after another."""
    taken = []
    while loading.poll() is None:
        start = perf_counter()
        visitor.ask("/people/")
        taken.append((perf_counter() - start) * 1_000)
        sleep(PAUSE_SECONDS)
    return taken


if __name__ == "__main__":
    main()
