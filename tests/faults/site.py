"""`bestfew serve`, whose worker is killed now and then."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.faults.home import Home
from tools.postgres import free_port

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Process:
    """What the system says of a process. `ticks`: how long it has worked."""

    pid: int
    parent: int
    group: int
    ticks: int
    words: tuple[str, ...]


@contextmanager
def serving(home: Home) -> Iterator[Site]:
    """In the end nobody who worked in that home is left."""
    words = ("serve", "--port", str(free_port()))
    process = home.start("config", *words, log="serve.log")
    try:
        yield Site(process)
    finally:
        process.terminate()
        process.wait()
        for pid in _at_work_in(home):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Site:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def kill_worker(self, chance: Random) -> None:
        """All of it at once, or, three times in ten, only who works most."""
        group = self._worker()
        if chance.random() < 0.3:
            members = [each for each in _processes() if each.group == group]
            busiest = max(members, key=lambda each: each.ticks)
            os.kill(busiest.pid, signal.SIGKILL)
        else:
            os.killpg(group, signal.SIGKILL)

    def _worker(self) -> int:
        """The child that does the background work, as soon as there is one."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            for each in _processes():
                mine = each.parent == self.process.pid and each.group == each.pid
                if mine and "worker" in each.words:
                    return each.pid
            sleep(0.05)
        raise AssertionError("Nobody does the background work.")


def _processes() -> Iterator[Process]:
    """All that are alive."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # some end while we look
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_text().split("\0")
            if stat[0] != "Z":
                yield Process(
                    int(folder.name),
                    parent=int(stat[1]),
                    group=int(stat[2]),
                    ticks=int(stat[11]) + int(stat[12]),
                    words=tuple(words),
                )


def _at_work_in(home: Home) -> Iterator[int]:
    """Whoever was started for that home."""
    ours = f"BESTFEW_HOME={home.folder}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if ours in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
