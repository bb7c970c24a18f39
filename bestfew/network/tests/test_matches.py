"""Whom of my book the others at a table want to meet (A24, A38)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.network.referring.matches import AT_ONCE, Wanted, matches_for, wishing
from bestfew.network.rules.matches import ranked, stands_in, words_of
from bestfew.network.tests.cast_referrals import make_referral, make_three
from bestfew.people.actions import tag
from bestfew.people.tests.cast import make_person
from bestfew.teams.actions import make_seat, take_seat
from bestfew.teams.models import TeamMember

pytestmark = pytest.mark.django_db
Three = tuple[TeamMember, TeamMember, TeamMember]


@pytest.fixture
def three(alice: Membership, bob: Membership, in_workspace: None) -> Three:
    return make_three(alice, bob)


def wants(seat: TeamMember, text: str) -> None:
    TeamMember.unscoped.filter(pk=seat.pk).update(wanted=text)


def matched(me: TeamMember, member: Membership) -> list[Wanted]:
    return matches_for(wishing(me).rows, me, member)


def names(found: list[Wanted]) -> list[list[str]]:
    return [[str(match.person) for match in each.matches] for each in found]


@pytest.mark.parametrize(
    ("wanted", "note"),
    [
        ("Cặp đôi sắp cưới, thích ảnh", "Họ CƯỚI tháng sáu"),
        ("Couples with a garden", "Marries in her garden in June"),
        ("需要婚礼花艺的新人", "六月办婚礼"),
        ("คู่แต่งงาน ที่กรุงเทพ", "รู้จักคู่แต่งงานหลายคู่"),
    ],
)
def test_a_wish_finds_who_is_written_of_like_that_in_every_language(
    alice: Membership, three: Three, wanted: str, note: str
) -> None:
    wants(three[1], wanted)
    make_person(alice, "Oi", note=note)
    make_person(alice, "Noi", note="Bán xe 卖车 ขายรถ")

    assert names(matched(three[0], alice)) == [["Oi"]]


def test_a_tag_of_mine_that_stands_in_a_wish_is_a_match(
    alice: Membership, three: Three
) -> None:
    wants(three[1], "อยากรู้จักเจ้าของร้านอาหารในกรุงเทพ")
    tag(make_person(alice, "Oi"), "เจ้าของร้านอาหาร", by=alice.user, at=NOON)
    make_person(alice, "Noi")

    found = matched(three[0], alice)

    assert names(found) == [["Oi"]]
    assert found[0].matches[0].words == ("เจ้าของร้านอาหาร",)


def test_nobody_is_suggested_who_wants_no_contact_or_was_given_already(
    alice: Membership, three: Three
) -> None:
    wants(three[1], "gardens")
    make_person(alice, "Shut", note="gardens", do_not_contact=True)
    given = make_person(alice, "Given", note="gardens")
    make_referral(alice, three[1], person=given)

    assert names(matched(three[0], alice)) == [[]]


def test_a_large_table_is_read_some_at_a_time_in_few_queries(
    alice: Membership, three: Three, django_assert_max_num_queries: object
) -> None:
    for number in range(AT_ONCE + 2):
        seat = make_seat(three[0].team, label=f"Trade {number}", at=NOON)
        guest = take_seat(seat, at=NOON, name=f"Guest {number:02}", language="en")
        wants(guest, f"gardens {number}")
    make_person(alice, "Oi", note="gardens")
    browser = signed_in(alice)
    path = reverse("network:team-matches", args=[three[0].team_id])

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        first = browser.get(path)
    rest = browser.get(f"{path}?after={wishing(three[0]).next}")

    assert first.text.count("gardens ") == AT_ONCE
    assert rest.text.count("gardens ") == 2
    assert "Oi" in rest.text


def test_a_word_counts_the_more_the_fewer_have_it() -> None:
    people = [(1, "nha cua"), (2, "nha to"), (3, "nha vuon"), (4, "hoa")]

    found = ranked(people, ["nha", "hoa"], most=2)

    assert found == [(4, ["hoa"]), (3, ["nha"])]


def test_words_of_a_spaced_script_stand_where_a_word_begins() -> None:
    assert stands_in("garden", "two gardens")
    assert not stands_in("anh", "thanh")
    assert stands_in("婚礼", "办婚礼")


def test_words_in_which_everybody_asks_are_none() -> None:
    assert words_of("anybody who would like a garden", is_ascii=True) == ["garden"]
    assert words_of("can tim nguoi cuoi", is_ascii=False) == ["cuoi"]
