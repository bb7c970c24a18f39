"""Who brought people: by an id, an address, a number or a name; found whenever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.imports.loading.engine import run
from bestfew.imports.models import AwaitedReferrer, Import
from bestfew.imports.tests.recipes import bring_in, exported, make_file, undo
from bestfew.levels.tests.test_standings import level_of, make_regular
from bestfew.people.actions import Contact, edit_person, note_contact
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
HEAD = ["Id", "Name", "Phone", "Email", "Referred by", "Referrer id"]


def row(number: int, name: str, words: str = "", ref: str = "") -> list[str]:
    address = f"p{number}@example.org"
    return [f"c{number}", name, f"020 7946 00{number:02}", address, words, ref]


def load(
    member: Membership, folder: Path, *rows: list[str], name: str = "list.csv"
) -> Import:
    return bring_in(member, make_file(folder, [HEAD, *rows], name=name)).job


def pairs() -> set[tuple[str, str]]:
    found = Person.objects.exclude(referred_by=None).select_related("referred_by")
    return {(each.name, str(each.referred_by)) for each in found}


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("", "c9"),
        ("p9@example.org", ""),
        ("020 7946 0009", ""),
        ("Tran Mai", ""),
        ("TRẦN MAI", ""),
    ],
)
def test_they_may_stand_further_down(
    alice: Membership, tmp_path: Path, words: str, ref: str
) -> None:
    load(alice, tmp_path, row(1, "Ngọc", words, ref), row(9, "Trần Mai"))

    assert pairs() == {("Ngọc", "Trần Mai")}


def test_an_id_is_found_in_a_later_file(alice: Membership, tmp_path: Path) -> None:
    load(alice, tmp_path, row(1, "Ngọc", ref="c9"))
    assert not pairs()

    job = load(alice, tmp_path, row(9, "Mai"), name="later.csv")
    assert pairs() == {("Ngọc", "Mai")}

    undo(job)
    assert not pairs()
    assert not Person.objects.filter(name="Mai").exists()

    load(alice, tmp_path, row(9, "Mai"), name="again.csv")
    assert pairs() == {("Ngọc", "Mai")}


def test_words_that_fit_nobody_or_several_stand_beside(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        row(1, "Ngọc", "Hoa"),
        row(2, "An", "Facebook"),
        row(3, "Hoa"),
        row(4, "Hoa"),
    ]

    load(alice, tmp_path, *rows)

    assert not pairs()
    assert Person.objects.get(name="Ngọc").traits == {"Referred by": "Hoa"}
    assert Person.objects.get(name="An").traits == {"Referred by": "Facebook"}


def test_nobody_brings_oneself(alice: Membership, tmp_path: Path) -> None:
    load(alice, tmp_path, row(1, "Ngọc", "Ngọc", "c1"))

    assert not pairs()


def test_who_is_known_already_stays_and_an_undo_gives_back(
    alice: Membership, tmp_path: Path
) -> None:
    hoa = make_person(alice, "Hoa")
    make_person(alice, "Ngọc", email="p1@example.org", referred_by=hoa)
    make_person(alice, "An", email="p2@example.org")
    rows = [row(1, "Ngọc", ref="c9"), row(2, "An", ref="c9"), row(9, "Mai")]

    job = load(alice, tmp_path, *rows)
    assert pairs() == {("Ngọc", "Hoa"), ("An", "Mai")}

    undo(job)
    assert pairs() == {("Ngọc", "Hoa")}
    assert job.kept == 0
    assert not AwaitedReferrer.objects.exists()


def test_what_somebody_changed_since_is_left(alice: Membership, tmp_path: Path) -> None:
    job = load(alice, tmp_path, row(1, "Ngọc", ref="c9"), row(9, "Mai"))
    ngoc, mai = Person.objects.get(name="Ngọc"), Person.objects.get(name="Mai")
    change: dict[str, Any] = {
        "before": {"referred_by_id": mai.pk},
        "after": {"referred_by_id": None},
    }
    edit_person(ngoc, **change, by=alice.user, at=NOON)

    load(alice, tmp_path, row(1, "Ngọc", ref="c9"), row(9, "Mai"), name="again.csv")
    assert not pairs()

    undo(job)
    assert not pairs()


def test_twice_and_killed_in_between_is_once(alice: Membership, tmp_path: Path) -> None:
    job = load(alice, tmp_path, row(1, "Ngọc", ref="c9"), row(9, "Mai"))

    Import.objects.filter(pk=job.pk).update(state="finishing")
    job.refresh_from_db()
    run(job, alice)

    assert pairs() == {("Ngọc", "Mai")}


def test_who_brings_somebody_is_loyal_until_the_undo(
    alice: Membership, tmp_path: Path
) -> None:
    mai = make_regular(alice)
    note_contact(alice, mai, Contact("email", "mai@example.org"), at=NOON)

    job = load(alice, tmp_path, row(1, "Ngọc", "mai@example.org"))
    assert level_of(mai) == 8

    undo(job)
    assert level_of(mai) == 6


def test_a_seller_is_not_linked_to_whom_they_do_not_see(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    make_person(alice, "Mai", email="mai@example.org")

    load(carol, tmp_path, row(1, "Ngọc", "mai@example.org"))

    assert not pairs()


def test_an_export_names_nobody_whom_one_does_not_see(
    alice: Membership, carol: Membership
) -> None:
    mai = make_person(alice, "Mai Secret")
    make_person(carol, "Ngọc", referred_by=mai)

    assert b"Secret" not in exported(carol, "people")
    assert str(mai.pk).encode() not in exported(carol, "people")
    assert b"Secret" in exported(alice, "people")
