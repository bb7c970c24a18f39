"""Two at once: one of them is told, and nothing is lost or half done.

PostgreSQL runs them side by side; SQLite has one writer, so there it is one after the
other.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.models import Activity
from bestfew.activities.tests.cast import make_log, make_profile
from bestfew.duplicates.merging import (
    AlreadyMerged,
    AlreadyUndone,
    MergedSince,
    NotThere,
    merge,
    split,
    undo_merge,
)
from bestfew.duplicates.models import Merge, Pair
from bestfew.duplicates.reviewing import DecidedBefore, make_one
from bestfew.duplicates.tests.cast import LATER, make_two, read
from bestfew.duplicates.tests.test_merge_moves import broken
from bestfew.people.models import ContactPoint, Person
from bestfew.people.tests.cast import make_person
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4


@pytest.fixture
def scope(workspace: Workspace) -> Iterator[Workspace]:
    with workspace_scope(workspace):
        yield workspace


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_each_into_the_other(alice: Membership, scope: Workspace, turn: int) -> None:
    one, two = make_two(alice)

    came = at_once(
        scope,
        lambda: merge(alice, into=read(one), other=two, at=LATER),
        lambda: merge(alice, into=two, other=read(one), at=LATER),
    )

    assert {type(each) for each in came} == {Merge, AlreadyMerged}
    assert Merge.objects.standing().count() == 1
    assert Person.objects.filter(pk__in=(one.pk, two.pk)).count() == 1
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_reviewed_while_merged_by_hand(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    """Neither waits for what the other holds."""
    one, two = make_two(alice)
    first, second = sorted((one, two), key=lambda each: each.pk)
    pair = Pair.objects.create(first=first, second=second, probability=0.9)

    came = at_once(
        scope,
        lambda: make_one(alice, pair, at=LATER),
        lambda: merge(alice, into=second, other=read(first), at=LATER),
    )

    assert sum(isinstance(each, Merge) for each in came) == 1
    refused = (AlreadyMerged, DecidedBefore, NotThere)
    assert sum(isinstance(each, refused) for each in came) == 1
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_the_same_twice(alice: Membership, scope: Workspace, turn: int) -> None:
    into, other = make_two(alice)
    deed = [lambda: merge(alice, into=read(into), other=other, at=LATER)] * 2

    came = at_once(scope, *deed)

    assert {type(each) for each in came} == {Merge, AlreadyMerged}
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_chain(alice: Membership, scope: Workspace, turn: int) -> None:
    """a into b while b goes into c: in whichever order, all are with c, or two are."""
    into, other = make_two(alice)
    third = make_person(alice, "Trần Mai")

    came = at_once(
        scope,
        lambda: merge(alice, into=read(into), other=other, at=LATER),
        lambda: merge(alice, into=third, other=read(into), at=LATER),
    )

    assert isinstance(came[1], Merge)
    assert isinstance(came[0], Merge | AlreadyMerged)
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_undone_twice(alice: Membership, scope: Workspace, turn: int) -> None:
    into, other = make_two(alice)
    done = merge(alice, into=into, other=other, at=LATER)
    undo = [lambda: undo_merge(read_merge(done), by=alice.user, at=LATER)] * 2

    came = at_once(scope, *undo)

    assert sorted(isinstance(each, AlreadyUndone) for each in came) == [False, True]
    assert Person.objects.filter(pk=other.pk).exists()
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_undone_while_merged_further(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    into, other = make_two(alice)
    third = make_person(alice, "Trần Mai")
    done = merge(alice, into=into, other=other, at=LATER)

    came = at_once(
        scope,
        lambda: undo_merge(read_merge(done), by=alice.user, at=LATER),
        lambda: merge(alice, into=third, other=read(into), at=LATER),
    )

    assert isinstance(came[1], Merge)
    refused = isinstance(came[0], MergedSince | NotThere)
    assert Person.objects.filter(pk=other.pk).exists() is not refused
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_logged_while_merged(alice: Membership, scope: Workspace, turn: int) -> None:
    """What was acknowledged is there."""
    into, other = make_two(alice)

    came = at_once(
        scope,
        lambda: merge(alice, into=read(into), other=other, at=LATER),
        lambda: make_log(alice, read(other), note="meanwhile"),
    )

    assert isinstance(came[0], Merge)
    logged = Activity.objects.filter(note="meanwhile")
    if isinstance(came[1], DatabaseError | Person.DoesNotExist):
        assert not logged.exists()
    else:
        assert logged.get().person_id == into.pk
    assert not broken()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_split_twice(alice: Membership, scope: Workspace, turn: int) -> None:
    make_profile()
    mai = make_person(alice, "Mai", email="m@example.org", phone="020 7946 0001")
    mail = ContactPoint.objects.get(kind="email")
    deed = [
        lambda: split(alice, person=read(mai), name="Jo",
                      moving={"contact_points": [mail.pk]}, at=LATER)
    ] * 2  # fmt: skip

    came = at_once(scope, *deed)

    assert sum(isinstance(each, Merge) for each in came) == 1
    assert Person.objects.count() == 2
    assert not broken()


def read_merge(done: Merge) -> Merge:
    found: Merge = Merge.objects.get(pk=done.pk)
    return found
