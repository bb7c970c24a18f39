"""The Funnel in the browser: four parts, and the cards of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import signed_in
from bestfew.funnel.actions import judge, pause
from bestfew.funnel.models import Objective
from bestfew.funnel.queries import ORDERS, Wanted, card_page, parts
from bestfew.funnel.tests.cast import make_objective
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.tests.cast import all_yes, make_profile

pytestmark = pytest.mark.usefixtures("profile")
URL = "funnel:funnel"
ROUNDS = {"universe": 3, "above": 2, "in": 2, "best_few": 1}


def show(member: Membership, **asked: Any) -> HttpResponse:
    return signed_in(member).get(reverse(URL), asked)  # type: ignore[return-value]


def test_an_empty_funnel_says_what_to_do(alice: Membership) -> None:
    page = show(alice).content.decode()

    assert "The funnel is empty: find someone to qualify." in page
    assert reverse("funnel:open") in page


def test_the_parts_are_counted_and_summed_by_currency(alice: Membership) -> None:
    now = timezone.now()
    for place, many in ROUNDS.items():
        for n in range(many):
            make_objective(alice, f"{place} {n}", place=place, at=now)
    make_objective(alice, "abroad", at=now, currency="VND", value=5_000_000)
    aside = make_objective(alice, "aside", place="in", at=now)
    pause(aside, paused=True, by=alice.user, at=now)

    found = parts(alice)
    page = show(alice).content.decode()

    assert {place: part.count for place, part in found.items()} == {
        "universe": 4,
        "above": 2,
        "in": 2,
        "best_few": 1,
    }
    assert found["universe"].values == {"GBP": 300, "VND": 5_000_000}
    assert "1 to close, 2 to cover, 6 to qualify." in page
    assert "Paused" in page


def test_the_nearest_to_the_close_is_shown_first_and_any_part_by_its_name(
    alice: Membership,
) -> None:
    now = timezone.now()
    for place in ROUNDS:
        make_objective(alice, f"thing {place}", place=place, at=now)

    assert "thing best_few" in show(alice).content.decode()
    above = show(alice, part="above").content.decode()
    assert "thing above" in above
    assert "thing best_few" not in above
    assert show(alice, part="nonsense").status_code == 200


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("days", ["soon", "late", "never"]),
        ("value", ["late", "never", "soon"]),
        ("age", ["never", "late", "soon"]),
        ("gain", ["never", "late", "soon"]),
    ],
)
def test_cards_are_ordered_as_one_likes(
    alice: Membership, by: str, order: list[str]
) -> None:
    now = timezone.now()
    day = timezone.localdate(now)
    for name, days, value, sure, age in (
        ("late", 9, 50, 10, 5),
        ("never", None, 20, 90, 7),
        ("soon", 2, None, 95, 1),
    ):
        make_objective(
            alice,
            name,
            at=now,
            value=value,
            confidence=sure,
            expected_close_on=day + timedelta(days=days) if days else None,
            first_contact_on=day - timedelta(days=age),
        )

    cards, _cursor = card_page(alice, "universe", wanted=Wanted(by=by), on=day)

    assert [each.objective.name for each in cards] == order


@pytest.mark.parametrize("by", ORDERS)
def test_a_page_of_cards_leads_to_the_next_without_repeating(
    alice: Membership, by: str
) -> None:
    now = timezone.now()
    for n in range(7):
        make_objective(alice, f"thing {n}", at=now, value=n % 3)
    names, cursor = [], ""
    for _page in range(4):
        cards, cursor = card_page(
            alice,
            "universe",
            wanted=Wanted(by=by),
            on=timezone.localdate(now),
            after=cursor,
            size=3,
        )
        names += [each.objective.name for each in cards]
        if not cursor:
            break

    assert len(names) == len(set(names)) == 7


def test_more_cards_come_as_a_part_of_the_page(alice: Membership) -> None:
    now = timezone.now()
    for n in range(25):
        make_objective(alice, f"thing {n}", at=now)
    on = timezone.localdate(now)
    _cards, cursor = card_page(alice, "universe", wanted=Wanted(), on=on)

    url = reverse(URL)
    answer = signed_in(alice).get(
        url, {"part": "universe", "after": cursor}, headers={"HX-Request": "true"}
    )

    assert "thing 24" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert show(alice, after="nonsense").status_code == 404


def test_a_judged_one_says_so(alice: Membership) -> None:
    now = timezone.now()
    judge(make_objective(alice, at=now), "in", "A feeling", by=alice.user, at=now)

    assert "A feeling" in show(alice, part="in").content.decode()


def test_people_who_fit_are_offered_in_the_universe(alice: Membership) -> None:
    now = timezone.now()
    person = make_person(alice, "Fits Well", at=now)
    silent = make_person(alice, "Said No", at=now)
    for each in (person, silent):
        qualify(each, all_yes(), by=alice.user, at=now)
    Person.objects.filter(pk=silent.pk).update(do_not_contact=True)

    page = show(alice, part="universe").content.decode()

    assert "1 person fits" in page
    assert "Fits Well" in page
    assert "Said No" not in page


def test_everyone_sees_only_what_they_may(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    now = timezone.now()
    make_objective(alice, "other thing", at=now)
    make_objective(carol, "her thing", at=now)
    with workspace_scope(bob.workspace):
        make_profile()

    assert "other thing" not in show(carol).content.decode()
    assert "her thing" in show(carol).content.decode()
    assert "er thing" not in show(bob).content.decode()
    assert "other thing" in show(alice).content.decode()


def test_the_day_is_brought_up_to_date_by_looking(alice: Membership) -> None:
    now = timezone.now()
    objective = make_objective(alice, place="best_few", at=now)
    passed = timezone.localdate(now) - timedelta(days=1)
    Objective.objects.update(expected_close_on=passed, recheck_on=passed)

    show(alice)

    objective.refresh_from_db()
    assert objective.place == "in"


def test_a_full_part_costs_no_more_than_fifteen_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for n in range(12):
        objective = make_objective(alice, f"thing {n}", place="in", at=now)
    judge(objective, "in", "A feeling", by=alice.user, at=now)
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        assert client.get(reverse(URL)).status_code == 200
