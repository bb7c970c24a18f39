"""A scan of everybody for those kept twice, against the generator's truth."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.fill import TRUTH
from benchmarks.timing import bestfew, say

Pairs = set[frozenset[str]]


def main() -> None:
    done = bestfew("duplicates", "scan", "--json")
    answer = json.loads(done.printed)
    truth = true_pairs(Path(os.environ["BESTFEW_HOME"]) / TRUTH)
    say(
        "duplicates",
        **score(found_pairs(answer["pairs"]), truth),
        seconds=answer["seconds"],
        peak_mb=done.peak_mb,
        pairs=len(answer["pairs"]),
        true_pairs=len(truth),
    )


def found_pairs(pairs: list[dict[str, Any]]) -> Pairs:
    return {frozenset((each["a_external_id"], each["b_external_id"])) for each in pairs}


def true_pairs(file: Path) -> Pairs:
    """Every two rows of one cluster."""
    clusters = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            clusters[row["cluster"]].append(row["id"])
    return {
        frozenset(pair) for ids in clusters.values() for pair in combinations(ids, 2)
    }


def score(found: Pairs, truth: Pairs) -> dict[str, float]:
    right = len(found & truth)
    precision = right / len(found) if found else 0.0
    recall = right / len(truth) if truth else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    facts = {"f1": f1, "precision": precision, "recall": recall}
    return {name: round(value, 4) for name, value in facts.items()}


if __name__ == "__main__":
    main()
