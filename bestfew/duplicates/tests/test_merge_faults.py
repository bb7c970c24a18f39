"""F15: a fault at any statement leaves the state before, or the one after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from bestfew.accounts.models import Membership
from bestfew.activities.tests.cast import make_log, make_objective
from bestfew.duplicates.merging import merge, split, undo_merge
from bestfew.duplicates.models import Merge
from bestfew.duplicates.tests.cast import LATER, read
from bestfew.people import actions as people
from bestfew.people.models import ContactPoint, Person
from bestfew.people.tests.cast import make_person
from tests.fingerprint import fingerprint

pytestmark = pytest.mark.usefixtures("in_workspace")


class FailsAt:
    """Lets statements pass but for one."""

    def __init__(self, number: int) -> None:
        self.number, self.count = number, 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.count += 1
        if self.count == self.number:
            raise OperationalError("the database is gone")
        return execute(*args)


@pytest.fixture
def two(alice: Membership) -> tuple[Person, Person]:
    """As much as makes every branch be taken."""
    into, other = (
        make_person(alice, f"Mai {n}", phone="020 7946 0001") for n in range(2)
    )
    make_objective(alice, other)
    make_log(alice, other)
    people.note_permission(other, state="refused", by=alice.user, at=LATER)
    people.tag(into, "kind", by=alice.user, at=LATER)
    return read(into), read(other)


def fail_everywhere(deed: Callable[[], object]) -> int:
    """Do a deed with a fault at the first statement, the second, …; how many there are.

    After each fault everything is as before; the last time there is none.
    """
    before = fingerprint()
    for number in range(1, 1_000):
        fails = FailsAt(number)
        try:
            with connection.execute_wrapper(fails):
                deed()
        except OperationalError:
            assert fingerprint() == before, number
        else:
            return number
    raise AssertionError("it never came to its end")


def test_a_merge_is_whole_or_not_at_all(
    alice: Membership, two: tuple[Person, Person]
) -> None:
    into, other = two

    def deed() -> Merge:
        return merge(alice, into=read(into), other=other, at=LATER)

    assert fail_everywhere(deed) > 40
    assert not Person.objects.filter(pk=other.pk).exists()


def test_an_undo_is_whole_or_not_at_all(
    alice: Membership, two: tuple[Person, Person]
) -> None:
    into, other = two
    done = merge(alice, into=into, other=other, at=LATER)
    make_log(alice, read(into), at=LATER)

    def deed() -> object:
        return undo_merge(Merge.objects.get(pk=done.pk), by=alice.user, at=LATER)

    assert fail_everywhere(deed) > 40
    assert Person.objects.filter(pk=other.pk).exists()


def test_a_split_and_its_undo_are_whole_or_not_at_all(
    alice: Membership, two: tuple[Person, Person]
) -> None:
    mai = two[1]
    phone = ContactPoint.objects.get(person=mai)
    people.note_contact(alice, mai, people.Contact("email", "m@example.org"), at=LATER)
    made: list[Merge] = []

    def part() -> None:
        moving = {"contact_points": [phone.pk]}
        made.append(split(alice, person=read(mai), name="Jo", moving=moving, at=LATER))

    assert fail_everywhere(part) > 40
    assert (
        fail_everywhere(
            lambda: undo_merge(
                Merge.objects.get(pk=made[-1].pk), by=alice.user, at=LATER
            )
        )
        > 20
    )
