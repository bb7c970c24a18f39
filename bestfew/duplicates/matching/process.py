"""Starts the process beside, hears how far it is, and hands over what it found."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Say = Callable[[str, float], None]
"""Hears the step and the share of the work that is done; may raise to end it."""

_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "SYSTEMROOT", "TEMP")
COMMAND = ("-P", "-m", "bestfew.duplicates.matching.beside")


class Failed(Exception):
    """The process beside ended before its work was done."""


@dataclass(frozen=True, slots=True)
class Found:
    """Two people who may be one, the lower id first."""

    first: int
    second: int
    probability: float
    agrees: list[str]
    differs: list[str]


def work_beside(folder: Path, *, threshold: float, say: Say) -> dict[str, Any]:
    """Find the pairs of the files in `folder`; the facts of how. Raises `Failed`.

    The process ends when its stdin does: with us, whatever ends us.
    """
    process = subprocess.Popen(  # noqa: S603  (our own module)
        [sys.executable, *COMMAND, str(threshold)],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stdout or ():
            said = json.loads(line)
            say(said["step"], said["share"])
        if process.wait():
            raise Failed(process.returncode)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
    facts: dict[str, Any] = json.loads((folder / "facts.json").read_text("utf-8"))
    return facts


def found_in(folder: Path) -> Iterator[Found]:
    """The pairs, the likeliest first."""
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as opened:
        for first, second, probability, agrees, differs in csv.reader(opened):
            yield Found(
                int(first),
                int(second),
                float(probability),
                json.loads(agrees),
                json.loads(differs),
            )


def _environment() -> dict[str, str]:
    """What the process needs to find our modules; no secret is part of it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
