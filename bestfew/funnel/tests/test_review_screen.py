"""Reviewing in the browser: two taps on the page, one key after another in the week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.funnel import queries
from bestfew.funnel.actions import end, review
from bestfew.funnel.models import Objective, Review
from bestfew.funnel.rules import LATER
from bestfew.funnel.tests.cast import make_objective

pytestmark = pytest.mark.usefixtures("profile")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def flat(alice: Membership) -> Objective:
    begun = timezone.now() - timedelta(days=40)
    return make_objective(alice, "2-bed flat", place="above", at=begun, confidence=25)


def post(member: Membership, name: str, /, *args: Any, **data: Any) -> HttpResponse:
    url = reverse(f"funnel:{name}", args=args)
    return signed_in(member).post(url, data, headers=HTMX)  # type: ignore[return-value]


def week(member: Membership, **asked: str) -> str:
    page = signed_in(member).get(reverse("funnel:week"), asked)
    assert page.status_code == 200
    return page.content.decode()


def last(objective: Objective) -> Review:
    return queries.reviews_of(objective)[0]


@pytest.mark.parametrize("shift", ["", "week", "month"])
def test_a_chip_moves_the_close_and_the_figure_keeps_the_review(
    alice: Membership, flat: Objective, shift: str
) -> None:
    answer = post(alice, "review", flat.pk, shift=shift, confidence=50)

    flat.refresh_from_db()
    today = timezone.localdate()
    wanted = LATER[shift](today) if shift else None
    assert (flat.expected_close_on, flat.confidence) == (wanted, 50)
    assert "Reviewed: 50% sure." in answer.content.decode()


def test_a_close_that_lies_ahead_is_moved_from_its_own_day(
    alice: Membership, flat: Objective
) -> None:
    close = timezone.localdate() + timedelta(days=10)

    post(alice, "review", flat.pk, expected_close_on=close, shift="week", confidence=50)

    flat.refresh_from_db()
    assert flat.expected_close_on == close + timedelta(days=7)


def test_the_page_names_what_does_not_fall(alice: Membership, flat: Objective) -> None:
    for days in (20, 10):
        at = timezone.now() - timedelta(days=days)
        said: dict[str, Any] = {"expected_close_on": None, "confidence": 25}
        review(flat, **said, by=alice.user, at=at)

    page = signed_in(alice).get(reverse("funnel:objective", args=[flat.pk]))

    assert "came no nearer, and you are no surer" in page.content.decode()


def test_a_review_is_taken_back_by_its_toast(
    alice: Membership, flat: Objective
) -> None:
    answer = post(alice, "review", flat.pk, confidence=75)
    undo = reverse("funnel:undo-review", args=[flat.pk, last(flat).pk])
    assert undo in answer.content.decode()

    signed_in(alice).post(undo, headers=HTMX)

    flat.refresh_from_db()
    assert flat.confidence == 25
    assert signed_in(alice).post(undo, headers=HTMX).status_code == 404


def test_who_comes_second_sees_the_first_and_loses_nothing(
    alice: Membership, carol: Membership, flat: Objective
) -> None:
    seen = last(flat).pk
    review(
        flat, expected_close_on=None, confidence=90, by=carol.user, at=timezone.now()
    )

    answer = post(alice, "review", flat.pk, confidence=50, shift="week", seen=seen)

    page = answer.content.decode()
    wanted = timezone.localdate() + timedelta(days=7)
    assert answer.status_code == 409
    assert f"{carol.user} reviewed it meanwhile: no day to close, 90%." in page
    assert f'value="{wanted.isoformat()}"' in page
    assert f'name="seen" value="{last(flat).pk}"' in page
    flat.refresh_from_db()
    assert flat.confidence == 90


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 25])
def test_any_seen_is_answered(alice: Membership, flat: Objective, seen: str) -> None:
    answer = post(alice, "review", flat.pk, confidence=50, seen=seen)

    assert answer.status_code in (200, 409)


def test_the_week_walks_from_one_to_the_next_and_ends(
    alice: Membership, flat: Objective
) -> None:
    begun = timezone.now() - timedelta(days=40)
    house = make_objective(alice, "House", place="in", at=begun)
    assert "2 objectives to review this week" in week(alice)
    assert "House" in week(alice)

    answer = post(alice, "keep-review", house.pk, confidence=50, seen=last(house).pk)

    page = answer.content.decode()
    assert "1 objective to review this week" in page
    assert "2-bed flat" in page
    post(alice, "keep-review", flat.pk, confidence=50)
    assert "Everything is reviewed this week." in week(alice)


def test_what_is_skipped_waits_until_one_begins_again(
    alice: Membership, flat: Objective
) -> None:
    turn = queries.turn(alice, since=timezone.now())
    assert turn is not None

    page = week(alice, part=turn.part, after=turn.after)

    assert "You went through all of them and left some out." in page
    assert "2-bed flat" in week(alice)


def test_the_second_of_two_in_the_walk_hears_of_the_first(
    alice: Membership, carol: Membership, flat: Objective
) -> None:
    seen = last(flat).pk
    review(
        flat, expected_close_on=None, confidence=90, by=carol.user, at=timezone.now()
    )

    answer = post(alice, "keep-review", flat.pk, confidence=50, seen=seen)

    assert answer.status_code == 409
    assert "reviewed it meanwhile" in answer.content.decode()


def test_what_ended_meanwhile_is_passed_over(
    alice: Membership, flat: Objective
) -> None:
    end(flat, "lost", by=alice.user, at=timezone.now())

    answer = post(alice, "keep-review", flat.pk, confidence=50)

    assert "has ended" in answer.content.decode()
    assert last(flat).confidence == 25


def test_nonsense_in_the_walk_is_told(alice: Membership, flat: Objective) -> None:
    answer = post(alice, "keep-review", flat.pk, confidence="very")

    assert answer.status_code == 422
    assert "from 0 to 100" in answer.content.decode()


def test_without_javascript_the_walk_goes_on_where_it_stood(
    alice: Membership, flat: Objective
) -> None:
    url = reverse("funnel:keep-review", args=[flat.pk])

    answer = signed_in(alice).post(url, {"confidence": "50", "part": "above"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("funnel:week") + "?part=above&after="


def test_whoever_may_not_write_has_nothing_to_review(
    dave: Membership, bob: Membership, carol: Membership, flat: Objective
) -> None:
    assert signed_in(dave).get(reverse("funnel:week")).status_code == 403
    assert post(dave, "keep-review", flat.pk, confidence=50).status_code == 403
    assert post(carol, "keep-review", flat.pk, confidence=50).status_code == 404
    assert post(bob, "keep-review", flat.pk, confidence=50).status_code == 404
    assert last(flat).confidence == 25


def test_the_walk_costs_few_queries(
    alice: Membership,
    flat: Objective,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        client.get(reverse("funnel:week"))
