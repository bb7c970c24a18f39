"""What became of the rows: by outcome, a page at a time; and as a file that streams."""

from __future__ import annotations

import csv
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.imports import actions
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.loading.rehearsal import rehearse
from bestfew.imports.models import Import, State
from bestfew.imports.results import as_csv
from bestfew.imports.tests.recipes import (
    MAI,
    PEOPLE,
    bring_in,
    make_file,
    undo,
    upload,
)
from bestfew.people.actions import edit_person
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

NOBODY = ["", "", "", "Nobody Ltd"]
MEGABYTE = 1 << 20


def page(client: Client, job: Import, **data: str) -> str:
    url = reverse("imports:import", args=[job.pk])
    return str(client.get(url, data).content.decode())


def test_rejected_rows_come_first_and_the_others_are_a_tap_away(
    alice: Membership, tmp_path: Path
) -> None:
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, NOBODY])).job
    client = signed_in(alice)

    first = page(client, job)
    everything = page(client, job, outcome="")

    assert "Nobody Ltd" in first
    assert "Mai Tran" not in first
    assert "Mai Tran" in everything
    assert "Undo the import" in first
    assert f"until {day_of(job)}" in first


def day_of(job: Import) -> str:
    until = timezone.localtime(job.undo_until)
    return f"{until.day} {until:%b %Y}"


def test_without_a_rejected_one_all_are_shown(
    alice: Membership, tmp_path: Path
) -> None:
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI])).job

    assert "Mai Tran" in page(signed_in(alice), job)


def test_what_an_undo_kept_is_listed(alice: Membership, tmp_path: Path) -> None:
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, NOBODY])).job
    mai = Person.objects.get()
    at = timezone.now()
    edit_person(mai, before={"note": ""}, after={"note": "x"}, by=alice.user, at=at)
    undo(job)

    text = page(signed_in(alice), job)

    assert "1 row was edited since, and is kept." in text
    assert "kept by the undo" in text
    assert "Mai Tran" in text
    assert "Nobody Ltd" not in text
    assert "Undo the import" not in text


def test_results_come_a_page_at_a_time(alice: Membership, tmp_path: Path) -> None:
    rows = [["", "", "", f"Firm {n}"] for n in range(1, 41)]
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, *rows])).job
    client = signed_in(alice)

    first = page(client, job)
    cursor = unquote(first.split("?after=")[1].split('"')[0])
    second = page(client, job, after=cursor)

    assert "Firm 30" in first
    assert "Firm 31" not in first
    assert "Firm 31" in second
    url = reverse("imports:import", args=[job.pk])
    assert client.get(url, {"after": "nonsense"}).status_code == 404


def test_a_stopped_import_can_go_on_or_back(alice: Membership, tmp_path: Path) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    actions.start(job, at=timezone.now())
    actions.cancel(job, at=timezone.now())
    client = signed_in(alice)

    cancelled = page(client, job)
    Import.objects.update(state=State.FAILED, fault={"code": "fault"})
    failed = page(client, job)

    for text in (cancelled, failed):
        assert "Go on" in text
        assert "Undo the import" in text
        assert "0 of 0 rows are loaded." in text
    assert "Something went wrong here." in failed


def test_the_list_of_imports_tells_state_counts_who_and_when(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    bring_in(carol, make_file(tmp_path, [PEOPLE, MAI, NOBODY], name="carols.csv"))
    running = upload(alice, make_file(tmp_path, [PEOPLE, MAI], name="running.csv"))
    Import.objects.filter(pk=running.pk).update(
        state=State.LOADING, rows_read=5_000, cursor=1_000
    )

    text = signed_in(alice).get(reverse("imports:list")).content.decode()

    assert "1 created" in text
    assert "1 rejected" in text
    assert "Carol" in text
    assert "1,000 of 5,000 rows" in text
    assert "done" in text


def test_the_list_of_imports_comes_a_page_at_a_time(
    alice: Membership, tmp_path: Path
) -> None:
    first = upload(alice, make_file(tmp_path, [PEOPLE, MAI], name="file-0.csv"))
    for n in range(1, 35):
        copy = Import.objects.get(pk=first.pk)
        copy.pk, copy.file_name = first.pk + n, f"file-{n}.csv"
        copy.uploaded_at = first.uploaded_at - timedelta(minutes=n)
        copy.save(force_insert=True)
    client = signed_in(alice)

    newest = client.get(reverse("imports:list")).content.decode()
    cursor = unquote(newest.split("?after=")[1].split('"')[0])
    oldest = client.get(reverse("imports:list"), {"after": cursor}).content.decode()

    assert "file-29.csv" in newest
    assert "file-30.csv" not in newest
    assert "file-30.csv" in oldest
    assert "file-29.csv" not in oldest


def peak_while(steps: Any) -> tuple[int, int]:
    """How many steps there were, and the most memory that they took together."""
    tracemalloc.start()
    try:
        count = sum(1 for _step in steps)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_of_a_hundred_thousand_results_takes_no_memory(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        [f"Somebody {n}", "", f"p{n}@example.com", "An Phu"] for n in range(100_000)
    ]
    job = upload(alice, make_file(tmp_path, [PEOPLE, *rows]))

    lines, peak = peak_while(as_csv(job))

    assert lines == 100_001
    assert peak < 3 * MEGABYTE


def test_a_dry_run_takes_no_more_memory_for_more_rows(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 250)
    peaks = []
    for count in (1_000, 8_000):
        rows = [[f"P{n}", "", f"p{n}@example.com", "An Phu"] for n in range(count)]
        path = make_file(tmp_path, [PEOPLE, *rows], name=f"{count}.csv")
        job = upload(alice, path)
        batches, peak = peak_while(rehearse(job, alice))
        assert batches == count / 250
        peaks.append(peak)

    assert peaks[1] < 1.3 * peaks[0]


def test_the_file_holds_the_rows_as_they_were_corrected_and_not_reached(
    alice: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI, NOBODY]))

    found = list(csv.reader(as_csv(job)))

    assert [line[:3] for line in found[1:]] == [["1", "", ""], ["2", "", ""]]
