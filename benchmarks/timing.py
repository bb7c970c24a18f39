"""Times of a deed done several times, and the memory of commands."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from statistics import median
from time import perf_counter


def times(deed: Callable[[], object], *, runs: int) -> dict[str, float]:
    """Milliseconds: the least, the median and the most of `runs`."""
    taken = []
    for _ in range(runs):
        start = perf_counter()
        deed()
        taken.append((perf_counter() - start) * 1_000)
    return {
        "min_ms": round(min(taken), 1),
        "median_ms": round(median(taken), 1),
        "max_ms": round(max(taken), 1),
    }


def peak_mb_of_children() -> int:
    """The most memory that any command run so far has used, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def say(what: str, **facts: object) -> None:
    print(json.dumps({"what": what, **facts}), flush=True)
