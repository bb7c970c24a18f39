"""Every row ends as one thing; a run killed anywhere goes on, with nothing twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.imports import actions, bulk, queries
from bestfew.imports.loading import engine, parsing
from bestfew.imports.loading.applying import apply_batch
from bestfew.imports.loading.parsing import parsed_batches
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.models import Import, ImportRow, Outcome, State
from bestfew.imports.reading import layouts
from bestfew.imports.tests.recipes import MAI, PEOPLE, bring_in, make_file, upload
from bestfew.people.models import ContactPoint, Person

pytestmark = pytest.mark.usefixtures("in_workspace")

ROWS = [
    ["Mai Tran", "020 7946 0018", "mai@example.com", "An Phu"],
    ["", "020 7946 0018", "", ""],
    ["Mai", "", "MAI@example.com", "An Phu"],
    ["John", "020 7946 0018", "", "An Phu"],
    ["", "", "", "Nobody Ltd"],
    ["An", "", "no address", ""],
    ["An", "", "", ""],
    ["Hoa", "+84 912 345 678", "hoa@example.com", ""],
]


def people_as_they_are() -> Counter[tuple[str, ...]]:
    points = ContactPoint.objects.values_list("person__name", "kind", "key")
    names = Person.objects.values_list("name")
    return Counter([*points, *names])


def test_every_row_ends_as_one_thing(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, *ROWS]))

    job = answer.job
    kept = Counter(ImportRow.objects.values_list("outcome", flat=True))
    assert job.rows_read == len(ROWS) == sum(kept.values())
    assert {code: kept[code] for code in Outcome.values} == {
        code: getattr(job, code) for code in Outcome.values
    }
    assert answer.counts["rows_read"] == len(ROWS)


@pytest.mark.parametrize("batch", [1, 2, 3, 1_000])
def test_the_size_of_batches_changes_nothing(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", batch)

    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, *ROWS]))

    assert answer.counts == {
        "rows_read": 8,
        "created": 5,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 2,
        "rejected": 1,
    }
    assert Person.objects.count() == 5


class Killed(BaseException):
    """What no code of ours catches, as SIGKILL."""


def test_killed_at_any_statement_it_goes_on_with_nothing_lost_or_twice(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 3)
    monkeypatch.setattr(parsing, "READ_AT_ONCE", 4)
    path = make_file(tmp_path, [PEOPLE, *ROWS])
    whole = bring_in(alice, path)
    expected = people_as_they_are()
    actions.start_undo(whole.job, at=timezone.now())
    actions.undo(whole.job)
    job = upload(alice, path)
    actions.start(job, at=timezone.now())
    kills = 0

    for nth in range(1, 100):
        if _run_until_killed(job, alice, nth):
            kills += 1
            job = Import.objects.get(pk=job.pk)

    assert job.state == State.DONE
    assert kills > 10
    assert job.counts() == whole.counts
    assert people_as_they_are() == expected


def _run_until_killed(job: Import, member: Membership, nth: int) -> bool:
    """Run, and die at the nth statement; whether it came to that."""
    counted = 0

    def die(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal counted
        counted += 1
        if counted == nth:
            raise Killed
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(die):
            actions.run(job, member)
    except Killed:
        return True
    return False


def test_a_batch_that_collides_is_looked_at_again(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = bulk.insert
    failed: list[str] = []

    def collide_once(model: Any, columns: Any, rows: Any) -> None:
        if model is ContactPoint and not failed:
            failed.append("once")
            insert(model, columns, [*rows, rows[0]])
        insert(model, columns, rows)

    monkeypatch.setattr(bulk, "insert", collide_once)

    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))

    assert failed
    assert answer.counts["created"] == 1
    assert Person.objects.count() == 1


def test_two_workers_on_one_import_apply_each_row_once(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 2)
    job = upload(alice, make_file(tmp_path, [PEOPLE, *ROWS]))
    actions.start(job, at=timezone.now())
    other = Import.objects.get(pk=job.pk)
    beats: list[int] = []

    def let_the_other_run(_job: Import) -> None:
        beats.append(1)
        if len(beats) == 3:
            actions.run(other, alice)

    actions.run(job, alice, beat=let_the_other_run)

    job.refresh_from_db()
    assert job.state == State.DONE
    assert job.counts()["rows_read"] == len(ROWS)
    assert Person.objects.count() == 5


def test_it_goes_on_behind_a_batch_that_somebody_who_is_gone_wrote(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 2)
    job = upload(alice, make_file(tmp_path, [PEOPLE, *ROWS]))
    actions.start(job, at=timezone.now())
    gone = Import.objects.get(pk=job.pk)

    def write_one_and_be_gone(running: Import) -> None:
        gone.refresh_from_db()
        if running.cursor == 2 and gone.cursor == 2:
            loader = engine.loader_for(gone, alice)
            apply_batch(gone, loader, next(parsed_batches(loader)))

    actions.run(job, alice, beat=write_one_and_be_gone)

    assert job.state == State.DONE
    assert job.counts()["rows_read"] == len(ROWS)
    assert Person.objects.count() == 5


def test_a_cancelled_import_stops_and_goes_on(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PeopleLoader, "batch", 2)
    job = upload(alice, make_file(tmp_path, [PEOPLE, *ROWS]))
    actions.start(job, at=timezone.now())

    def stop_at_four(running: Import) -> None:
        if running.cursor == 4:
            actions.cancel(Import.objects.get(pk=job.pk), at=timezone.now())

    actions.run(job, alice, beat=stop_at_four)
    stopped = (job.state, job.cursor)
    actions.start(job, at=timezone.now())
    actions.run(job, alice)

    assert stopped == (State.CANCELLED, 4)
    assert job.state == State.DONE
    assert job.counts()["rows_read"] == len(ROWS)


def test_it_starts_once(alice: Membership, tmp_path: Path) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    actions.start(job, at=timezone.now())

    with pytest.raises(actions.NotNow):
        actions.start(Import.objects.get(pk=job.pk), at=timezone.now())


def test_a_file_that_breaks_off_fails_with_its_reason(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layouts, "SAMPLE_ROWS", 1)
    monkeypatch.setattr(queries, "LOOKED_AT", 1)
    path = make_file(tmp_path, [PEOPLE, MAI, MAI, MAI])
    path.write_bytes(path.read_bytes() + b'"never closed\n')

    answer = bring_in(alice, path)

    assert answer.has_failed
    assert answer.fault == "A quotation mark opened in line 5 is never closed."
    assert not Person.objects.exists()


def test_headers_alone_are_no_list(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE]))

    assert answer.fault == "The file has headers, but no rows under them."


def test_a_mapping_is_remembered_for_the_next_file_like_it(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [["Who", "Reach"], ["Mai", "020 7946 0018"]]
    job = upload(alice, make_file(tmp_path, rows))
    guessed = list(job.targets)
    actions.map_columns(job, ["name", "phone"], at=timezone.now())

    later = upload(alice, make_file(tmp_path, [rows[0], ["An", "1"]], name="b.csv"))

    assert guessed != ["name", "phone"]
    assert later.targets == ["name", "phone"]


@pytest.mark.parametrize(
    ("targets", "fault"),
    [
        (["name", "nonsense"], actions.UnknownTarget),
        (["name", "name"], actions.MappedTwice),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    alice: Membership, tmp_path: Path, targets: list[str], fault: type[Exception]
) -> None:
    job = upload(alice, make_file(tmp_path, [["Who", "Reach"], ["Mai", "1"]]))

    with pytest.raises(fault):
        actions.map_columns(job, targets, at=timezone.now())


def test_the_same_file_finds_people_whose_numbers_were_corrected(
    alice: Membership, tmp_path: Path
) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI, ["An", "", "", ""]])
    bring_in(alice, path)
    ContactPoint.objects.filter(kind="phone").update(key="+441", value="1")
    ContactPoint.objects.filter(kind="email").delete()

    again = bring_in(alice, path)

    assert again.counts["created"] == 0
    assert Person.objects.count() == 2


def test_imports_of_another_workspace_are_not_there(
    alice: Membership, bob: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))

    with workspace_scope(bob.workspace):
        assert not Import.objects.filter(pk=job.pk).exists()


def test_a_fault_of_the_database_leaves_the_batch_undone(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    actions.start(job, at=timezone.now())

    def break_off(*_args: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(bulk, "insert", break_off)
        with pytest.raises(DatabaseError):
            actions.run(job, alice)
    untouched = not Person.objects.exists()
    actions.run(job, alice)

    assert untouched
    assert job.state == State.DONE
