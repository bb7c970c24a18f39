"""Target markets: described, offered to, on a sheet, behind a link (A02-A10, A34)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.history.models import Event
from bestfew.markets import actions
from bestfew.markets.models import Offering, SheetLink, TargetMarket

pytestmark = pytest.mark.django_db

WHO = "Engaged this year\nMarry in Bath\n80 guests or more"
FACTS = {
    "name": "Couples of Bath", "who": WHO, "needs": "Pictures", "desires": "An album",
    "picture": "", "listen_for": "", "introduce": "", "potential": "4",
}  # fmt: skip


def make_market(alice: Membership, name: str = "Brides", **facts: Any) -> TargetMarket:
    return actions.add_market(alice, name=name, at=NOON, **facts)


def url(name: str, market: TargetMarket) -> str:
    return reverse(f"target:{name}", args=[market.pk])


def test_a_market_is_added_with_needs_and_desires_apart(
    alice: Membership, in_workspace: None
) -> None:
    response = signed_in(alice).post(reverse("target:add"), FACTS)

    market = TargetMarket.objects.get()
    assert response["Location"] == market.get_absolute_url()
    assert (market.needs, market.desires, market.potential) == (
        "Pictures",
        "An album",
        4,
    )
    assert Event.objects.about(market).get().verb == "added"


def test_a_name_stands_once(alice: Membership, in_workspace: None) -> None:
    make_market(alice, "Couples of Bath")
    other = make_market(alice, "Firms")

    added = signed_in(alice).post(reverse("target:add"), FACTS)
    edited = signed_in(alice).post(url("market", other), FACTS)

    assert (added.status_code, edited.status_code) == (422, 422)
    assert "already a target market of that name" in added.content.decode()
    assert TargetMarket.objects.count() == 2


def test_the_same_name_may_stand_in_another_workspace(
    alice: Membership, bob: Membership, in_workspace: None
) -> None:
    make_market(alice)

    with workspace_scope(bob.workspace):
        assert make_market(bob).name == "Brides"


def test_everybody_is_warned_of_and_saved(
    alice: Membership, in_workspace: None
) -> None:
    market = make_market(alice, "Everyone", who="with a phone")

    body = signed_in(alice).get(url("market", market)).content.decode()

    assert "“Everyone” is nobody in particular" in body
    assert "give 2 more signs" in body
    assert "What do they need, or wish for" in body


def test_a_specific_one_is_praised(alice: Membership, in_workspace: None) -> None:
    market = make_market(alice, who=WHO, needs="Pictures")

    body = signed_in(alice).get(url("market", market)).content.decode()

    assert "Specific enough" in body


def test_two_editors_never_overwrite_each_other(
    alice: Membership, in_workspace: None
) -> None:
    market, browser = make_market(alice, **FACTS), signed_in(alice)
    page = browser.get(url("market", market)).content.decode()
    seen = re.findall(r'name="before" value="([^"]+)"', page)[0]
    actions.edit_market(
        market, before={"needs": "Pictures"}, after={"needs": "Films"},
        by=alice.user, at=NOON,
    )  # fmt: skip

    response = browser.post(
        url("market", market), {**FACTS, "needs": "Sound", "before": seen}
    )

    market.refresh_from_db()
    assert response.status_code == 409
    assert market.needs == "Films"


def test_what_is_sold_to_them_is_exactly_what_was_chosen(
    alice: Membership, in_workspace: None
) -> None:
    day, album = Offering.objects.create(name="Day"), Offering.objects.create(name="Al")
    market = make_market(alice)

    for chosen in ([day.pk, album.pk], [album.pk], [album.pk]):
        signed_in(alice).post(url("offer", market), {"offerings": chosen})

    assert [each.offering for each in market.sold.all()] == [album]
    assert Event.objects.about(market).filter(verb="offered").count() == 2


def test_the_sheet_pictures_the_best_customer(
    alice: Membership, in_workspace: None
) -> None:
    market = make_market(
        alice, who=WHO, picture="Mai <b>and</b> Nam", introduce="Call me at once"
    )

    body = signed_in(alice).get(url("sheet", market)).content.decode()

    assert "Mai &lt;b&gt;and&lt;/b&gt; Nam" in body
    assert "<li>Marry in Bath</li>" in body
    assert "Call me at once" in body


def test_whoever_has_the_link_reads_it_in_their_language(
    alice: Membership, in_workspace: None, client: Any
) -> None:
    market = make_market(alice, who=WHO)
    link = actions.share(market, by=alice.user, at=NOON)
    SheetLink.objects.update(expires_at=NOON + timedelta(days=36_500))

    response = client.get(reverse("target:public", args=[link.token]) + "?lang=th")

    assert response.status_code == 200
    assert '<html lang="th">' in response.content.decode()
    assert "Marry in Bath" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("token", ["1:forged", "x", "9223372036854775807:abc"])
def test_a_forged_link_opens_nothing(client: Any, token: str, db: None) -> None:
    assert client.get(reverse("target:public", args=[token])).status_code == 404


def test_a_link_ends_when_taken_back_when_too_old_and_with_its_market(
    alice: Membership, in_workspace: None
) -> None:
    market = make_market(alice)
    link = actions.share(market, by=alice.user, at=NOON)

    assert SheetLink.by_token(link.token, at=NOON) == link
    assert SheetLink.by_token(link.token, at=NOON + timedelta(days=180)) is None
    actions.retire(market, by=alice.user, at=NOON)
    assert SheetLink.by_token(link.token, at=NOON) is None
    actions.take_up(market, by=alice.user, at=NOON)
    actions.stop_sharing(market, by=alice.user, at=NOON)
    assert SheetLink.by_token(link.token, at=NOON) is None


def test_sharing_twice_gives_the_same_link_and_a_new_one_once_it_is_old(
    alice: Membership, in_workspace: None
) -> None:
    market = make_market(alice)
    later = NOON + timedelta(days=181)

    first, again = (actions.share(market, by=alice.user, at=NOON) for _each in "12")

    assert first == again
    assert actions.share(market, by=alice.user, at=later) != first


def test_a_viewer_reads_and_changes_nothing(
    alice: Membership, dave: Membership, in_workspace: None
) -> None:
    market, browser = make_market(alice, needs="Pictures"), signed_in(dave)

    page = browser.get(url("market", market))

    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    for name in ("market", "offer", "retire", "take-up", "share", "stop-sharing"):
        assert browser.post(url(name, market), FACTS).status_code == 403
    market.refresh_from_db()
    assert market.version == 1


def test_a_stranger_gets_nothing(
    alice: Membership, bob: Membership, in_workspace: None
) -> None:
    market, browser = make_market(alice), signed_in(bob)

    assert browser.get(url("market", market)).status_code == 404
    assert browser.get(url("sheet", market)).status_code == 404
    assert browser.post(url("share", market)).status_code == 404
    assert not SheetLink.objects.exists()


def test_the_list_says_what_is_too_general_and_when_there_are_many(
    alice: Membership, in_workspace: None
) -> None:
    for number in range(4):
        make_market(alice, f"Market {number}", potential=number + 1)

    body = signed_in(alice).get(reverse("target:list")).content.decode()

    assert body.index("Market 3") < body.index("Market 0")
    assert "Too general yet" in body
    assert "Most businesses have one to three" in body


def test_given_up_and_taken_up_again(alice: Membership, in_workspace: None) -> None:
    market, browser = make_market(alice), signed_in(alice)

    browser.post(url("retire", market))
    browser.post(url("retire", market))
    gone = browser.get(reverse("target:list")).content.decode()
    browser.post(url("take-up", market))

    assert "No longer aimed at" in gone
    assert [each.verb for each in Event.objects.about(market)] == [
        "taken up", "retired", "added",
    ]  # fmt: skip
