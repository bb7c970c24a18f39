"""The queue of pairs in the browser."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.duplicates import reviewing
from bestfew.duplicates.models import Decision, Merge, Pair
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


def make_pair(member: Membership, name: str = "Mai", *, chance: float = 0.97) -> Pair:
    first = make_person(member, f"{name} Trần", phone="+44 20 7946 0001")
    second = make_person(member, f"Trần {name}", phone="+44 20 7946 0001")
    found: Pair = Pair.objects.create(
        first=first,
        second=second,
        probability=chance,
        agrees=["phone"],
        differs=["name", "trait:City"],
    )
    return found


def url(name: str, *args: object) -> str:
    return reverse(f"duplicates:{name}", args=args)


@pytest.fixture
def browser(alice: Membership) -> Client:
    return signed_in(alice)


def test_the_likeliest_pair_comes_first(browser: Client, alice: Membership) -> None:
    make_pair(alice, "Hoa", chance=0.96)
    likely = make_pair(alice, "Mai", chance=0.99)

    page = browser.get(url("review"))

    assert page.context["pair"] == likely
    assert [each.probability for each in page.context["page"].rows] == [0.99, 0.96]
    text = page.content.decode()
    assert "2 possible duplicates" in text
    assert "99% likely to be one person" in text
    assert "City differs" in text


def test_both_are_laid_out_side_by_side(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)
    pair.first.traits, pair.second.traits = {"City": "Hue"}, {"City": "Da Nang"}
    for each in (pair.first, pair.second):
        each.save(update_fields=["traits"])

    page = browser.get(url("pair", pair.pk))

    lines = {str(line.label): line for line in page.context["lines"]}
    assert lines["phone"].sign.label == "the same"
    assert lines["City"].sides == (["Hue"], ["Da Nang"])
    assert lines["City"].sign.label == "differs"


def test_a_merge_takes_what_was_chosen_and_shows_the_next(
    browser: Client, alice: Membership
) -> None:
    pair, behind = make_pair(alice), make_pair(alice, "Hoa", chance=0.96)

    answer = browser.post(url("merge-pair", pair.pk), {"name": "other"})

    assert answer.headers["Location"] == url("pair", behind.pk)
    stayed = Person.objects.get(pk=pair.first_id)
    assert stayed.name == "Trần Mai"
    assert not Person.objects.filter(pk=pair.second_id).exists()
    pair.refresh_from_db()
    assert pair.decision == Decision.MERGED


def test_a_merge_is_undone_from_the_queue(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)
    browser.post(url("merge-pair", pair.pk))

    answer = browser.post(url("undo", pair.pk))

    assert answer.headers["Location"] == url("pair", pair.pk)
    assert browser.get(url("review")).context["pair"] == pair
    assert Person.objects.filter(pk=pair.second_id).exists()


def test_not_the_same_is_kept_and_undone(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)

    answer = browser.post(url("tell-apart", pair.pk), follow=True)

    pair.refresh_from_db()
    assert pair.decision == Decision.APART
    assert pair.decided_by == alice.user
    assert url("undo", pair.pk) in answer.content.decode()
    browser.post(url("undo", pair.pk))
    assert list(Pair.objects.open().filter(decided_by=None)) == [pair]


def test_not_the_same_is_remembered_through_a_merge_of_either(
    browser: Client, alice: Membership
) -> None:
    pair = make_pair(alice)
    browser.post(url("tell-apart", pair.pk))
    third = make_person(alice, "Mai T.", phone="+44 20 7946 0001")
    again = Pair.objects.create(first=pair.second, second=third, probability=0.96)

    browser.post(url("merge-pair", again.pk))

    told = Pair.objects.visible_to(alice).told_apart()
    assert {(each.first_id, each.second_id) for each in told} == {
        (pair.first_id, pair.second_id)
    }
    assert not Pair.objects.visible_to(alice).open().exists()


def test_twice_is_once(browser: Client, alice: Membership) -> None:
    apart, one = make_pair(alice), make_pair(alice, "Hoa", chance=0.96)

    for _ in range(2):
        browser.post(url("tell-apart", apart.pk))
        browser.post(url("merge-pair", one.pk))

    assert Pair.objects.told_apart().count() == 1
    assert Merge.objects.count() == 1


def test_what_was_decided_is_not_decided_otherwise(
    browser: Client, alice: Membership
) -> None:
    pair = make_pair(alice)
    reviewing.tell_apart(pair, by=alice.user, at=NOON)

    merged = browser.post(url("merge-pair", pair.pk), follow=True)
    shown = browser.get(url("pair", pair.pk))

    assert "Somebody decided on this pair already." in merged.content.decode()
    assert shown.headers["Location"] == url("review")
    assert Person.objects.filter(pk=pair.second_id).exists()


def test_a_choice_by_an_older_page_is_none(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)
    seen = browser.get(url("pair", pair.pk)).context["form"]["seen"].value()
    Person.objects.filter(pk=pair.first_id).update(version=9)

    browser.post(url("merge-pair", pair.pk), {"seen": seen})

    assert Person.objects.filter(pk=pair.second_id).exists()


def test_nonsense_is_no_choice(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)

    answer = browser.post(url("merge-pair", pair.pk), {"name": "neither"})

    assert answer.status_code == 422
    assert Person.objects.filter(pk=pair.second_id).exists()


@pytest.mark.parametrize("name", ["merge-pair", "tell-apart", "undo"])
def test_a_stranger_finds_no_pair(
    name: str, alice: Membership, bob: Membership
) -> None:
    pair = make_pair(alice)

    answer = signed_in(bob).post(url(name, pair.pk))

    assert answer.status_code == 404
    assert list(Pair.objects.open()) == [pair]


def test_a_seller_sees_pairs_of_their_own_only(
    alice: Membership, carol: Membership
) -> None:
    hidden, mine = make_pair(alice), make_pair(carol, "Hoa")
    half = Pair.objects.create(first=hidden.first, second=mine.first, probability=0.99)
    client = signed_in(carol)

    page = client.get(url("review"))

    assert [each.pk for each in page.context["page"].rows] == [mine.pk]
    assert client.get(url("pair", half.pk)).status_code == 404


def test_a_viewer_decides_nothing(alice: Membership, dave: Membership) -> None:
    pair = make_pair(alice)

    answers = [
        signed_in(dave).post(url(name, pair.pk))
        for name in ("merge-pair", "tell-apart", "undo")
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]


@pytest.mark.parametrize("name", ["merge-pair", "tell-apart", "undo"])
def test_a_pair_is_not_decided_by_looking(
    name: str, browser: Client, alice: Membership
) -> None:
    pair = make_pair(alice)

    assert browser.get(url(name, pair.pk)).status_code == 405


def test_who_is_gone_is_in_no_pair(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)
    pair.second.delete()

    assert browser.get(url("pair", pair.pk)).status_code == 404
    assert browser.get(url("review")).context["pair"] is None


def test_the_queue_is_paged(browser: Client, alice: Membership) -> None:
    pair = make_pair(alice)
    others = [make_person(alice, f"Number {n}") for n in range(35)]
    Pair.objects.bulk_create(
        Pair(first=pair.first, second=other, probability=0.95) for other in others
    )

    first = browser.get(url("review"))
    rest = browser.get(url("review"), {"after": first.context["page"].next})

    assert len(first.context["page"].rows) == 30
    assert len(rest.context["page"].rows) == 6
    assert "pair" not in rest.content.decode().split("queue")[0]


def test_people_link_to_what_waits(browser: Client, alice: Membership) -> None:
    before = browser.get(reverse("people:list"))
    make_pair(alice)

    after = browser.get(reverse("people:list"))

    assert url("review") not in before.content.decode()
    assert "One possible duplicate" in after.content.decode()
