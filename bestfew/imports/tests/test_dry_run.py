"""A dry run writes nothing, and counts just what the run does later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.funnel.models import Objective
from bestfew.imports.loading.activities import ActivityLoader
from bestfew.imports.loading.objectives import ObjectiveLoader
from bestfew.imports.loading.organisations import OrganisationLoader
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.loading.rehearsal import Tally, rehearse
from bestfew.imports.loading.remembered import Remembered
from bestfew.imports.models import Import, ImportRow
from bestfew.imports.rules.taking import RULES
from bestfew.imports.terminal import Asked, load, put_away
from bestfew.imports.tests.recipes import bring_in, make_file, undo
from bestfew.people.models import ContactPoint, Organisation, Person

pytestmark = pytest.mark.usefixtures("in_workspace")

SOME = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that rows find what batches before them would have written."""
    for loader in (PeopleLoader, OrganisationLoader, ObjectiveLoader, ActivityLoader):
        monkeypatch.setattr(loader, "batch", 2)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Each example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(job: Import, member: Membership) -> tuple[dict[str, int], Counter[str]]:
    tally = Tally()
    for batch in rehearse(job, member):
        tally.add(each.result for each in batch)
    return tally.counts(), tally.faults


def faults_of(job: Import) -> Counter[str]:
    notes = ImportRow.objects.filter(job=job).values_list("notes", flat=True)
    return Counter(code for each in notes for code in {note[0] for note in each or ()})


def both(
    member: Membership, folder: Path, noun: str, rows: list[list[str]], **rules: str
) -> None:
    """Try a file, load it, compare, and take it back."""
    asked = Asked(
        make_file(folder, rows, name=f"{noun}.csv"),
        noun,
        basis="interest",
        overwrite=tuple(h for h, rule in rules.items() if rule == "overwrite"),
        keep=tuple(h for h, rule in rules.items() if rule == "keep"),
        fill=tuple(h for h, rule in rules.items() if rule == "fill"),
    )
    counts, faults = tried(put_away(member, asked), member)

    answer = load(member, asked, say=lambda _line: None)

    assert counts == answer.counts
    assert faults == faults_of(answer.job)
    undo(answer.job)


def lists(*columns: list[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(*(st.sampled_from(column) for column in columns)).map(list)
    return st.lists(row, min_size=1, max_size=9)


PEOPLE = ["LEADID", "Full name", "First name", "Last name", "Phone", "Email"]
PEOPLE += ["Company", "ACCOUNTID", "Birthday"]
KNOWN = ["K", "Mai Tran", "", "", "020 7946 0018", "mai@example.com", "", "", ""]
rule = st.sampled_from(RULES)


@SOME
@given(
    rows=lists(
        ["", "", "1", "2", "K"],
        ["", "Mai", "Mai Tran", "An Le", "John"],
        ["", "", "My"],
        ["", "", "Le"],
        ["", "", "020 7946 0018", "020 7946 0999", "no number"],
        ["", "", "mai@example.com", "AN@example.com", "no address"],
        ["", "An Phu", "Other"],
        ["", "", "7", "8"],
        ["", "", "1/5/80", "31/02/2020"],
    ),
    name=rule,
    first=rule,
    phone=st.sampled_from(["keep", "fill"]),
)
def test_of_people(
    alice: Membership,
    tmp_path: Path,
    rows: list[list[str]],
    name: str,
    first: str,
    phone: str,
) -> None:
    rules = {"Full name": name, "First name": first, "Phone": phone}
    with rolled_back():
        known = bring_in(alice, make_file(tmp_path, [PEOPLE, KNOWN], name="known.csv"))

        both(alice, tmp_path, "people", [PEOPLE, *filled(rows)], **rules)

        undo(known.job)
        assert not Person.objects.exists()


def filled(rows: list[list[str]]) -> list[list[str]]:
    """A line without a word is no row."""
    return [row for row in rows if any(row)] or [["x"]]


PLACES = ["ACCOUNTID", "Account Name", "Phone", "Website", "Note"]


@SOME
@given(
    rows=lists(
        ["", "", "1", "2", "7"],
        ["", "An Phu", "an phu", "Other"],
        ["", "", "020 7946 0018"],
        ["", "", "example.org"],
        ["", "Tea", "Coffee"],
    ),
    note=rule,
)
def test_of_organisations(
    alice: Membership, tmp_path: Path, rows: list[list[str]], note: str
) -> None:
    known = [PLACES, ["7", "An Phu", "", "", "Tea"]]
    path = make_file(tmp_path, known, name="known.csv")
    with rolled_back():
        earlier = bring_in(alice, path, "organisations")

        both(alice, tmp_path, "organisations", [PLACES, *filled(rows)], Note=note)

        undo(earlier.job)
        assert not Organisation.objects.exists()


DEALS = ["Deal ID", "Deal", "LEADID", "Amount", "Stage", "Created", "Closing Date"]


@SOME
@given(
    rows=lists(
        ["", "D1", "D2", "D7"],
        ["Flat", "Villa", ""],
        ["1", "1", "9"],
        ["", "1000", "-5", "x"],
        ["", "won", "open"],
        ["2025-01-01", "2025-06-01", ""],
        ["", "2025-03-01", "2099-01-01"],
    ),
    amount=rule,
)
def test_of_objectives(
    alice: Membership, tmp_path: Path, rows: list[list[str]], amount: str
) -> None:
    people = [["LEADID", "Name"], ["1", "Mai Tran"]]
    known = [DEALS, ["D7", "Old", "1", "10", "", "2025-01-01", ""]]
    with rolled_back():
        bring_in(alice, make_file(tmp_path, people, name="leads.csv"))
        bring_in(alice, make_file(tmp_path, known, name="d.csv"), "objectives")

        both(alice, tmp_path, "objectives", [DEALS, *filled(rows)], Amount=amount)

        assert Objective.objects.count() == 1


CALLS = ["TASKID", "Call Start Time", "LEADID", "Minutes", "Description", "Channel"]


@SOME
@given(
    rows=lists(
        ["", "T1", "T2"],
        ["2025-03-02 14:30", "2025-03-03 10:00", "31/02/2020"],
        ["1", "9", ""],
        ["", "5", "long"],
        ["", "Tea", "Coffee"],
        ["", "Nowhere"],
    ),
    note=rule,
)
def test_of_activities(
    alice: Membership, tmp_path: Path, rows: list[list[str]], note: str
) -> None:
    people = [["LEADID", "Name"], ["1", "Mai Tran"]]
    with rolled_back():
        bring_in(alice, make_file(tmp_path, people, name="leads.csv"))

        both(alice, tmp_path, "activities", [CALLS, *filled(rows)], Description=note)

        assert not Activity.objects.exists()


def test_it_writes_nothing(alice: Membership, tmp_path: Path) -> None:
    rows = [PEOPLE, KNOWN, KNOWN, ["", "", "", "", "", "", "Nobody Ltd"]]
    path = make_file(tmp_path, rows)

    asked = Asked(path, "people", basis="interest")
    counts, faults = tried(put_away(alice, asked), alice)

    assert counts["created"] == counts["duplicate"] == counts["rejected"] == 1
    assert faults == {"nobody": 1, "short": 1}
    for model in (Person, Organisation, ContactPoint, ImportRow):
        assert not model._default_manager.exists()


def test_the_same_file_again_would_create_nothing(
    alice: Membership, tmp_path: Path
) -> None:
    path = make_file(tmp_path, [PEOPLE, KNOWN, ["", "Somebody"]])
    bring_in(alice, path)

    counts, _faults = tried(
        put_away(alice, Asked(path, "people", basis="interest")), alice
    )

    assert counts == {
        "rows_read": 2,
        "created": 0,
        "updated": 0,
        "unchanged": 2,
        "duplicate": 0,
        "rejected": 0,
    }


def test_a_switchboards_number_says_of_nobody_who_they_are(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else ten thousand of one company would be compared with each other."""
    monkeypatch.setattr("bestfew.imports.loading.known.MOST", 3)
    monkeypatch.setattr("bestfew.imports.loading.people.MOST", 3)
    monkeypatch.setattr("bestfew.imports.loading.people_dry.MOST", 3)
    names = ["An", "Binh", "Chi", "Dung", "Giang", "Hoa", "Hung"]
    rows = [["", f"{name} Le", "", "", "020 7946 0018"] for name in names]

    both(alice, tmp_path, "people", [PEOPLE, *rows, *rows[:2]])


def test_what_is_remembered_comes_in_its_order_and_no_further() -> None:
    memory = Remembered()
    memory.put({1: "a", 2: None}, [(("x",), 2), (("x",), 1), (("y",), 1)])
    memory.put({1: "b", 3: "c"}, [(("x",), 3), (("x",), 2)])

    found = memory.find([("x",), ("y",), ("z",)], most=2)
    assert found == {("x",): [2, 1], ("y",): [1]}
    assert memory.find([("x",)], most=9) == {("x",): [2, 1, 3]}
    assert memory.facts_of({1, 2, 9}) == {1: "b", 2: None}
