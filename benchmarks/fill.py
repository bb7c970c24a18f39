"""A workspace full of made-up people, for the parts that only look at them."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

from benchmarks.timing import bestfew, say, size
from bestfew.cli.app import working_in

TRUTH = "truth.csv"


def main() -> None:
    words = ("--language", "vi", "--trade", "real_estate")
    bestfew("init", "--name", "Bench", *words)
    start = perf_counter()
    with working_in("") as member:
        from django.utils.timezone import now

        from benchmarks.data import fill

        truth = Path(os.environ["BESTFEW_HOME"]) / TRUTH
        with_work = os.environ["BENCH_PAGES"] == "True"
        fill(member, people=size(), truth=truth, with_work=with_work, at=now())
    say("filled", seconds=round(perf_counter() - start, 1))


if __name__ == "__main__":
    main()
