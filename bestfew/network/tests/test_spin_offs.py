"""A referral of somebody who came by one is a spin-off of it (2.A.9)."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.network.actions.referrals import About, refer
from bestfew.network.actions.spin_offs import slip_within
from bestfew.network.home.reading import home_of
from bestfew.network.models import Referral
from bestfew.network.tests.cast_referrals import (
    LATER,
    make_agreed,
    make_partner,
    make_three,
)
from bestfew.people.tests.cast import make_person
from bestfew.teams.models import TeamMember

pytestmark = pytest.mark.django_db

NEED = About("Flowers for a table of eight, in May")


@pytest.fixture
def guest(alice: Membership, bob: Membership, in_workspace: None) -> TeamMember:
    """Who sits beside alice and bob; alice's referral to bob was agreed to."""
    _alice, bobs, guest = make_three(alice, bob)
    make_agreed(alice, bobs)
    return guest


def test_whom_a_referral_brought_spins_off(bob: Membership, guest: TeamMember) -> None:
    with workspace_scope(bob.workspace):
        got = Referral.objects.select_related("person", "slip").get()

        spun = refer(bob, guest, NEED, at=LATER, person=got.person)

        assert spun.slip
        assert (spun.kind, spun.origin) == ("spin_off", got)
        assert (spun.slip.kind, spun.slip.origin) == ("spin_off", got.slip)


def test_so_does_whom_they_brought(bob: Membership, guest: TeamMember) -> None:
    with workspace_scope(bob.workspace):
        got = Referral.objects.get()
        friend = make_person(bob, "Friend")
        friend.referred_by_id = got.person_id
        friend.save(update_fields=["referred_by"])

        spun = refer(bob, guest, NEED, at=LATER, person=friend)

        assert (spun.kind, spun.origin) == ("spin_off", got)


def test_anybody_else_does_not(bob: Membership, guest: TeamMember) -> None:
    with workspace_scope(bob.workspace):
        fresh = make_person(bob, "Fresh")

        given = refer(bob, guest, NEED, at=NOON, person=fresh)

        assert (given.kind, given.origin) == ("outside", None)


def test_another_team_does_not_hear_of_the_first(
    bob: Membership, guest: TeamMember
) -> None:
    with workspace_scope(bob.workspace):
        got = Referral.objects.select_related("slip").get()

        assert slip_within(got, guest.team_id) == got.slip
        assert slip_within(got, guest.team_id + 1) is None
        assert slip_within(None, guest.team_id) is None


def test_the_share_inside_the_team_is_told(
    alice: Membership, guest: TeamMember
) -> None:
    partner = make_partner(alice, make_person(alice, "Oi"))
    refer(alice, partner, NEED, at=LATER)

    found = home_of(alice, at=LATER)

    assert found.inside == pytest.approx(0.5)
