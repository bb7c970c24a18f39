"""The process beside a worker that finds pairs; it works in its current folder.

It reads the files that `reading` wrote, says on stdout how far it is, a JSON object a
line and at least every second, and leaves `pairs.csv` and `facts.json`. When its stdin
ends, whoever wanted the pairs is gone, and it ends too.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bestfew.duplicates.matching.tables import Tables

BEAT_SECONDS = 1.0
SCRIPTS = ("macros.sql", "names.sql", "facts.sql")


def find(folder: Path, *, threshold: float, progress: Progress) -> None:
    """Load, learn, compare, judge."""
    from bestfew.duplicates.matching.tables import Tables

    logging.getLogger("splink").setLevel(logging.CRITICAL)
    tables = Tables(folder)
    tables.load()
    headers = tables.choose_traits()
    for each in SCRIPTS:
        tables.script(each)
    tables.find_telling()
    progress.at("learning", 0.3)
    tables.script("candidates.sql")
    (folder / "pairs.csv").touch()
    facts = {
        "people": tables.one("select count(*) from person"),
        "candidates": tables.one("select count(*) from candidate"),
        "model": {},
    }
    if facts["candidates"]:
        facts["model"] = _compare(tables, headers, threshold, progress)
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def _compare(
    tables: Tables, headers: list[str], threshold: float, progress: Progress
) -> dict[str, Any]:
    """Write `pairs.csv`; returns what the scan keeps of its model."""
    from bestfew.duplicates.matching.learning import learn
    from bestfew.duplicates.matching.scoring import score, write_pairs

    progress.at("learning", 0.45)
    model = learn(tables)
    progress.at("comparing", 0.6)
    score(tables, model, threshold=threshold)
    tables.script("verdict.sql")
    progress.at("comparing", 0.8)
    write_pairs(tables, headers, tables.folder / "pairs.csv")
    return model.as_json()


class Progress:
    """Says where the work is, and says it again while nothing is new."""

    def __init__(self) -> None:
        self._said = ("reading", 0.15)
        self._over = Event()
        self._beating = Thread(target=self._beat, daemon=True)
        self._beating.start()

    def at(self, step: str, share: float) -> None:
        self._said = (step, share)

    def end(self) -> None:
        self._over.set()
        self._beating.join()

    def _beat(self) -> None:
        while True:
            step, share = self._said
            print(json.dumps({"step": step, "share": share}), flush=True)
            if self._over.wait(BEAT_SECONDS):
                return


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_end_with_stdin, daemon=True).start()
    beating = Progress()
    find(Path.cwd(), threshold=float(sys.argv[1]), progress=beating)
    beating.end()
