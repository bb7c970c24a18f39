"""Find the other one, compare, merge, undo, split: in the browser."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.activities.tests.cast import make_log
from bestfew.conftest import NOON, signed_in
from bestfew.duplicates.merging import merge
from bestfew.duplicates.models import Merge
from bestfew.duplicates.tests.cast import make_two, read, tables
from bestfew.duplicates.tests.growing import make_firm
from bestfew.people import actions as people
from bestfew.people.models import Organisation, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

Two = tuple[Person, Person]
OK, FOUND, MISSING = HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND
FORBIDDEN, WRONG = HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def two(alice: Membership) -> Two:
    return make_two(alice)


def url(name: str, *someone: Any) -> str:
    return reverse(f"duplicates:{name}", args=[each.pk for each in someone])


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def undo(client: Client, done: Merge, **more: Any) -> Any:
    return client.post(url("undo-merge", done), **more)


def test_the_other_one_is_offered_and_found(alice: Membership, two: Two) -> None:
    make_person(alice, "Nobody like them")
    client = signed_in(alice)

    offered = words(client.get(url("find-people", two[0])))
    found = words(client.get(url("find-people", two[0]), {"q": "nobody"}))

    assert url("merge-people", *two) in offered
    assert "Nobody like them" not in offered
    assert "Nobody like them" in found
    assert url("merge-people", two[0], two[0]) not in found


def test_htmx_gets_those_found_only(alice: Membership, two: Two) -> None:
    asked = {"HX-Request": "true", "HX-Target": "found"}
    address = url("find-people", two[0])

    page = signed_in(alice).get(address, {"q": "mai"}, headers=asked)

    assert "<html" not in words(page)
    assert url("merge-people", *two) in words(page)


def test_both_stand_side_by_side(alice: Membership, two: Two) -> None:
    said = words(signed_in(alice).get(url("merge-people", *two)))

    for part in (
        "Mai Trần", "Trần Thị Mai", "Loves tea", "Two children", "Keep both",
        "28 Feb 1980", "29 Feb 1980", "1 activity", "1 objective", "2 next steps",
    ):  # fmt: skip
        assert part in said, part
    assert url("merge-people", two[1], two[0]) in said  # to swap
    assert "no to being contacted" not in said


def test_a_no_of_one_is_told(alice: Membership, two: Two) -> None:
    people.note_permission(two[1], state="refused", by=alice.user, at=NOON)

    said = words(signed_in(alice).get(url("merge-people", *two)))

    assert "One of the two said no to being contacted." in said


def test_one_button_merges_as_chosen(alice: Membership, two: Two) -> None:
    into, other = two

    response = signed_in(alice).post(
        url("merge-people", into, other), {"name": "other", "note": "into"}, follow=True
    )

    assert response.redirect_chain == [(into.get_absolute_url(), FOUND)]
    assert (read(into).name, read(into).note) == ("Trần Thị Mai", "Loves tea")
    said = words(response)
    done = Merge.objects.get()
    assert "Trần Thị Mai and Trần Thị Mai are one now." in said
    assert said.count(url("undo-merge", done)) == 2  # the toast, and the story


def test_a_choice_that_is_none_is_said(alice: Membership, two: Two) -> None:
    before = tables()

    response = signed_in(alice).post(url("merge-people", *two), {"name": "mine"})

    assert response.status_code == WRONG
    assert tables() == before


def test_a_choice_made_by_an_older_page_is_none(alice: Membership, two: Two) -> None:
    """F5: somebody edited one of them while the two were compared."""
    client, page = signed_in(alice), url("merge-people", *two)
    assert 'name="seen" value="1-1"' in words(client.get(page))
    people.edit_person(
        two[1], before={"note": "Two children"}, after={"note": "Three"},
        by=alice.user, at=NOON,
    )  # fmt: skip
    before = tables()

    response = client.post(page, {"note": "other", "seen": "1-1"})

    assert response.status_code == HTTPStatus.CONFLICT
    assert tables() == before
    said = words(response)
    assert "Somebody changed one of the two meanwhile." in said
    assert "Three" in said
    assert 'name="seen" value="1-2"' in said
    client.post(page, {"note": "other", "seen": "1-2"})
    assert read(two[0]).note == "Three"


def test_the_button_pressed_twice_leads_to_the_one(alice: Membership, two: Two) -> None:
    client, page = signed_in(alice), url("merge-people", *two)
    client.post(page)

    for response in (client.post(page, follow=True), client.get(page, follow=True)):
        assert response.redirect_chain == [(two[0].get_absolute_url(), FOUND)]
        assert "was merged already" in words(response)
    assert Merge.objects.count() == 1


def test_somebody_faster_is_told_of(
    alice: Membership, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They merged the two after this page had looked, and before it wrote."""
    from bestfew.duplicates.views import merges

    def faster(member: Membership, **deed: Any) -> Merge:
        merge(member, **deed)
        return merge(member, **deed)

    monkeypatch.setattr(merges, "merge", faster)

    response = signed_in(alice).post(url("merge-people", *two), follow=True)

    assert response.redirect_chain == [(two[0].get_absolute_url(), FOUND)]
    assert "was merged already" in words(response)


def test_with_themselves_is_refused(alice: Membership, two: Two) -> None:
    client, page = signed_in(alice), url("merge-people", two[0], two[0])
    before = tables()

    assert "merged with themselves" in words(client.get(page))
    response = client.post(page)

    assert response.status_code == WRONG
    assert tables() == before


def test_what_belongs_to_another_is_said(alice: Membership, carol: Membership) -> None:
    theirs = make_person(alice, "Mai", is_shared=True)
    mine = make_person(carol, "Mai Trần", is_shared=True)
    client, page = signed_in(carol), url("merge-people", mine, theirs)
    before = tables()

    said = words(client.get(page))
    response = client.post(page)

    assert "Mai belongs to Alice." in said
    assert 'type="submit">Merge<' not in said
    assert response.status_code == WRONG
    assert tables() == before


def test_the_old_address_leads_to_the_one(alice: Membership, two: Two) -> None:
    into, other = two
    merge(alice, into=into, other=other, at=NOON)

    response = signed_in(alice).get(other.get_absolute_url())

    assert (response.status_code, response["Location"]) == (
        FOUND, into.get_absolute_url(),
    )  # fmt: skip


def test_the_old_address_tells_strangers_nothing(
    alice: Membership, bob: Membership, carol: Membership, two: Two
) -> None:
    merge(alice, into=two[0], other=two[1], at=NOON)

    for member in (bob, carol):
        response = signed_in(member).get(two[1].get_absolute_url())
        assert response.status_code == MISSING


def test_the_old_address_of_a_firm_leads_to_the_one(alice: Membership) -> None:
    firm, other = make_firm(alice, "Acme"), make_firm(alice, "Acme Ltd")
    client = signed_in(alice)

    page = client.post(url("merge-organisations", firm, other), {"name": "other"})
    response = client.get(other.get_absolute_url())

    assert page["Location"] == response["Location"] == firm.get_absolute_url()
    assert Organisation.objects.get().name == "Acme Ltd"
    assert url("undo-merge", Merge.objects.get()) in words(
        client.get(url("find-organisations", firm))
    )


def test_the_undo_says_what_stays(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=NOON)
    make_log(alice, read(two[0]), at=NOON + timedelta(seconds=1), note="since")

    response = undo(signed_in(alice), done, follow=True)

    said = words(response)
    assert response.redirect_chain == [(two[0].get_absolute_url(), FOUND)]
    assert "Trần Thị Mai is back on their own." in said
    assert "1 thing was added or changed since, and stays with Mai Trần." in said
    assert "Merge undone" in said


def test_an_undo_that_is_refused_says_why(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=NOON)
    client = signed_in(alice)
    undo(client, done)
    before = tables()

    assert "undone already" in words(undo(client, done, follow=True))
    assert tables() == before


def test_the_story_offers_an_undo_for_thirty_days(alice: Membership, two: Two) -> None:
    done = merge(alice, into=two[0], other=two[1], at=NOON)
    client = signed_in(alice)

    def offered() -> bool:
        return url("undo-merge", done) in words(client.get(two[0].get_absolute_url()))

    assert offered()
    with time_machine.travel(NOON + timedelta(days=32), tick=False):
        client = signed_in(alice)
        assert not offered()
        assert "thirty days" in words(undo(client, done, follow=True))


def test_who_did_it_or_leads_may_undo(alice: Membership, carol: Membership) -> None:
    into = make_person(alice, "Mai", is_shared=True)
    other = make_person(alice, "Mai Trần", is_shared=True)
    done = merge(alice, into=into, other=other, at=NOON)

    assert undo(signed_in(carol), done).status_code == FORBIDDEN
    page = signed_in(carol).get(into.get_absolute_url())
    assert url("undo-merge", done) not in words(page)
    assert undo(signed_in(alice), done).status_code == FOUND


@pytest.mark.parametrize("name", ["find-people", "merge-people", "split"])
def test_a_viewer_sees_none_of_it(dave: Membership, two: Two, name: str) -> None:
    client = signed_in(dave)
    page = url(name, *(two if name == "merge-people" else two[:1]))
    before = tables()

    assert client.get(page).status_code == FORBIDDEN
    assert client.post(page).status_code == FORBIDDEN
    assert tables() == before
    assert "/merge/" not in words(client.get(two[0].get_absolute_url()))


def test_ids_of_others_are_none(
    alice: Membership, bob: Membership, carol: Membership, two: Two
) -> None:
    """Second-hand ids (trust.md I3), in either place of the address."""
    mine = make_person(carol, "Mai")
    done = merge(alice, into=two[0], other=make_person(alice, "Mai T"), at=NOON)
    before = tables()

    for member in (bob, carol):
        client = signed_in(member)
        for ends in ((mine, two[0]), (two[0], mine), two):
            page = url("merge-people", *ends)
            assert client.get(page).status_code == MISSING
            assert client.post(page).status_code == MISSING
        assert undo(client, done).status_code == MISSING
        assert client.post(url("split", two[0]), {"name": "Jo"}).status_code == MISSING
    assert tables() == before
