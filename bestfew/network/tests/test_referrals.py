"""Referrals between two books: blind, then a lead; progress back, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log, take_back
from bestfew.conftest import NOON
from bestfew.funnel.actions import end, open_objective, reopen
from bestfew.network.actions import ledger, moving, referrals
from bestfew.network.actions.referrals import About, MayNotRefer, refer, take
from bestfew.network.models import ClosedBusiness, Referral, ReferralStep, SphereMember
from bestfew.network.tests.cast_referrals import (
    HOW,
    LATER,
    NEED,
    make_agreed,
    make_partner,
    make_referral,
    make_three,
)
from bestfew.people.actions import note_permission
from bestfew.people.models import MayNotContact, Person
from bestfew.people.tests.cast import make_person
from bestfew.teams.actions import leave, slips
from bestfew.teams.actions.slips import Details
from bestfew.teams.models import Slip, TeamMember, Thanks

pytestmark = pytest.mark.django_db

Three = tuple[TeamMember, TeamMember, TeamMember]
MORE = LATER.replace(hour=18)


@pytest.fixture
def three(alice: Membership, bob: Membership, in_workspace: None) -> Three:
    return make_three(alice, bob)


def _of(member: Membership) -> Referral:
    """The only referral in somebody's book, which the test reads there."""
    with workspace_scope(member.workspace):
        rows = Referral.objects.select_related("person", "slip", "slip__giver")
        found: Referral = rows.get()
        return found


def _log(member: Membership, person: Person, kind: str, **facts: Any) -> Any:
    with workspace_scope(member.workspace):
        return log(member, about=person, kind=kind, outcome="spoke", at=MORE, **facts)


def test_the_receiver_sees_words_and_no_person(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_referral(alice, three[1])

    got = _of(bob)

    assert (given.person is not None, got.person, got.status) == (
        True, None, "identified",
    )  # fmt: skip
    assert got.words == NEED.summary
    with workspace_scope(bob.workspace):
        assert not Person.objects.exists()
    assert not Slip.unscoped.get().has_details


def test_what_was_agreed_to_becomes_a_lead(
    alice: Membership, bob: Membership, three: Three
) -> None:
    with workspace_scope(bob.workspace):
        known = make_person(bob, "Alice")
        make_partner(bob, known, team_member=three[0])

    given = make_agreed(alice, three[1])

    got = _of(bob)
    with workspace_scope(bob.workspace):
        lead = Person.objects.select_related("source").get(pk=got.person_id)
        points = {p.kind: p.value for p in lead.contact_points.all()}
        word = lead.permissions.get()
        assert lead.source
        assert (lead.name, lead.state, lead.source.key, lead.lawful_basis) == (
            "Mai Trần", "lead", "referral", "referral",
        )  # fmt: skip
        assert points == {"phone": "+84 903 123 456", "email": "mai@example.org"}
        assert lead.referred_by == known
        assert (word.state, lead.note) == ("given", "")
        assert "through a referral" in word.how
    assert given.person
    assert given.person.permissions.get().purpose == "referral"


def test_somebody_known_already_is_nobody_new(
    alice: Membership, bob: Membership, three: Three
) -> None:
    with workspace_scope(bob.workspace):
        known = make_person(bob, "Mai T.", phone="0084903123456")

    make_agreed(alice, three[1])

    assert _of(bob).person == known


def test_a_no_that_the_receiver_has_stands(
    alice: Membership, bob: Membership, three: Three
) -> None:
    """OQ-17: only they take it back themselves; the giver is not told."""
    with workspace_scope(bob.workspace):
        known = make_person(bob, email="mai@example.org")
        note_permission(known, state="refused", by=bob.user, at=NOON)

    given = make_agreed(alice, three[1])

    with workspace_scope(bob.workspace):
        known.refresh_from_db()
        assert known.do_not_contact
    assert given.status == "permission"


def test_progress_returns_as_a_status_and_nothing_else(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])
    lead = _of(bob).person
    assert lead
    seen = []

    for kind in ("call", "meeting", "presentation"):
        _log(bob, lead, kind, note="She is rich")
        seen.append(ledger.locked(given).status)
    with workspace_scope(bob.workspace):
        deal = open_objective(
            bob, name="Flowers", customer=lead, at=MORE, value=5_000, confidence=50
        )
        end(deal, "won", by=bob.user, at=MORE)

    assert seen == ["contacted", "meeting", "proposal"]
    assert ledger.locked(given).status == "won"
    steps = ReferralStep.objects.filter(referral=given).order_by("id")
    assert {step.note for step in steps} == {""}
    assert {step.side for step in steps} == {"us", "them"}


def test_what_is_taken_back_is_corrected(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])
    lead = _of(bob).person
    assert lead
    logged = _log(bob, lead, "call")
    met = _log(bob, lead, "meeting")

    for activity, status in (
        (met.activity, "contacted"),
        (logged.activity, "permission"),
    ):
        with workspace_scope(bob.workspace):
            take_back(activity, by=bob.user, at=MORE)
        assert ledger.locked(given).status == status
        assert _of(bob).status == status
    _log(bob, lead, "call")
    assert ledger.locked(given).status == "contacted"


def test_each_moves_their_own_steps(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])

    moving.move(given, "introduced", alice, at=LATER, note="She expects you")
    with pytest.raises(slips.NotYours):
        moving.move(given, "won", alice, at=LATER)
    got = _of(bob)
    with workspace_scope(bob.workspace):
        moving.move(got, "contacted", bob, at=LATER, note="She was short of time")
        mine = list(ReferralStep.objects.filter(referral=got).order_by("id"))
    told = [step.note for step in slips.steps_of(Slip.unscoped.get())]

    assert told == ["", "", "She expects you", ""]
    assert mine[-1].note == "She was short of time"
    assert ledger.locked(given).status == "contacted"


def test_a_step_by_mistake_is_corrected_in_both_books(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])
    got = _of(bob)
    with workspace_scope(bob.workspace):
        moving.move(got, "lost", bob, at=LATER)
        lost = ledger.last_step(got)
        moving.correct(lost, bob, at=LATER)
        with pytest.raises(slips.WrongStep):  # sent twice, it takes nothing else back
            moving.correct(lost, bob, at=LATER)

    assert ledger.locked(given).status == "permission"
    assert _of(bob).status == "permission"


def test_a_permission_taken_back_ends_calls(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])

    moving.correct(ledger.last_step(given), alice, at=LATER)

    got = _of(bob)
    assert (got.status, got.agreed_at) == ("identified", None)
    assert got.person
    assert got.person.do_not_contact
    assert not Slip.unscoped.get().has_details


def test_who_said_no_is_referred_to_nobody(alice: Membership, three: Three) -> None:
    person = make_person(alice, phone="+84 903 123 456")
    note_permission(person, state="refused", purpose="referral", by=alice.user, at=NOON)
    with pytest.raises(MayNotRefer):
        make_referral(alice, three[1], person=person)
    other = make_person(alice, "Noi")
    note_permission(other, state="refused", by=alice.user, at=NOON)
    with pytest.raises(MayNotContact):
        make_referral(alice, three[1], person=other)

    assert not Referral.objects.exists()
    assert not Slip.unscoped.exists()


def test_a_no_that_came_meanwhile_stops_the_hand_over(
    alice: Membership, three: Three
) -> None:
    given = make_referral(alice, three[1])
    assert given.person
    note_permission(given.person, state="refused", by=alice.user, at=NOON)

    with pytest.raises(slips.SaysNo):
        referrals.agree(given, alice, how=HOW, at=LATER)

    assert not Slip.unscoped.get().has_details


def test_what_else_is_refused(alice: Membership, three: Three) -> None:
    given = make_referral(alice, three[1])
    with pytest.raises(slips.GivenAlready):
        make_referral(alice, three[1], person=given.person)
    with pytest.raises(slips.SummaryNotBlind):
        make_referral(
            alice, three[2], person=given.person, about=About("Tran Mai wants food")
        )
    with pytest.raises(slips.ReferralToOneself):
        make_referral(alice, three[0])
    partner = make_partner(alice, make_person(alice, "Oi"))
    with pytest.raises(slips.ReferralToOneself):
        make_referral(alice, partner, person=partner.person)


def test_a_form_sent_twice_is_one_referral(alice: Membership, three: Three) -> None:
    facts: dict[str, Any] = {"person": make_person(alice), "submit_id": "abc"}

    assert make_referral(alice, three[1], **facts) == make_referral(
        alice, three[1], **facts
    )


def test_a_partner_outside_any_team(alice: Membership, three: Three) -> None:
    partner = make_partner(alice, make_person(alice, "Oi"))
    given = make_agreed(alice, partner)

    moving.move(given, "won", alice, at=LATER)
    got = take(
        alice, partner, NEED, at=NOON, how=HOW,
        details=Details("Noi", phone="+66 81 234 5678"),
    )  # fmt: skip

    assert ledger.locked(given).status == "won"
    assert got.person or ledger.locked(got).person
    lead = Person.objects.get(name="Noi")
    assert lead.referred_by == partner.person
    assert not Slip.unscoped.exists()


def test_thanks_are_a_sum_for_the_giver(
    alice: Membership, bob: Membership, three: Three
) -> None:
    """4.15: an invoice of 11,000 with 10 % tax in it is 10,000."""
    make_agreed(alice, three[1])
    got = _of(bob)
    bill = moving.Bill(Decimal(11_000), "GBP", NOON.date(), Decimal(10))

    with workspace_scope(bob.workspace):
        for _ in range(2):
            closed = moving.thank(got, bob, bill, at=LATER, submit_id="x")
        assert [closed.amount, closed.invoiced] == [10_000, 11_000]
        assert ClosedBusiness.objects.count() == 1
        right = moving.correct_closed(closed, bob, Decimal(9_000), at=LATER)
        assert right.corrects == closed
        with pytest.raises(slips.WrongStep):
            moving.correct_closed(closed, bob, Decimal(1), at=LATER)

    assert not ClosedBusiness.objects.exists()  # in alice's book
    assert _of(bob).status == "won"
    assert [row.amount for row in Thanks.unscoped.order_by("id")] == [10_000, 9_000]


def test_thanks_tell_that_it_was_won_though_the_log_is_taken_back(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])
    lead = _of(bob).person
    assert lead
    with workspace_scope(bob.workspace):
        deal = open_objective(
            bob, name="Flowers", customer=lead, at=MORE, value=5_000, confidence=50
        )
        end(deal, "won", by=bob.user, at=MORE)
        bill = moving.Bill(Decimal(900), "GBP", NOON.date())
        moving.thank(_of(bob), bob, bill, at=MORE, submit_id="x")

        reopen(deal, by=bob.user, at=MORE)

    assert ledger.locked(given).status == _of(bob).status == "won"


def test_the_giver_thanks_nobody(alice: Membership, three: Three) -> None:
    given = make_agreed(alice, three[1])
    bill = moving.Bill(Decimal(1), "GBP", NOON.date())

    with pytest.raises(slips.NotYours):
        moving.thank(given, alice, bill, at=LATER, submit_id="x")


def test_a_guest_gives_and_it_becomes_a_lead(alice: Membership, three: Three) -> None:
    mine, _bobs, malis = three
    slip = slips.give(malis, mine, at=NOON, summary="A wedding", level=2)

    slips.agree(
        slip, how=HOW, at=LATER, by=malis, details=Details("Mai", phone="+66812345678")
    )

    got = Referral.objects.select_related("person").get()
    assert got.person
    assert (got.direction, got.person.name) == ("got", "Mai")


def test_partners_of_a_team_are_known(alice: Membership, three: Three) -> None:
    member = SphereMember.objects.get(team_member=three[1])

    assert refer(alice, three[1], NEED, at=NOON).partner == member


def test_who_leaves_keeps_their_record_and_reads_nothing_of_others(
    alice: Membership, bob: Membership, three: Three
) -> None:
    given = make_agreed(alice, three[1])

    leave(three[1], at=LATER)

    assert _of(bob).words == ""
    assert (_of(bob).status, _of(bob).slip) == ("permission", None)
    assert ledger.locked(given).words == NEED.summary
