"""Times of a deed done several times, and the memory of commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter

BESTFEW = str(Path(sys.executable).with_name("bestfew"))
SAMPLE_SECONDS = 0.1


def size() -> int:
    """How many people this run is about."""
    return int(os.environ["BENCH_SIZE"])


def say(what: str, **facts: object) -> None:
    print(json.dumps({"what": what, **facts}), flush=True)


def times(deed: Callable[[], object], *, runs: int) -> dict[str, float]:
    """Milliseconds: least, median, most, and what 95 % of `runs` kept within."""
    taken = []
    for _ in range(runs):
        start = perf_counter()
        deed()
        taken.append((perf_counter() - start) * 1_000)
    return spread_of(taken)


def spread_of(taken: Sequence[float]) -> dict[str, float]:
    """Of milliseconds: least, median, most, and what 95 % kept within."""
    nearly_all = sorted(taken)[max(0, ceil(0.95 * len(taken)) - 1)]
    return {**spread(taken, "ms"), "p95_ms": round(nearly_all, 2)}


def spread(values: Sequence[float], unit: str) -> dict[str, float]:
    """The least, the median and the most: how noisy the machine is."""
    found = {"min": min(values), "median": median(values), "max": max(values)}
    digits = 2 if unit == "ms" else 1
    return {f"{name}_{unit}": round(value, digits) for name, value in found.items()}


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was run: what it printed, how long it took, its memory."""

    printed: str
    seconds: float
    peak_mb: int


def bestfew(*words: str) -> Done:
    """Run a command of ours, and watch the memory of all its processes."""
    start = perf_counter()
    process = subprocess.Popen(  # noqa: S603
        [BESTFEW, *words], stdout=subprocess.PIPE, text=True
    )
    memory = Memory(process.pid)
    printed, _errors = process.communicate()
    seconds = perf_counter() - start
    peak = memory.stop()
    if process.returncode:
        sys.exit(f"bestfew {' '.join(words)} failed.")
    return Done(printed, seconds, peak)


class Memory:
    """The most memory that a process and all below it have used together, sampled.

    Shared pages are counted once (PSS); a database server is nobody's child.
    """

    def __init__(self, pid: int) -> None:
        self.pid, self.peak = pid, 0
        self._over = Event()
        self._sampler = Thread(target=self._sample, daemon=True)
        self._sampler.start()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            used = sum(pss_kb(pid) for pid in family(self.pid))
            self.peak = max(self.peak, used)

    def stop(self) -> int:
        """In MB."""
        self._over.set()
        self._sampler.join()
        return self.peak // 1_000


def family(pid: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        below.setdefault(int(stat[1]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += below.get(each, [])
    return found


def pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
