"""What past customers have in common, taken as signs of a market (A07, A08)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.markets.actions import NoRoom, add_market, add_sign, say_again
from bestfew.markets.models import TargetMarket, WorkAgain
from bestfew.markets.queries import past_sales
from bestfew.markets.rules import Common, in_common
from bestfew.people.actions import tag
from bestfew.people.models import LevelName, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(alice: Membership, in_workspace: None) -> TargetMarket:
    return add_market(alice, name="Couples", who="between 26 and 38", at=NOON)


def bought(member: Membership, *, number: int, tags: str, **facts: Any) -> None:
    for each in range(number):
        person = make_person(member, f"Buyer {tags} {each}", **facts)
        Person.objects.filter(pk=person.pk).update(level=LevelName.BOUGHT)
        tag(person, tags, by=member.user, at=NOON)


def others(member: Membership, *, number: int) -> None:
    for each in range(number):
        make_person(member, f"Other {each}")


def test_what_customers_share_more_than_chance_is_proposed() -> None:
    found = in_common(
        {"outdoors": 6, "in Bath": 8, "rare": 2}, 10,
        {"outdoors": 8, "in Bath": 80, "rare": 2}, 100,
    )  # fmt: skip

    assert found == [Common("outdoors", 6, 10, 0.08)]


@pytest.mark.parametrize(("of", "people"), [(4, 100), (0, 0)])
def test_few_customers_tell_nothing(of: int, people: int) -> None:
    assert in_common({"outdoors": of}, of, {"outdoors": of}, people) == []


def test_where_everybody_bought_nothing_tells_them_apart() -> None:
    assert in_common({"outdoors": 9}, 9, {"outdoors": 9}, 9) == []


def test_tags_and_what_else_is_kept_are_proposed(
    alice: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="outdoors", traits={"venue": "barn"})
    others(alice, number=30)

    found = past_sales(market, alice)

    assert found.bought == 6
    assert {each.sign for each in found.signs} == {"outdoors", "venue: barn"}
    assert (found.signs[0].bought, found.signs[0].of) == (6, 6)


def test_a_sign_is_taken_once_and_proposed_no_more(
    alice: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="outdoors")
    others(alice, number=30)
    browser = signed_in(alice)
    path = reverse("target:past-sales", args=[market.pk])
    before = browser.get(path)

    for _twice in range(2):
        sent = {"sign": "outdoors"}
        answer = browser.post(reverse("target:add-sign", args=[market.pk]), sent)

    market.refresh_from_db()
    assert "6 of 6 who bought; 17% of all" in before.text
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert market.who == "between 26 and 38\noutdoors"
    assert 'value="outdoors"' not in browser.get(path).text


def test_who_only_looks_takes_no_sign(
    alice: Membership, dave: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="outdoors")
    others(alice, number=30)
    browser = signed_in(dave)

    page = browser.get(reverse("target:past-sales", args=[market.pk]))
    answer = browser.post(reverse("target:add-sign", args=[market.pk]), {"sign": "x"})

    assert "outdoors" in page.text
    assert (answer.status_code, "Take it" in page.text) == (403, False)
    market.refresh_from_db()
    assert market.who == "between 26 and 38"


def test_a_sign_that_has_no_room_is_refused_in_a_sentence(
    alice: Membership, market: TargetMarket
) -> None:
    TargetMarket.objects.filter(pk=market.pk).update(who="x" * 995)

    with pytest.raises(NoRoom):
        add_sign(market, "outdoors", by=alice.user, at=NOON)
    answer = signed_in(alice).post(
        reverse("target:add-sign", args=[market.pk]), {"sign": "outdoors"}, follow=True
    )

    assert "There is no room for another sign" in answer.text


def test_a_stranger_finds_no_such_market(bob: Membership, market: TargetMarket) -> None:
    browser = signed_in(bob)

    for name in ("past-sales", "add-sign"):
        path = reverse(f"target:{name}", args=[market.pk])
        answer = (
            browser.post(path, {"sign": "x"}) if "add" in name else browser.get(path)
        )
        assert answer.status_code == 404


def test_a_seller_learns_from_the_sales_they_see(
    alice: Membership, carol: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="outdoors")
    others(alice, number=30)

    assert past_sales(market, carol).bought == 0


def say(alice: Membership, tags: str, *, is_wanted: bool) -> None:
    for person in Person.objects.filter(name__contains=f"Buyer {tags} "):
        say_again(person, is_wanted=is_wanted, by=alice.user, at=NOON)


def test_who_is_not_wanted_again_does_not_count(
    alice: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="haggles")
    bought(alice, number=6, tags="outdoors")
    others(alice, number=40)

    say(alice, "haggles", is_wanted=False)
    found = past_sales(market, alice)

    assert (found.bought, found.unwanted, len(found.asked)) == (6, 6, 5)
    assert [each.sign for each in found.signs] == ["outdoors"]


def test_those_wanted_again_count_alone_once_they_are_enough(
    alice: Membership, market: TargetMarket
) -> None:
    bought(alice, number=6, tags="cheap")
    bought(alice, number=5, tags="outdoors")
    others(alice, number=40)

    say(alice, "outdoors", is_wanted=True)
    found = past_sales(market, alice)

    assert (found.bought, found.wanted) == (5, 5)
    assert [each.sign for each in found.signs] == ["outdoors"]


def test_the_newest_word_counts_and_all_are_kept(
    alice: Membership, market: TargetMarket
) -> None:
    bought(alice, number=1, tags="a")
    person = Person.objects.get(name="Buyer a 0")
    browser, url = signed_in(alice), reverse("target:work-again", args=[person.pk])

    for answer in ("yes", "yes", "no"):
        browser.post(url, {"again": answer})

    words = WorkAgain.objects.order_by("id").values_list("is_wanted", flat=True)
    assert list(words) == [True, False]
    page = browser.get(person.get_absolute_url()).text
    assert "Would you work with them again?" in page
    assert 'aria-pressed="true"' in page.split('name="again"')[2]
    back = browser.post(url, {"again": "yes", "market": f"{market.pk}"})
    assert back.headers["Location"].endswith(f"/markets/{market.pk}/past-sales/")


def test_nobody_else_says_it(
    alice: Membership, bob: Membership, dave: Membership, market: TargetMarket
) -> None:
    person = make_person(alice, "Mai")
    url = reverse("target:work-again", args=[person.pk])

    assert signed_in(bob).post(url, {"again": "yes"}).status_code == 404
    assert signed_in(dave).post(url, {"again": "yes"}).status_code == 403
    assert signed_in(alice).get(url).status_code == 405
    assert not WorkAgain.objects.exists()
