"""The page of the cycle: its words, its curve, what is stalled, what drives it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bestfew.accounts.models import Membership
from bestfew.funnel.cycle_screen import drawn
from bestfew.funnel.models import Influence
from bestfew.funnel.rules import Tally, curve
from bestfew.funnel.tests.test_cycle_command import NOW, began, ended
from bestfew.markets.models import Offering
from bestfew.prospecting.models import Answer

pytestmark = pytest.mark.usefixtures("profile")

PAGE = "/funnel/cycle/"


def page(client: Client, member: Membership, asked: str = "") -> str:
    client.force_login(member.user)
    answer = client.get(PAGE + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_kind_has_its_own_cycle_and_words(
    client: Client, alice: Membership
) -> None:
    for days in (30, 40, 50):
        ended(alice, days)
    ended(alice, 5, kind="recruit")

    assert "From first contact to yes: 60 days." in page(client, alice)
    recruit = page(client, alice, "?kind=recruit")
    assert "From the first talk until they join: 60 days." in recruit
    assert "Joined within 30 days" in recruit
    assert "your own figure; 1 won so far" in recruit


def test_an_offering_is_looked_at_alone_and_nonsense_asks_for_all(
    client: Client, alice: Membership
) -> None:
    flat = Offering.objects.create(name="Flat", normal_cycle_days=45)
    ended(alice, 30)

    assert "to yes: 45 days." in page(client, alice, f"?offering={flat.pk}")
    assert "to yes: 60 days." in page(client, alice, "?offering=x&kind=steal")


def test_nothing_ended_yet_draws_nothing(client: Client, alice: Membership) -> None:
    text = page(client, alice)

    assert "cycle__won" not in text
    assert "too early to say" in text
    assert "Nothing is stalled." in text


def test_stalled_ones_are_named_to_those_who_may_see_them(
    client: Client, alice: Membership, carol: Membership
) -> None:
    for days in (10, 11, 12, 13, 14):
        ended(alice, days)
    began(alice, 90, value=5)

    assert "of 90 days</a>" in page(client, alice)
    hers = page(client, carol)
    assert "1 objective is older than nearly every one that ended." in hers
    assert "of 90 days</a>" not in hers


def test_drivers_are_compared_where_both_sides_have_enough(
    client: Client, alice: Membership
) -> None:
    flat = Offering.objects.create(name="Flat")
    shop = Offering.objects.create(name="Shop")
    for n in range(5):
        quick = ended(alice, 10, offering=flat)
        _needs(quick.person, alice)
        Influence.objects.filter(objective=quick).update(satisfied_on=NOW.date())
        ended(alice, 50, offering=shop)
        if n < 4:
            assert "What makes it shorter?" not in page(client, alice)

    text = page(client, alice)

    assert "10 days, mean of 5 won" in text
    assert "50 days, mean of 5 won" in text
    shorter = text[text.index("What makes it shorter?") :]
    assert shorter.index("Flat") < shorter.index("Shop")
    assert "They said that they need or want it" in text
    assert "Somebody who decides knew the benefits, and was satisfied" in text


def _needs(person: Any, member: Membership) -> None:
    Answer.objects.create(
        person=person, key="need", value="met", at=NOW, by=member.user
    )


def test_the_curve_begins_at_nothing_and_ends_at_all() -> None:
    found = drawn(curve([Tally(10, won=1), Tally(20, lost=1)]))

    assert found.won.startswith("0.0,120.0 ")
    assert "520.0,60.0" in found.won
    assert "520.0,0.0" in found.lost
    assert found.median == 260


def test_the_page_costs_few_queries(
    client: Client, alice: Membership, django_assert_max_num_queries: Any
) -> None:
    for days in (10, 11, 12, 13, 14):
        ended(alice, days)
    for days in (90, 91, 92):
        began(alice, days)
    page(client, alice)

    with django_assert_max_num_queries(22):
        client.get(PAGE)
