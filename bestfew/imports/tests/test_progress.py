"""How far a run is, in numbers and in words, on the page and in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions, progress
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.models import DryRun, Import, State
from bestfew.imports.progress import Progress, of_dry_run, of_import, time_left
from bestfew.imports.terminal import Asked, load
from bestfew.imports.terminal_dry import try_out
from bestfew.imports.tests.recipes import PEOPLE, bring_in, make_file, upload

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
SECONDS = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (4.9, "a few seconds left"),
        (5, "about 5 seconds left"),
        (12.1, "about 15 seconds left"),
        (54, "about 55 seconds left"),
        (56, "about 1 minute left"),
        (150, "about 2 minutes left"),
        (3_599, "about 60 minutes left"),
        (3_601, "about 1 hour left"),
        (9_000, "about 2 hours left"),
    ],
)
def test_the_time_left_is_told_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_a_run_that_went_on_is_measured_from_there() -> None:
    seen = Progress(done=60_000, rows=100_000, seconds=2, began=40_000)

    assert seen.rate == 10_000
    assert seen.left == "a few seconds left"
    assert seen.as_line() == (
        "60,000 of 100,000 rows, 10,000 a second, a few seconds left"
    )


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (Progress(1_200), "1,200 rows read"),
        (Progress(0, 500), "0 of 500 rows"),
        (Progress(100, 500, 0.0), "100 of 500 rows"),
        (
            Progress(100, 1_000, 1),
            "100 of 1,000 rows, 100 a second, about 10 seconds left",
        ),
    ],
)
def test_what_nobody_can_tell_yet_is_left_out(seen: Progress, line: str) -> None:
    assert seen.as_line() == line


@pytest.mark.usefixtures("in_workspace")
def test_each_state_counts_what_it_does() -> None:
    at = {"going_at": AT, "beat_at": AT + 10 * SECONDS}
    reading = Import(state=State.READING, rows_read=5_000, **at)
    loading = Import(
        state=State.LOADING, rows_read=9_000, cursor=3_000, going_from=1_000, **at
    )

    assert of_import(reading, at=AT) == Progress(5_000, 0, 10)
    assert of_import(loading, at=AT) == Progress(3_000, 9_000, 10, 1_000)
    assert of_import(loading, at=AT).rate == 200


@pytest.mark.usefixtures("in_workspace")
def test_nobody_at_work_for_a_minute_is_told() -> None:
    dry = DryRun(started_at=AT, beat_at=AT, rows_read=9, cursor=1)

    assert not of_dry_run(dry, at=AT + 59 * SECONDS).is_silent
    assert of_dry_run(dry, at=AT + 61 * SECONDS).is_silent


@pytest.mark.usefixtures("in_workspace")
def test_the_terminal_hears_of_every_batch(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 2)
    rows = [[f"P{n}", "", f"p{n}@example.com", ""] for n in range(5)]
    asked = Asked(make_file(tmp_path, [PEOPLE, *rows]), "people", basis="interest")
    dry: list[str] = []
    run: list[str] = []

    try_out(alice, asked, say=dry.append)
    load(alice, asked, say=run.append)

    for lines in (dry, run):
        assert lines[0] == "5 rows read"
        assert any(line.startswith("2 of 5 rows") for line in lines)
        assert any(line.startswith("5 of 5 rows") for line in lines)
        assert lines[-1] == ""
    assert "done…" in run


@pytest.mark.usefixtures("in_workspace")
def test_an_undo_counts_from_the_last_batch_to_the_first(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 2)
    rows = [[f"P{n}", "", f"p{n}@example.com", ""] for n in range(5)]
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, *rows])).job
    actions.start_undo(job, at=timezone.now())
    told: list[int] = []

    actions.undo(
        job, beat=lambda each: told.append(of_import(each, at=timezone.now()).done)
    )

    assert told == [1, 3, 5, 5]


@pytest.mark.usefixtures("in_workspace")
def test_a_pause_is_no_part_of_the_rate(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 1)
    rows = [[f"P{n}", "", f"p{n}@example.com", ""] for n in range(4)]
    job = upload(alice, make_file(tmp_path, [PEOPLE, *rows]))
    long_ago = timezone.now() - timedelta(days=1)
    actions.start(job, at=long_ago)

    def stop_at_two(each: Import) -> None:
        if each.cursor == 2:
            actions.cancel(job, at=timezone.now())

    actions.run(job, alice, beat=stop_at_two)
    actions.start(job, at=timezone.now())

    assert job.state == State.LOADING
    assert (job.going_from, job.started_at) == (2, long_ago)
    assert of_import(job, at=timezone.now()).seconds < progress.MINUTE
