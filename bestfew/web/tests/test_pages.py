"""Long lists, a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.db.models.functions import Length
from django.http import Http404

from bestfew.accounts.models import Membership, User
from bestfew.conftest import NOON, make_user
from bestfew.web.pages import MAX_PAGE_SIZE, Page, page_of

pytestmark = pytest.mark.django_db


def make_users(count: int) -> None:
    for number in range(count):
        user = make_user(f"user{number}")
        joined = NOON + timedelta(days=number // 2)  # two on each day: a tie to break
        User.objects.filter(pk=user.pk).update(joined_at=joined, name=f"N{number % 3}")


def names_of(order: list[str], *, size: int) -> list[str]:
    """The e-mail addresses of all pages, one after the other."""
    found, after = [], ""
    while True:
        page = page_of(User.objects.all(), order=order, after=after, size=size)
        found += [user.email for user in page.rows]
        if not page.has_next:
            return found
        after = page.next


@pytest.mark.parametrize(
    "order", [["joined_at"], ["-joined_at"], ["name", "-joined_at"], ["email"], []]
)
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_the_pages_together_are_the_list(order: list[str], size: int) -> None:
    make_users(7)
    tie = "-pk" if order and order[-1].startswith("-") else "pk"
    whole = User.objects.order_by(*order, tie).values_list("email", flat=True)

    assert names_of(order, size=size) == list(whole)


def test_a_row_that_comes_meanwhile_repeats_nothing() -> None:
    make_users(4)
    first = page_of(User.objects.all(), order=["-joined_at"], size=2)
    User.objects.filter(pk=make_user("late").pk).update(
        joined_at=NOON + timedelta(days=99)
    )

    second = page_of(User.objects.all(), order=["-joined_at"], after=first.next, size=2)

    assert not {user.pk for user in first.rows} & {user.pk for user in second.rows}
    assert second.rows[-1].email == "user0@example.org"


def test_an_order_may_follow_a_relation(alice: Membership, carol: Membership) -> None:
    seats = Membership.objects.select_related("user")

    first: Page[Membership] = page_of(seats, order=["-user__name"], size=1)
    second = page_of(seats, order=["-user__name"], after=first.next, size=1)

    assert [first.rows, second.rows] == [[carol], [alice]]


def test_an_order_may_follow_an_annotation() -> None:
    make_users(3)
    rows = User.objects.annotate(length=Length("name"))

    first = page_of(rows, order=["length"], size=2)
    second = page_of(rows, order=["length"], after=first.next, size=2)

    assert [user.email[:5] for user in second.rows] == ["user2"]


def test_no_page_is_larger_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bestfew.web.pages.MAX_PAGE_SIZE", 2)
    make_users(3)

    assert len(page_of(User.objects.all(), order=["pk"], size=10_000).rows) == 2
    assert MAX_PAGE_SIZE == 200


@pytest.mark.parametrize(
    "nonsense", ["x", "a:b", signing.dumps(["forged"])], ids=["x", "a:b", "signed"]
)
def test_a_cursor_that_is_not_ours_is_not_found(nonsense: str) -> None:
    with pytest.raises(Http404):
        page_of(User.objects.all(), order=["email"], after=nonsense)


def test_a_cursor_of_another_order_is_not_found() -> None:
    make_users(3)
    cursor = page_of(User.objects.all(), order=["email"], size=1).next

    with pytest.raises(Http404):
        page_of(User.objects.all(), order=["name"], after=cursor)
