"""Two at the same moment: one word of the person, one lead, one entry of thanks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log
from bestfew.activities.models import Activity
from bestfew.conftest import NOON
from bestfew.network.actions import referrals
from bestfew.network.actions.moving import Bill, move, thank
from bestfew.network.actions.teammates import SitsElsewhere, recognise
from bestfew.network.models import ClosedBusiness, Referral
from bestfew.network.tests.cast_referrals import (
    HOW,
    LATER,
    make_agreed,
    make_partner,
    make_referral,
    make_three,
)
from bestfew.people.models import Permission, Person
from bestfew.people.tests.cast import make_person
from bestfew.teams.actions import appoint, asking, leave, slips
from bestfew.teams.models import Position, Slip, SlipLink, SlipStep, Status, Thanks
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _steps(slip: Slip) -> list[str]:
    rows = SlipStep.unscoped.filter(slip=slip).order_by("pk")
    return list(rows.values_list("status", flat=True))


def _is_one_lead(bob: Membership) -> None:
    with workspace_scope(bob.workspace):
        lead = Person.objects.get()
        assert Referral.objects.get().person == lead
        assert Permission.objects.filter(person=lead).count() == 1
        assert lead.contact_points.count() == 2


@pytest.mark.parametrize("other", ["giver", "person"])
def test_who_agrees_twice_is_one_lead(
    alice: Membership, bob: Membership, other: str
) -> None:
    """Both doors of the giver; or the giver, while the person answers their link."""
    mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        referral = make_referral(alice, theirs)
        slip = referral.slip
        assert slip is not None
        secret = asking.ask_person(slip, by=mine, at=NOON)
        link = SlipLink.by_secret(secret, at=NOON)
    by_hand = {
        "giver": lambda: slips.agree(slip, how=HOW, at=LATER, by=mine),
        "person": lambda: asking.answer(link, agrees=True, at=LATER),
    }

    came = at_once(
        alice.workspace,
        lambda: referrals.agree(referral, alice, how=HOW, at=LATER),
        by_hand[other],
    )

    assert not [each for each in came if isinstance(each, Exception)]
    assert _steps(slip) == ["identified", "permission"]
    _is_one_lead(bob)


def test_both_businesses_say_how_it_goes_at_once(
    alice: Membership, bob: Membership
) -> None:
    """Each from their own book, into that of the other."""
    _mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        given = make_agreed(alice, theirs)
    with workspace_scope(bob.workspace):
        got = Referral.objects.get()

    def called() -> None:
        with workspace_scope(bob.workspace):
            move(got, Status.CONTACTED, bob, at=LATER)

    introduced, was_called = at_once(
        alice.workspace,
        lambda: move(given, Status.INTRODUCED, alice, at=LATER),
        called,
    )

    assert was_called is None
    assert given.slip is not None
    assert _steps(given.slip)[-1] == "contacted"
    if isinstance(introduced, Exception):  # they had called already
        assert isinstance(introduced, slips.WrongStep)
        assert len(_steps(given.slip)) == 3


def test_a_yes_and_a_no_at_once_are_one_of_the_two(
    alice: Membership, bob: Membership
) -> None:
    mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        slip = make_referral(alice, theirs).slip
        assert slip is not None
    came = at_once(
        alice.workspace,
        lambda: slips.agree(slip, how=HOW, at=LATER, by=mine),
        lambda: slips.move(slip, Status.DECLINED, by=theirs, at=LATER),
    )

    slip.refresh_from_db()
    yes, no = (not isinstance(each, Exception) for each in came)
    assert yes or no
    assert _steps(slip)[-1] == slip.status == ("declined" if no else "permission")
    assert slip.has_details is (not no)


def test_thanks_sent_twice_are_one_entry(alice: Membership, bob: Membership) -> None:
    _mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        make_agreed(alice, theirs)
    with workspace_scope(bob.workspace):
        referral = Referral.objects.get()
    bill = Bill(Decimal(1_100), "GBP", NOON.date(), Decimal(10))

    came = at_once(
        bob.workspace,
        *[lambda: thank(referral, bob, bill, at=LATER, submit_id="once")] * 2,
    )

    with workspace_scope(bob.workspace):
        closed = ClosedBusiness.objects.get()
    assert came == [closed, closed]
    assert Thanks.unscoped.get().amount == Decimal(1_000)


@pytest.mark.parametrize("who", ["giver", "receiver"])
def test_an_agreement_while_one_of_the_two_leaves(
    alice: Membership, bob: Membership, who: str
) -> None:
    """Refused, or blanked by the leaving: what was sealed never stays behind."""
    mine, theirs, mali = make_three(alice, bob)
    appoint(mine, mali, Position.LEADER)
    with workspace_scope(alice.workspace):
        slip = make_referral(alice, theirs).slip
        assert slip is not None
    leaver = mine if who == "giver" else theirs

    agreed, left = at_once(
        alice.workspace,
        lambda: slips.agree(slip, how=HOW, at=LATER, by=mine),
        lambda: leave(leaver, at=LATER),
    )

    slip.refresh_from_db()
    assert left is None
    assert not isinstance(agreed, Exception) or isinstance(agreed, slips.NotInTheTeam)
    assert (slip.person_name, slip.phone, slip.email) == ("", "", "")


def test_an_agreement_after_one_of_the_two_left(
    alice: Membership, bob: Membership
) -> None:
    mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        slip = make_referral(alice, theirs).slip
        assert slip is not None
    leave(theirs, at=LATER)

    with pytest.raises(slips.NotInTheTeam):
        slips.agree(slip, how=HOW, at=LATER, by=mine)

    slip.refresh_from_db()
    assert slip.agreed_at is None
    assert _steps(slip) == ["identified"]


def test_what_is_given_while_one_leaves_has_no_words_left(
    alice: Membership, bob: Membership
) -> None:
    mine, theirs, _mali = make_three(alice, bob)

    given, left = at_once(
        alice.workspace,
        lambda: slips.give(theirs, mine, summary="A couple", level=3, at=LATER),
        lambda: leave(theirs, at=LATER),
    )

    assert left is None
    assert isinstance(given, Slip | slips.NotInTheTeam)
    assert not Slip.unscoped.exclude(summary="").exists()


@pytest.mark.parametrize("turn", range(3))
def test_of_two_partners_one_sits_there(
    alice: Membership, bob: Membership, turn: int
) -> None:
    _mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        one, other = (
            make_partner(alice, make_person(alice, name)) for name in ("Mai", "Noi")
        )

    came = at_once(
        alice.workspace,
        lambda: recognise(one, theirs, by=alice.user, at=LATER),
        lambda: recognise(other, theirs, by=alice.user, at=LATER),
    )

    assert {type(each) for each in came} == {type(None), SitsElsewhere}


@pytest.mark.parametrize("turn", range(3))
def test_a_call_is_logged_whatever_is_said_of_the_referral_meanwhile(
    alice: Membership, bob: Membership, turn: int
) -> None:
    _mine, theirs, _mali = make_three(alice, bob)
    with workspace_scope(alice.workspace):
        make_agreed(alice, theirs)
    with workspace_scope(bob.workspace):
        got = Referral.objects.select_related("person").get()

    came = at_once(
        bob.workspace,
        lambda: log(bob, about=got.person, kind="call", outcome="spoke", at=LATER),
        lambda: move(got, "lost", bob, at=LATER),
    )

    assert not isinstance(came[0], Exception)
    with workspace_scope(bob.workspace):
        assert Activity.objects.count() == 1
        assert Referral.objects.get().status == Slip.unscoped.get().status
