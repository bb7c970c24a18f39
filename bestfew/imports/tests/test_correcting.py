"""Cells put right before a file is loaded: one, many alike, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions, checking, correcting, jobs
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.models import Correction, DryRun, FaultyRow, Import
from bestfew.imports.results import as_csv
from bestfew.imports.tests.recipes import MAI, PEOPLE, make_file, upload
from bestfew.people.models import ImportantDate, Person

pytestmark = pytest.mark.usefixtures("in_workspace")

HEAD = [*PEOPLE, "Birthday"]
NAME, EMAIL, BIRTHDAY = 0, 2, 4
ROWS = [
    [*MAI, "31/02/2020"],
    ["", "", "", "Nobody Ltd", ""],
    ["An Le", "", "an@example.com", "", "31/02/2020"],
    ["Hoa", "", "no address", "", "1/5/1980"],
]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)


@pytest.fixture(params=["short", "long"])
def dry(
    request: pytest.FixtureRequest,
    alice: Membership,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> DryRun:
    if request.param == "long":
        for module in (checking, correcting):
            monkeypatch.setattr(module, "LOOKED_AT", 1)
        monkeypatch.setattr(PeopleLoader, "batch", 2)
    job = upload(alice, make_file(tmp_path, [HEAD, *ROWS]))
    jobs.check(job, alice)
    return the_dry_run()


def row(dry: DryRun, number: int) -> FaultyRow:
    found: FaultyRow = FaultyRow.objects.get(dry_run__job=dry.job, number=number)
    return found


def correct(dry: DryRun, number: int, by: Membership, **cells: str) -> list[Correction]:
    changes = {int(name.removeprefix("c")): value for name, value in cells.items()}
    found = row(dry, number)
    seen = {at: correcting.cell(found.cells, at) for at in changes}
    now = timezone.now()
    return correcting.correct(dry, found, changes, seen=seen, by=by, at=now)


def counted_again(dry: DryRun, member: Membership) -> DryRun:
    """The counts, as they are once somebody had them counted again."""
    jobs.check(dry.job, member)
    return the_dry_run()


def the_dry_run() -> DryRun:
    found: DryRun = DryRun.objects.select_related("job").get()
    return found


def load(job: Import, member: Membership) -> None:
    actions.start(job, at=timezone.now())
    actions.run(job, member)


def test_a_rejected_row_is_put_right_and_loaded(alice: Membership, dry: DryRun) -> None:
    correct(dry, 2, alice, c0="Binh")

    now = row(dry, 2)
    assert (now.outcome, now.notes, now.is_corrected) == ("created", [], True)
    assert now.cells[NAME] == ""  # as in the file
    again = counted_again(dry, alice)
    assert again.counts()["rejected"] == 0
    load(dry.job, alice)
    assert Person.objects.filter(name="Binh").exists()
    assert dry.job.counts()["created"] == 4
    assert ",Binh," not in dry.job.path.read_text()


def test_counts_follow_at_once_or_say_that_they_are_behind(
    request: pytest.FixtureRequest, alice: Membership, dry: DryRun
) -> None:
    is_long = "long" in request.node.name

    correct(dry, 2, alice, c0="Binh")

    dry.refresh_from_db()
    assert dry.is_behind == is_long
    assert dry.counts()["rejected"] == (1 if is_long else 0)


def test_a_cell_that_is_still_wrong_stays_a_fault(
    alice: Membership, dry: DryRun
) -> None:
    correct(dry, 4, alice, c2="still none")

    assert row(dry, 4).notes == [["not_email", "Email", "still none"]]


def test_all_that_say_the_same_are_put_right_at_once(
    alice: Membership, dry: DryRun
) -> None:
    count = correcting.correct_alike(
        dry, row(dry, 1), BIRTHDAY, "28/02/2020", by=alice, at=timezone.now()
    )

    assert count == 2
    assert [row(dry, number).notes for number in (1, 3)] == [[], []]
    assert "not_a_date" not in counted_again(dry, alice).faults
    load(dry.job, alice)
    days = ImportantDate.objects.filter(month=2, day=28, year=2020)
    assert days.count() == 2
    assert "31/02/2020" not in "".join(as_csv(dry.job))


def test_one_of_them_can_be_another_day(alice: Membership, dry: DryRun) -> None:
    now = timezone.now()
    correcting.correct_alike(dry, row(dry, 1), BIRTHDAY, "28/02/2020", by=alice, at=now)
    correct(dry, 3, alice, c4="1/3/2020")

    load(dry.job, alice)

    days = ImportantDate.objects.order_by("month").values_list("day", "month")
    assert list(days) == [(28, 2), (1, 3), (1, 5)]


def test_corrections_are_taken_back(alice: Membership, dry: DryRun) -> None:
    before = dry.counts()
    now = timezone.now()
    correct(dry, 2, alice, c0="Binh")
    correcting.correct_alike(dry, row(dry, 1), BIRTHDAY, "28/02/2020", by=alice, at=now)

    for each in Correction.objects.all():
        correcting.take_back(dry, each, by=alice)

    assert not Correction.objects.exists()
    assert row(dry, 2).outcome == "rejected"
    assert [len(row(dry, number).notes) for number in (1, 3)] == [1, 1]
    assert not FaultyRow.objects.filter(is_corrected=True).exists()
    assert counted_again(dry, alice).counts() == before


def test_a_cell_written_as_it_was_is_no_correction(
    alice: Membership, dry: DryRun
) -> None:
    correct(dry, 2, alice, c0="Binh")
    correct(dry, 2, alice, c0="")

    assert not Correction.objects.exists()
    assert not row(dry, 2).is_corrected


def test_the_last_one_wins_and_hears_of_the_other(
    alice: Membership, carol: Membership, dry: DryRun
) -> None:
    correct(dry, 2, carol, c0="Carols")

    replaced = correct(dry, 2, alice, c0="Alices")
    again = correct(dry, 2, alice, c0="Mine")

    assert [(each.by.name, each.value) for each in replaced] == [("Carol", "Carols")]
    assert again == []
    assert Correction.objects.get().value == "Mine"
    assert Correction.objects.get().was == ""


def test_who_saw_what_the_other_wrote_is_told_nothing(
    alice: Membership, carol: Membership, dry: DryRun
) -> None:
    correct(dry, 2, carol, c0="Carols")

    replaced = correcting.correct(
        dry, row(dry, 2), {NAME: "Alices"}, seen={NAME: "Carols"}, by=alice,
        at=timezone.now(),
    )  # fmt: skip

    assert replaced == []


def test_nothing_is_corrected_once_it_was_started(
    alice: Membership, dry: DryRun
) -> None:
    found = row(dry, 2)
    correct(dry, 2, alice, c0="Binh")
    correction = Correction.objects.get()
    actions.start(dry.job, at=timezone.now())

    for deed in (
        lambda: correcting.correct(
            dry, found, {NAME: "x"}, seen={}, by=alice, at=timezone.now()
        ),
        lambda: correcting.correct_alike(
            dry, found, NAME, "x", by=alice, at=timezone.now()
        ),
        lambda: correcting.take_back(dry, correction, by=alice),
    ):
        with pytest.raises(actions.NotNow):
            deed()
    assert Correction.objects.get().value == "Binh"


def test_there_are_limits(
    alice: Membership, dry: DryRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correcting, "LONGEST_ALIKE", 3)
    with pytest.raises(correcting.TooLong):
        correcting.correct_alike(
            dry, row(dry, 1), BIRTHDAY, "x", by=alice, at=timezone.now()
        )
    monkeypatch.setattr(correcting, "MOST", 1)
    correct(dry, 2, alice, c0="Binh")

    with pytest.raises(correcting.TooMany):
        correct(dry, 4, alice, c2="a@example.com")


def test_a_short_row_is_given_the_cells_it_lacks(
    alice: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [HEAD, ["An"]]))
    jobs.check(job, alice)
    dry = the_dry_run()

    correct(dry, 1, alice, c2="an@example.com")
    load(job, alice)

    person = Person.objects.get()
    assert person.contact_points.get().value == "an@example.com"


def test_another_encoding_drops_corrections_of_other_words(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [["Name", "Email"], ["José", "no address"]]
    job = upload(alice, make_file(tmp_path, rows, encoding="cp1252"))
    jobs.check(job, alice)
    dry = the_dry_run()
    correct(dry, 1, alice, c1="jose@example.com")

    actions.read_again(job, language="en", encoding="cp874")

    assert not Correction.objects.exists()
    assert not DryRun.objects.exists()


def test_corrections_stay_when_columns_mean_something_else(
    alice: Membership, dry: DryRun
) -> None:
    correct(dry, 2, alice, c0="Binh")

    actions.map_columns(dry.job, ["name", "phone", "email", "", ""], at=timezone.now())

    again = counted_again(dry, alice)
    assert again.counts()["rejected"] == 0
    assert row(again, 2).is_corrected
