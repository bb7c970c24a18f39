"""Common clients are counted if both agree, and only a rounded number passes (A16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, make_member, make_user, make_workspace, signed_in
from bestfew.network.actions import overlap
from bestfew.network.models import OverlapConsent, SphereMember
from bestfew.network.tests.cast_sphere import make_partner, profession
from bestfew.people.actions import Contact, add_person
from bestfew.people.models import ContactPoint
from bestfew.teams.actions.leaving import leave
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def fill(member: Membership, numbers: range) -> None:
    """People with these numbers, as somebody in Britain types them."""
    with workspace_scope(member.workspace):
        for n in numbers:
            number = f"020 7946 {n:04}"
            contacts = [Contact("phone", number)]
            add_person(member, at=NOON, name=f"Client {n}", contacts=contacts)


@pytest.fixture
def pair(
    alice: Membership, bob: Membership
) -> Iterator[tuple[SphereMember, SphereMember]]:
    """Bob in alice's sphere, and alice in bob's, by the team in which both sit."""
    fill(alice, range(30))
    fill(bob, range(10, 45))
    mine = make_team(alice)
    seat_member(mine.team, bob, "florist")
    with workspace_scope(bob.workspace):
        theirs = SphereMember.objects.get(team_member=mine)
    with workspace_scope(alice.workspace):
        yield SphereMember.objects.get(team_member__workspace=bob.workspace), theirs


def agree(member: Membership, partner: SphereMember, at: Any = NOON) -> bool:
    with workspace_scope(member.workspace):
        return overlap.agree_to_count(partner, by=member.user, at=at)


def commons(*partners: SphereMember) -> list[int | None]:
    rows = [SphereMember.unscoped.get(pk=each.pk) for each in partners]
    return [each.common for each in rows]


Pair = tuple[SphereMember, SphereMember]


def test_whoever_sits_in_my_team_is_in_my_sphere(pair: Pair) -> None:
    bobs_seat, alices_seat = pair

    assert bobs_seat.profession.key == "florist"
    assert alices_seat.profession.key == "photographer"
    assert bobs_seat.is_shared


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_are_counted(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    came = at_once(
        alice.workspace, lambda: agree(alice, pair[0]), lambda: agree(bob, pair[1])
    )

    assert sorted(map(str, came)) == ["False", "True"]
    assert commons(*pair) == [20, 20]


@pytest.mark.django_db(transaction=True)
def test_no_count_outlives_an_agreement_taken_back_at_once(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    agree(alice, pair[0])

    def take_back() -> None:
        overlap.stop_counting(pair[0], by=alice.user, at=NOON)

    came = at_once(alice.workspace, take_back, lambda: agree(bob, pair[1]))

    assert not [each for each in came if isinstance(each, Exception)]
    assert commons(*pair) == [None, None]


def test_nothing_is_counted_until_both_agree(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    assert not agree(alice, pair[0])
    assert not agree(alice, pair[0])
    assert commons(*pair) == [None, None]
    assert OverlapConsent.unscoped.count() == 1

    assert agree(bob, pair[1])

    assert commons(*pair) == [20, 20]


def test_only_the_rounded_number_is_kept(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    fill(alice, range(30, 33))  # 23 in common
    agree(alice, pair[0])
    agree(bob, pair[1])

    assert commons(*pair) == [25, 25]


def test_who_said_do_not_contact_is_left_out(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    points = ContactPoint.unscoped.filter(workspace=alice.workspace)
    for each in points.order_by("-id")[:3]:
        type(each.person).unscoped.filter(pk=each.person_id).update(do_not_contact=True)
    agree(alice, pair[0])
    agree(bob, pair[1])

    assert commons(*pair) == [15, 15]


def test_taking_it_back_erases_the_count_on_both_sides(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    agree(alice, pair[0])
    agree(bob, pair[1])

    for _each in "12":
        with workspace_scope(bob.workspace):
            overlap.stop_counting(pair[1], by=bob.user, at=NOON)

    assert commons(*pair) == [None, None]
    assert not agree(alice, pair[0], at=NOON + MONTH)


def test_changes_of_a_day_cannot_be_told_from_counts(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    agree(alice, pair[0])
    agree(bob, pair[1])
    fill(alice, range(33, 45))

    with pytest.raises(overlap.CountedLately):
        agree(alice, pair[0], at=NOON + MONTH - timedelta(hours=1))
    with workspace_scope(alice.workspace):
        overlap.stop_counting(pair[0], by=alice.user, at=NOON)
    with pytest.raises(overlap.CountedLately):
        agree(alice, pair[0], at=NOON + timedelta(days=2))

    assert agree(alice, pair[0], at=NOON + MONTH)


def test_a_small_book_is_never_counted(alice: Membership, bob: Membership) -> None:
    fill(alice, range(30))
    fill(bob, range(19))
    mine = make_team(alice)
    seat = seat_member(mine.team, bob, "florist")
    with workspace_scope(bob.workspace):
        agree(bob, SphereMember.objects.get(team_member=mine))

    with workspace_scope(alice.workspace):
        partner = SphereMember.objects.get(team_member=seat)
        with pytest.raises(overlap.BookTooSmall):
            overlap.agree_to_count(partner, by=alice.user, at=NOON)
    assert commons(partner) == [None]


def test_there_is_nothing_to_count_with_guests_and_people_outside_a_team(
    alice: Membership, in_workspace: None
) -> None:
    mine = make_team(alice)
    guest = seat_guest(mine.team, "Mali", "florist")
    partner = make_partner(alice, "Ann", profession=profession("florist"))

    for each in (partner, SphereMember.objects.get(team_member=guest)):
        with pytest.raises(overlap.CannotCount):
            overlap.agree_to_count(each, by=alice.user, at=NOON)


def test_leaving_the_team_erases_the_count_and_ends_the_consents(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    agree(alice, pair[0])
    agree(bob, pair[1])
    seat = pair[0].team_member
    assert seat is not None

    with workspace_scope(bob.workspace):
        leave(seat, at=NOON)

    assert commons(*pair) == [None, None]
    assert not OverlapConsent.unscoped.filter(ended_at=None).exists()
    rows = SphereMember.unscoped.filter(pk__in=[each.pk for each in pair])
    assert {each.ended_at for each in rows} == {NOON}


def test_a_third_business_learns_nothing(pair: Pair, alice: Membership) -> None:
    eve = make_member(make_user("Eve"), make_workspace("Third"), "owner")

    assert signed_in(eve).get(pair[0].get_absolute_url()).status_code == 404
    with workspace_scope(eve.workspace):
        assert not SphereMember.objects.exists()


def test_the_page_says_about_how_many(
    pair: Pair, alice: Membership, bob: Membership
) -> None:
    agree(alice, pair[0])
    agree(bob, pair[1])

    body = signed_in(alice).get(pair[0].get_absolute_url()).content.decode()

    assert "about 20 clients in common" in body
    assert "Client 1" not in body
