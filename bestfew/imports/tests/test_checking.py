"""Counting a file before it is loaded: at once, or in the background; stopped, anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions, checking, jobs
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.models import DryRun, FaultyRow, Import, ImportRow, State
from bestfew.imports.tests.recipes import MAI, PEOPLE, SOMCHAI, make_file, upload
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

NOBODY = ["", "", "", "Nobody Ltd"]
TYPO = ["An Le", "", "no address", ""]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)


@pytest.fixture
def job(alice: Membership, tmp_path: Path) -> Import:
    return upload(alice, make_file(tmp_path, [PEOPLE, MAI, NOBODY, TYPO, SOMCHAI]))


@pytest.fixture
def _as_if_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LOOKED_AT", 1)
    monkeypatch.setattr(PeopleLoader, "batch", 2)


def kept(dry: DryRun) -> list[tuple[int, int, str]]:
    rows = FaultyRow.objects.filter(dry_run=dry).order_by("rank", "number")
    return [(row.rank, row.number, row.codes) for row in rows]


EXPECTED = [(0, 2, " nobody "), (1, 3, " not_email ")]


def test_a_short_file_is_counted_at_once(alice: Membership, job: Import) -> None:
    dry = jobs.check(job, alice)

    assert dry.state == DryRun.State.DONE
    assert dry.counts() == {
        "rows_read": 4,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 0,
        "rejected": 1,
    }
    assert dry.faults == {"nobody": 1, "not_email": 1}
    assert (dry.faulty, dry.rows_read, dry.cursor) == (2, 4, 4)
    assert kept(dry) == EXPECTED
    assert not Person.objects.exists()
    assert not ImportRow.objects.exists()


@pytest.mark.usefixtures("_as_if_long")
def test_a_long_one_is_counted_in_the_background(
    alice: Membership, job: Import
) -> None:
    jobs.check(job, alice)

    dry = DryRun.objects.get()
    assert dry.state == DryRun.State.DONE
    assert dry.counts()["created"] == 3
    assert kept(dry) == EXPECTED


def test_a_new_count_takes_the_place_of_the_last(
    alice: Membership, job: Import
) -> None:
    first = jobs.check(job, alice)
    second = jobs.check(job, alice)

    assert first.pk != second.pk
    assert DryRun.objects.get() == second
    assert FaultyRow.objects.count() == 2


def test_counted_twice_at_once_it_is_counted_once(
    alice: Membership, job: Import
) -> None:
    dry = checking.begin(job, at=timezone.now())
    other = DryRun.objects.select_related("job").get()

    checking.run(dry, alice)
    checking.run(other, alice)

    assert DryRun.objects.get().counts()["rows_read"] == 4
    assert kept(dry) == EXPECTED


class Killed(BaseException):
    """What no code of ours catches, as SIGKILL."""


@pytest.mark.usefixtures("_as_if_long")
def test_a_worker_that_was_killed_begins_again(
    alice: Membership, job: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    dry = checking.begin(job, at=timezone.now())
    keep = checking.Keeper.keep

    def die(keeper: Any, batch: Any) -> None:
        keep(keeper, batch)
        if batch[0].row.number > 2:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(checking.Keeper, "keep", die)
        with pytest.raises(Killed):
            checking.run(dry, alice)
    jobs.run_check(alice, dry.pk)

    dry.refresh_from_db()
    assert dry.state == DryRun.State.DONE
    assert dry.counts()["rows_read"] == 4
    assert kept(dry) == EXPECTED


@pytest.mark.usefixtures("_as_if_long")
@pytest.mark.parametrize("by", ["stop", "start", "map"])
def test_it_stops_when_somebody_stops_it_or_goes_on_without_it(
    alice: Membership, job: Import, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    dry = checking.begin(job, at=timezone.now())
    keep = checking.Keeper.keep
    now = timezone.now()

    def meanwhile(keeper: Any, batch: Any) -> None:
        keep(keeper, batch)
        if batch[0].row.number > 1:
            return
        if by == "stop":
            checking.stop(job, at=now)
        elif by == "start":
            actions.start(Import.objects.get(pk=job.pk), at=now)
        else:
            actions.map_columns(Import.objects.get(pk=job.pk), job.targets, at=now)

    monkeypatch.setattr(checking.Keeper, "keep", meanwhile)

    checking.run(dry, alice)

    left = DryRun.objects.values_list("state", "cursor")
    assert list(left) == ([("stopped", 2)] if by == "stop" else [])
    assert Import.objects.get().state == (
        State.READING if by == "start" else State.UPLOADED
    )


def test_nothing_is_counted_once_it_was_started(alice: Membership, job: Import) -> None:
    jobs.check(job, alice)
    actions.start(job, at=timezone.now())

    with pytest.raises(actions.NotNow):
        checking.begin(job, at=timezone.now())
    assert not DryRun.objects.exists()
    assert not FaultyRow.objects.exists()


@pytest.mark.usefixtures("_as_if_long")
def test_a_count_that_fails_for_good_says_so(alice: Membership, job: Import) -> None:
    dry = checking.begin(job, at=timezone.now())

    jobs.note_check_fault(alice, dry.pk)

    dry.refresh_from_db()
    assert (dry.state, dry.fault) == (DryRun.State.FAILED, {"code": "fault"})


def test_a_file_that_breaks_off_says_why(alice: Membership, tmp_path: Path) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    dry = checking.begin(job, at=timezone.now())
    job.path.write_bytes(job.path.read_bytes() + b'"never closed\n')

    checking.run(dry, alice)

    dry.refresh_from_db()
    assert (dry.state, dry.fault["code"]) == (DryRun.State.FAILED, "open_quote")


def test_a_colleague_without_a_view_of_it_counts_nothing(
    alice: Membership, carol: Membership, job: Import
) -> None:
    dry = checking.begin(job, at=timezone.now())

    jobs.run_check(carol, dry.pk)

    dry.refresh_from_db()
    assert (dry.state, dry.cursor) == (DryRun.State.RUNNING, 0)


def test_of_each_kind_some_rows_are_kept(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_OF_A_KIND", 2)
    job = upload(alice, make_file(tmp_path, [PEOPLE, *[NOBODY] * 5, *[TYPO] * 5]))

    dry = jobs.check(job, alice)

    assert dry.faults == {"nobody": 5, "not_email": 5}
    assert [number for _rank, number, _codes in kept(dry)] == [1, 2, 6, 7]
