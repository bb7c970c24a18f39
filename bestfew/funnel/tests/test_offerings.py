"""Offerings, with their normal cycles and what these rest on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.funnel.actions import end
from bestfew.funnel.tests.cast import make_objective
from bestfew.markets.models import Offering

pytestmark = pytest.mark.usefixtures("profile")
PAGE = "markets:offerings"


@pytest.fixture
def flat(alice: Membership) -> Offering:
    return Offering.objects.create(name="Flat", normal_cycle_days=60)


def test_the_cycle_is_told_with_its_basis(alice: Membership, flat: Offering) -> None:
    for n in range(2):
        won = make_objective(
            alice, f"won {n}", offering=flat, at=NOON - timedelta(days=10)
        )
        end(won, "won", by=alice.user, at=NOON)

    page = signed_in(alice).get(reverse(PAGE)).content.decode()

    assert "your own figure; 2 won so far" in page
    assert "60 days" in page


def test_an_offering_is_added_changed_and_sold_no_more(
    alice: Membership, flat: Offering
) -> None:
    client = signed_in(alice)

    client.post(reverse("markets:add-offering"), {"name": "House", "price": "9"})
    client.post(
        reverse("markets:edit-offering", args=[flat.pk]),
        {"name": "Big flat", "normal_cycle_days": "45"},
    )
    client.post(reverse("markets:retire-offering", args=[flat.pk]))

    flat.refresh_from_db()
    assert (flat.name, flat.normal_cycle_days, flat.is_retired) == (
        "Big flat",
        45,
        True,
    )
    assert Offering.objects.get(name="House").price == 9


@pytest.mark.parametrize(
    "nonsense",
    [
        {"name": ""},
        {"name": "House"},
        {"name": "Flat", "normal_cycle_days": "0"},
        {"name": "Flat", "price": "-1"},
    ],
)
def test_nonsense_changes_nothing(
    alice: Membership, flat: Offering, nonsense: dict[str, str]
) -> None:
    Offering.objects.create(name="House")
    url = reverse("markets:edit-offering", args=[flat.pk])

    assert signed_in(alice).post(url, nonsense).status_code == 422
    flat.refresh_from_db()
    assert (flat.name, flat.normal_cycle_days) == ("Flat", 60)


@pytest.mark.parametrize("name", ["edit-offering", "retire-offering"])
def test_a_viewer_and_a_stranger_change_nothing(
    flat: Offering, bob: Membership, dave: Membership, name: str
) -> None:
    url = reverse(f"markets:{name}", args=[flat.pk])

    assert signed_in(dave).post(url, {"name": "x"}).status_code == 403
    assert signed_in(bob).post(url, {"name": "x"}).status_code == 404
    flat.refresh_from_db()
    assert (flat.name, flat.is_retired) == ("Flat", False)
