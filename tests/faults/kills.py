"""Kill the worker at random moments of an import, until the import is done.

`bestfew serve` runs all the while: it starts another worker, and nobody else helps.

    python -m tests.faults.kills --rows 200000 --kills 20 --seed 1 [--postgresql]

The same file is loaded in another home where nobody is killed: in the end both hold
the same people, and `bestfew verify --strict` finds nothing. Seeded, so that a fault
can be had again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty, Queue
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep
from typing import Any

from tests.faults.home import PYTHON, ROOT, Home, homes
from tests.faults.site import serving

COUNTS = ("rows_read", "created", "updated", "unchanged", "duplicate", "rejected")
A_WHILE = 0.4
"""Seconds after a step within which the worker is killed."""
BEFORE_THE_LAST_STEP = 0.8
"""Of the rows: what lies behind is seen only when the import is done."""
LAST_BREATH = 1.5
"""Seconds in which a process that lost its partner still ends what it is at."""
PATIENCE = 60
"""Seconds beyond a job's hold within which it must be taken up again."""


@dataclass(slots=True)
class Report:
    """What came of it; times in seconds."""

    rows: int
    seed: int
    kills: int = 0
    seconds_alone: float = 0
    seconds: float = 0
    slowest_to_resume: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    verify_seconds: float = 0


def run(
    folder: Path, *, server: str, rows: int, kills: int, seed: int, hold_seconds: int
) -> Report:
    """Raises AssertionError where anything is lost, or there twice."""
    report = Report(rows, seed)
    with homes(folder, server, "alone", "killed", hold_seconds=hold_seconds) as (
        alone,
        killed,
    ):
        file = folder / "people.csv"
        words = ("generate", "--people", str(rows), "--duplicates", "0")
        alone.bestfew(*words, "--seed", str(seed), "--file", str(file))
        alone.open_workspace()
        answer = alone.bestfew_json(
            "import", str(file), "--as", "people", "--source", "A list"
        )
        report.seconds_alone = answer["seconds"]
        killed.open_workspace()
        job = killed.run("tests.faults.desk", "start", str(file)).strip()
        _until_done(killed, job, kills, Random(seed), report)
        _compare(alone, killed, answer, report)
    return report


def _compare(alone: Home, killed: Home, answer: dict[str, Any], report: Report) -> None:
    """Nothing lost, nothing twice."""
    counts = {name: answer[name] for name in report.counts}
    assert report.counts == counts
    assert report.counts["rows_read"] == report.rows
    found = killed.bestfew_json("verify", "--strict")
    report.verify_seconds = found["seconds"]
    assert found["findings"] == []
    differing = set(killed.people()) ^ set(alone.people())
    assert sorted(differing)[:4] == []


def _until_done(
    home: Home, job: str, kills: int, chance: Random, report: Report
) -> None:
    start = monotonic()
    before = report.rows * BEFORE_THE_LAST_STEP
    points = sorted(chance.uniform(0, before) for _ in range(kills - 1))
    with Watch(home, job) as watch, serving(home) as site:
        for point in [-1, *points]:  # the first before any row was applied
            if not watch.reaches(point, report, home.hold_seconds):
                break
            if not watch.still_runs_after(chance.uniform(0, A_WHILE)):
                break
            site.kill_worker(chance)
            report.kills += 1
            watch.forget()
        watch.to_the_end(report, home.hold_seconds)
    report.seconds = round(monotonic() - start, 1)


class Watch:
    """The steps of an import, as they are seen from outside."""

    def __init__(self, home: Home, job: str) -> None:
        self.home, self.job = home, job
        self.steps: Queue[dict[str, Any]] = Queue()
        self.last: dict[str, Any] = {"is_running": True, "rows_read": 0}

    def __enter__(self) -> Watch:
        self.process = subprocess.Popen(  # noqa: S603
            [*PYTHON, "tests.faults.desk", "watch", self.job],
            env=self.home.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()
        self._next(PATIENCE)  # as it stands before anybody works
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()

    def _read(self) -> None:
        with self.process.stdout or nullcontext(()) as lines:
            for line in lines:
                self.steps.put(json.loads(line))

    def _next(self, seconds: float) -> bool:
        """Whether it took a step in that time."""
        left = max(seconds, 0.0)
        while True:  # by the second: a machine that slept has not waited for long
            wait = min(left, 1.0)
            try:
                self.last = self.steps.get(timeout=wait)
            except Empty:
                left -= wait
                if left <= 0:
                    return False
            else:
                return True

    def forget(self) -> None:
        """What was begun before a kill is no sign of life after it."""
        sleep(LAST_BREATH)
        while self._next(0):
            pass

    def reaches(self, point: float, report: Report, hold_seconds: int) -> bool:
        """Whether it goes on by itself, beyond the last kill and to that row.

        False when it is done before. A job that is killed three times at one place
        is given up, as it should be: so it gets a batch further between two kills.
        """
        before, start = self._applied(), monotonic()
        resumed = False
        while self.last["is_running"]:
            assert self._next(hold_seconds + PATIENCE), "It was never taken up again."
            if not resumed:
                taken = round(monotonic() - start, 1)
                report.slowest_to_resume = max(report.slowest_to_resume, taken)
                resumed = True
            if self._applied() >= point and (point < 0 or self._applied() > before):
                return bool(self.last["is_running"])
        return False

    def _applied(self) -> int:
        """How many rows something became of."""
        return int(self.last["rows_read"])

    def still_runs_after(self, seconds: float) -> bool:
        until = monotonic() + seconds
        while self.last["is_running"] and monotonic() < until:
            self._next(until - monotonic())
        return bool(self.last["is_running"])

    def to_the_end(self, report: Report, hold_seconds: int) -> None:
        while self.last["is_running"]:
            assert self._next(hold_seconds + PATIENCE), "It stopped half-way."
        names = (
            "rows_read",
            "created",
            "updated",
            "unchanged",
            "duplicate",
            "rejected",
        )
        report.counts = {name: self.last[name] for name in names}
        assert self.last["state"] == "done", self.last


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hold", type=int, default=25, help="JOB_HOLD_SECONDS")
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bestfew-kills-")))
        url = ""
        if asked.postgresql:
            from tools.postgres import server

            url = stack.enter_context(server())
        report = run(
            folder,
            server=url,
            rows=asked.rows,
            kills=asked.kills,
            seed=asked.seed,
            hold_seconds=asked.hold,
        )
    print(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
