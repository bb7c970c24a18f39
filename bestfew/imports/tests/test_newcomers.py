"""Who is told of by one row only is written at once, and just as everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.imports.loading import people
from bestfew.imports.models import Import
from bestfew.imports.tests.recipes import bring_in, exported, make_file, undo
from bestfew.people.models import ContactPoint, ExternalId, Person

pytestmark = pytest.mark.usefixtures("in_workspace")

HEAD = [
    *("Full name", "Phone", "Email", "Company", "Job title", "Tags", "Birthday"),
    *("Note", "Size", "LEADID", "Source", "Do not contact"),
]
COLUMNS = (
    st.sampled_from(["", "Mai Trần", "Somchai", "王伟", "An"]),
    st.sampled_from(["", "020 7946 0018", "+66 81 234 5678", "none"]),
    st.sampled_from(["", "mai@example.com", "an@example.com; b@example.com", "no"]),
    st.sampled_from(["", "An Phú", "an phu", "Sky Land"]),
    st.sampled_from(["", "Boss"]),
    st.sampled_from(["", "hot", "hot, cold"]),
    st.sampled_from(["", "15/4", "31/02/2020"]),
    st.sampled_from(["", "Tea"]),
    st.sampled_from(["", "38"]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "Fair"]),
    st.sampled_from(["", "yes"]),
)
ROWS = st.lists(st.tuples(*COLUMNS).filter(any), min_size=1, max_size=6)
COMPARED = ("name", "sort_name", "search", "version", "lawful_basis", "obtained_on")


def as_it_is(member: Membership) -> list[Any]:
    """All that is known, but for ids and moments of this very run."""
    facts = Person.objects.order_by("name", "search", "traits").values_list(*COMPARED)
    points = ContactPoint.objects.values_list("person__name", "kind", "value", "key")
    ids = ExternalId.objects.values_list("namespace", "value", "person__name")
    csv = sorted(map(_without_ids, exported(member, "people").decode().splitlines()))
    return [list(facts), sorted(points), sorted(ids), csv]


def _without_ids(line: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in line)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS)
def test_strangers_are_written_as_everybody_else(
    alice: Membership, tmp_path: Path, rows: Sequence[Sequence[str]]
) -> None:
    path = make_file(tmp_path, [HEAD, *rows])
    at_once = bring_in(alice, path)
    found = as_it_is(alice)
    undo(at_once.job)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(people, "strangers", lambda *_rows: set())
        one_by_one = bring_in(alice, path)

    assert one_by_one.counts == at_once.counts
    assert as_it_is(alice) == found
    undo(one_by_one.job)
    Import.objects.all().delete()


def test_a_number_that_two_rows_share_makes_them_no_strangers(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        ["Full name", "Phone"],
        ["Mai Tran", "020 7946 0018"],
        ["Mai Tran", "+44 20 7946 0018"],
    ]

    answer = bring_in(alice, make_file(tmp_path, rows))

    assert answer.counts["created"] == 1
    assert answer.counts["duplicate"] == 1
    assert Person.objects.count() == 1
