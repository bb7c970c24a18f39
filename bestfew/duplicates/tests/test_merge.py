"""Two become one: what moves, what is combined, what is chosen."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.duplicates.merging import merge, undo_merge
from bestfew.duplicates.tests.cast import LATER, exported, make_two, tables
from bestfew.history.models import Event
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def two(alice: Membership) -> tuple[Person, Person]:
    return make_two(alice)


def test_everything_moves(alice: Membership, two: tuple[Person, Person]) -> None:
    into, other = two

    merge(alice, into=into, other=other, at=LATER)

    assert not Person.objects.filter(pk=other.pk).exists()
    assert Activity.objects.filter(person=into).count() == 2


def test_a_merge_and_its_undo_leave_everything_as_it_was(
    alice: Membership, two: tuple[Person, Person]
) -> None:
    before, as_file = tables(), exported(alice)
    events = set(Event.objects.values_list("pk", "noun", "row_id"))

    done = merge(alice, into=two[0], other=two[1], at=LATER)
    undone = undo_merge(done, by=alice.user, at=LATER)

    assert undone.is_exact
    assert exported(alice) == as_file
    now = tables()
    assert {t for t in now if now[t] != before[t]} == set()
    assert events <= set(Event.objects.values_list("pk", "noun", "row_id"))
