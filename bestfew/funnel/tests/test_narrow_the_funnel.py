"""The Funnel narrowed by what is sold, by kind and by seller; views that are kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.funnel import actions
from bestfew.funnel.models import SavedView
from bestfew.funnel.queries import Wanted
from bestfew.funnel.tests.cast import make_objective
from bestfew.markets.models import Offering

pytestmark = pytest.mark.usefixtures("profile")
URL = "funnel:funnel"


def show(member: Membership, **asked: Any) -> str:
    return signed_in(member).get(reverse(URL), asked).content.decode()


def cards(page: str) -> set[str]:
    return set(re.findall(r"<p>(thing [a-z ]+)</p>", page))


def fill(alice: Membership, carol: Membership) -> dict[str, Any]:
    now = timezone.now()
    flat, house = (Offering.objects.create(name=name) for name in ("Flat", "House"))
    make_objective(alice, "thing flat", at=now, offering=flat)
    make_objective(alice, "thing house", at=now, offering=house, place="above")
    make_objective(carol, "thing of carol", at=now, offering=flat)
    make_objective(alice, "thing to recruit", at=now, kind="recruit")
    return {"flat": flat.pk, "house": house.pk, "carol": carol.user_id}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"thing flat", "thing of carol", "thing to recruit"}),
        ({"offering": "flat"}, {"thing flat", "thing of carol"}),
        ({"offering": "house"}, set()),
        ({"kind": "recruit"}, {"thing to recruit"}),
        ({"seller": "carol"}, {"thing of carol"}),
        ({"seller": "carol", "kind": "recruit"}, set()),
        ({"kind": "nonsense", "seller": "x", "by": "y"}, {"thing flat"}),
    ],
)
def test_cards_and_counts_are_narrowed_together(
    alice: Membership, carol: Membership, asked: dict[str, str], shown: set[str]
) -> None:
    made = fill(alice, carol)
    asked = {name: str(made.get(value, value)) for name, value in asked.items()}

    page = show(alice, part="universe", **asked)

    assert (
        shown <= cards(page) if "nonsense" in asked.values() else shown == cards(page)
    )
    count = re.search(r'part__count">(\d+)<', page)
    assert count
    assert int(count[1]) == len(cards(page))


def test_only_what_is_stalled(alice: Membership) -> None:
    now = timezone.now()
    day = timezone.localdate(now)
    for n in range(5):
        began = day - timedelta(days=10 + n)
        done = make_objective(alice, f"ended {n}", at=now, first_contact_on=began)
        actions.end(done, "won", by=alice.user, at=now)
    for name, age in (("thing old", 30), ("thing young", 14)):
        began = day - timedelta(days=age)
        make_objective(alice, name, at=now, first_contact_on=began)

    assert cards(show(alice, part="universe")) == {"thing old", "thing young"}
    assert cards(show(alice, part="universe", stalled="on")) == {"thing old"}


def test_without_a_part_the_nearest_of_what_is_wanted_is_shown(
    alice: Membership, carol: Membership
) -> None:
    made = fill(alice, carol)

    assert cards(show(alice)) == {"thing house"}
    assert cards(show(alice, offering=made["flat"])) == {"thing flat", "thing of carol"}


def test_a_seller_is_offered_no_other_seller(
    alice: Membership, carol: Membership
) -> None:
    made = fill(alice, carol)

    assert f"seller={made['carol']}" in show(alice)
    page = show(carol, seller=alice.user_id)
    assert cards(page) == set()
    assert "seller=" not in show(carol)


def test_what_is_chosen_stays_when_another_part_is_looked_at(
    alice: Membership, carol: Membership
) -> None:
    made = fill(alice, carol)

    page = show(alice, offering=made["flat"], by="value")

    assert f"?part=in&amp;by=value&amp;offering={made['flat']}" in page


def keep(member: Membership, name: str, asked: str) -> HttpResponse:
    url = reverse("funnel:keep-view")
    return signed_in(member).post(url, {"name": name, "asked": asked})  # type: ignore[return-value]


def test_a_view_is_kept_found_again_and_removed_with_undo(
    alice: Membership,
) -> None:
    answer = keep(alice, " Flats, dear first ", "by=value&kind=sell&junk=1&part=x")

    [view] = SavedView.objects.all()
    assert (view.name, view.asked) == ("Flats, dear first", "by=value&kind=sell")
    assert answer["Location"] == f"{reverse(URL)}?by=value&kind=sell"
    assert "?by=value&amp;kind=sell" in show(alice)

    client = signed_in(alice)
    client.post(reverse("funnel:forget-view", args=[view.pk]))
    assert not SavedView.objects.exists()
    page = client.get(reverse(URL)).content.decode()
    assert 'value="by=value&amp;kind=sell"' in page
    gone = client.post(reverse("funnel:forget-view", args=[view.pk]))
    assert gone.status_code == 404


def test_the_same_name_again_is_the_same_view(alice: Membership) -> None:
    keep(alice, "Mine", "kind=sell")
    keep(alice, "Mine", "kind=alliance")

    assert [each.asked for each in SavedView.objects.all()] == ["kind=alliance"]


def test_a_view_is_its_users_alone(alice: Membership, carol: Membership) -> None:
    keep(alice, "Hers alone", "kind=sell")
    [view] = SavedView.objects.all()

    url = reverse("funnel:forget-view", args=[view.pk])

    assert signed_in(carol).post(url).status_code == 404
    assert "Hers alone" not in show(carol)
    assert SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_view_without_a_fitting_name_is_refused(alice: Membership, name: str) -> None:
    client = signed_in(alice)

    client.post(reverse("funnel:keep-view"), {"name": name, "asked": "kind=sell"})

    assert not SavedView.objects.exists()
    assert "up to 60 letters" in client.get(reverse(URL)).content.decode()


def test_who_only_looks_keeps_none(alice: Membership, dave: Membership) -> None:
    assert keep(dave, "Mine", "").status_code == 403
    assert signed_in(alice).get(reverse("funnel:keep-view")).status_code == 405
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_views(alice: Membership) -> None:
    for n in range(actions.saved.MOST_VIEWS):
        actions.keep_view(alice, name=str(n), wanted=Wanted(), at=timezone.now())

    with pytest.raises(actions.TooManyViews):
        actions.keep_view(alice, name="more", wanted=Wanted(), at=timezone.now())
    actions.keep_view(alice, name="3", wanted=Wanted(kind="sell"), at=timezone.now())
    client = signed_in(alice)
    client.post(reverse("funnel:keep-view"), {"name": "one", "asked": ""})
    assert "remove one first" in client.get(reverse(URL)).content.decode()


def test_a_narrowed_funnel_costs_no_more_than_fifteen_queries(
    alice: Membership,
    carol: Membership,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    made = fill(alice, carol)
    keep(alice, "Mine", "kind=sell")
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        asked = {"part": "universe", "offering": made["flat"], "by": "gain"}
        assert client.get(reverse(URL), asked).status_code == 200
