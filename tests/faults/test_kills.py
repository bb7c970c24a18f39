"""A worker that is killed, again and again, loses nothing and does nothing twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.kills import run


@pytest.mark.fault
def test_an_import_survives_the_death_of_its_worker(tmp_path: Path) -> None:
    """Short; `python -m tests.faults.kills` kills twenty times in 200,000 rows."""
    report = run(
        tmp_path,
        server=os.environ.get("DATABASE_URL", ""),
        rows=30_000,  # so many that two processes take turns
        kills=3,
        seed=1,
        hold_seconds=3,
    )

    assert report.kills >= 1
