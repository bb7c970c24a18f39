"""What `make bench` measures where, and how it counts."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic, sleep

from benchmarks.__main__ import DATABASES, PARTS, SIZES, runs
from benchmarks.duplicates import found_pairs, score, true_pairs
from benchmarks.timing import Memory, family, spread


def test_every_part_is_measured_on_both_databases() -> None:
    plan = list(runs(list(SIZES), list(PARTS), list(DATABASES)))

    for database in DATABASES:
        mine = [run for run in plan if run.database == database]
        sizes = {
            part: [run.size for run in mine if part in run.parts] for part in PARTS[1:]
        }
        assert sizes == {
            "imports": [100_000, 1_000_000],
            "search": [10_000, 100_000, 1_000_000],
            "duplicates": [100_000, 1_000_000],
            "pages": [10_000, 1_000_000],
            "campaigns": [10_000, 1_000_000],
            "network": [10_000, 1_000_000],
            "meanwhile": [100_000],
            "crowd": [10_000],
        }


def test_a_small_run_measures_all_at_the_largest_size() -> None:
    plan = list(runs([1_000, 5_000], list(PARTS), ["sqlite"]))

    parts = [part for run in plan if run.size == 5_000 for part in run.parts]
    assert set(parts) == {*PARTS, "fill"} - {"terminal", "crowd"}


def test_only_what_was_asked_for_is_measured() -> None:
    [run] = runs([1_000], ["search"], ["sqlite"])

    assert run.parts == ("fill", "search")


def test_pairs_are_scored_against_the_truth(tmp_path: Path) -> None:
    file = tmp_path / "truth.csv"
    file.write_text("id,cluster,copy\n1-0,1,0\n2-0,2,0\n1-1,1,1\n1-2,1,2\n")
    truth = true_pairs(file)
    found = found_pairs(
        [
            {"a_external_id": "1-1", "b_external_id": "1-0"},
            {"a_external_id": "2-0", "b_external_id": "1-0"},
        ]
    )

    assert len(truth) == 3
    scored = score(found, truth)
    assert scored == {
        "f1": 0.4,
        "precision": 0.5,
        "recall": 0.3333,
    }
    assert score(truth, truth)["f1"] == 1
    assert score(set(), truth)["f1"] == 0


def test_memory_is_that_of_the_whole_family() -> None:
    memory = Memory(os.getpid())
    ballast = bytearray(os.urandom(1)) * 60_000_000
    until = monotonic() + 30
    while memory.peak < len(ballast) // 1_000 and monotonic() < until:
        sleep(0.05)

    assert memory.stop() >= 60
    assert family(os.getppid())[0] == os.getppid()
    assert os.getpid() in family(os.getppid())


def test_noise_is_told() -> None:
    assert spread([3, 1, 2], "ms") == {"min_ms": 1, "median_ms": 2, "max_ms": 3}
