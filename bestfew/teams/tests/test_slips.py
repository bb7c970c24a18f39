"""A referral between two members: sealed until the person agreed, then step by step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bestfew.accounts.models import LinkUsedOrExpired, Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.teams.actions import asking, leave, slips
from bestfew.teams.actions.slips import Details
from bestfew.teams.actions.thanks import correct_thanks, thank
from bestfew.teams.models import Slip, SlipLink, SlipStep, TeamMember
from bestfew.teams.sharing import guest_scope
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
MAI = Details("Mai Trần", phone="0903 123 456")
HOW = "She said so on the phone"


@pytest.fixture
def mine(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def malis(mine: TeamMember) -> TeamMember:
    return seat_guest(mine.team, "Mali", "florist")


def _given(giver: TeamMember, to: TeamMember, **facts: Any) -> Slip:
    facts = {"summary": "A couple needs flowers in June", "level": 3, **facts}
    return slips.give(giver, to, at=NOON, **facts)


def _statuses(slip: Slip) -> list[str]:
    return [step.status for step in slips.steps_of(slip)]


def test_a_slip_is_blind_until_the_person_agreed(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = _given(malis, mine)

    assert (slip.status, slip.has_details, _statuses(slip)) == (
        "identified", False, ["identified"],
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.unscoped.filter(pk=slip.pk).update(phone="0903 123 456")

    agreed = slips.agree(slip, how=HOW, at=LATER, by=malis, details=MAI)

    assert (agreed.status, agreed.agreed_how, agreed.phone) == (
        "permission", HOW, "0903 123 456",
    )  # fmt: skip


def test_agreed_twice_is_once(mine: TeamMember, malis: TeamMember) -> None:
    slip = _given(malis, mine)

    for _ in range(2):
        slips.agree(slip, how=HOW, at=LATER, by=malis, details=MAI)

    assert _statuses(slip) == ["identified", "permission"]


def test_an_agreement_without_a_way_to_reach_them_changes_nothing(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = _given(malis, mine)

    for details in (None, Details("Mai"), Details(phone="0903 123 456")):
        with pytest.raises(slips.DetailsNeeded):
            slips.agree(slip, how=HOW, at=LATER, by=malis, details=details)

    slip.refresh_from_db(from_queryset=Slip.unscoped.all())
    assert (slip.agreed_at, slip.phone) == (None, "")


def test_only_the_two_read_it(mine: TeamMember, malis: TeamMember) -> None:
    noi = seat_guest(mine.team, "Noi", "caterer")
    _given(malis, mine)

    seen = {}
    for who in (mine, malis, noi):
        with guest_scope(who):
            seen[who.name] = Slip.objects.of(who).count()

    assert seen == {"Alice": 1, "Mali": 1, "Noi": 0}


def test_a_stranger_reaches_no_slip(
    mine: TeamMember, malis: TeamMember, bob: Membership
) -> None:
    _given(malis, mine)

    with workspace_scope(bob.workspace):
        assert not Slip.objects.exists()
        assert not SlipStep.objects.exists()


def test_what_is_refused(mine: TeamMember, malis: TeamMember) -> None:
    with pytest.raises(slips.ReferralToOneself):
        _given(mine, mine)
    with pytest.raises(slips.SummaryNotBlind):
        _given(mine, malis, summary="Call Mai, 0903 123 456")
    with pytest.raises(slips.SummaryNotBlind):
        _given(mine, malis, summary="  ")
    _given(mine, malis)
    with pytest.raises(slips.GivenAlready):
        _given(mine, malis, summary=" a couple  needs flowers in June ")
    TeamMember.unscoped.filter(pk=malis.pk).update(left_at=NOON)
    with pytest.raises(slips.NotInTheTeam):
        _given(mine, malis, summary="Another")


def test_who_sits_in_another_team_gets_nothing(
    mine: TeamMember, alice: Membership
) -> None:
    other = seat_guest(make_team(alice, "Other").team, "Oi", "florist")

    with pytest.raises(slips.NotInTheTeam):
        _given(mine, other)


def test_a_form_sent_twice_is_one_slip(mine: TeamMember, malis: TeamMember) -> None:
    first = _given(mine, malis, submit_id="abc")

    assert _given(mine, malis, submit_id="abc") == first
    assert Slip.unscoped.count() == 1


def test_another_member_s_form_id_is_no_hindrance(
    mine: TeamMember, malis: TeamMember
) -> None:
    first = _given(mine, malis, submit_id="abc")

    assert _given(malis, mine, submit_id="abc") != first


def test_each_takes_their_own_steps(
    mine: TeamMember, malis: TeamMember, bob: Membership
) -> None:
    third = seat_member(mine.team, bob, "caterer")
    slip = slips.agree(_given(malis, mine), how=HOW, at=LATER, by=malis, details=MAI)

    for status, who in (
        ("introduced", mine), ("contacted", malis), ("won", malis), ("won", third),
    ):  # fmt: skip
        with pytest.raises(slips.NotYours):
            slips.move(slip, status, by=who, at=LATER)
    slips.move(slip, "introduced", by=malis, at=LATER, note="She expects you today")
    slips.move(slip, "contacted", by=mine, at=LATER, note="She smokes")
    slip = slips.move(slip, "contacted", by=mine, at=LATER)

    assert slip.status == "contacted"
    assert [step.note for step in slips.steps_of(slip)] == [
        "", "", "She expects you today", "",
    ]  # fmt: skip


def test_nobody_is_introduced_before_they_agreed(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = _given(malis, mine)

    for status, who in (("introduced", malis), ("contacted", mine)):
        with pytest.raises(slips.WrongStep):
            slips.move(slip, status, by=who, at=LATER)


def test_a_mistake_is_corrected_by_another_entry(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = slips.agree(_given(malis, mine), how=HOW, at=LATER, by=malis, details=MAI)
    slips.move(slip, "won", by=mine, at=LATER)
    wrong = slips.steps_of(slip)[-1]

    with pytest.raises(slips.NotYours):
        slips.correct(wrong, by=malis, at=LATER)
    slip = slips.correct(wrong, by=mine, at=LATER, status="meeting")

    assert slip.status == "meeting"
    assert _statuses(slip) == ["identified", "permission", "won", "meeting"]
    with pytest.raises(slips.WrongStep):
        slips.correct(wrong, by=mine, at=LATER)


def test_a_permission_noted_by_mistake_seals_it_again(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = slips.agree(_given(malis, mine), how=HOW, at=LATER, by=malis, details=MAI)

    slip = slips.correct(slips.steps_of(slip)[-1], by=malis, at=LATER)

    assert (slip.status, slip.phone, slip.agreed_at) == ("identified", "", None)


def test_the_person_says_yes_or_no_themselves(
    mine: TeamMember, malis: TeamMember
) -> None:
    for agrees, status in ((True, "permission"), (False, "declined")):
        slip = _given(malis, mine, summary=f"A need: {agrees}")
        secret = asking.ask_person(slip, by=malis, at=NOON, language="vi")
        link = SlipLink.by_secret(secret, at=LATER)

        answered = asking.answer(link, agrees=agrees, at=LATER, details=MAI)

        assert answered.status == status
        assert answered.has_details == agrees
        assert slips.steps_of(slip)[-1].by is None
        with pytest.raises(LinkUsedOrExpired):
            asking.answer(link, agrees=True, at=LATER, details=MAI)


def test_a_new_link_ends_the_old(mine: TeamMember, malis: TeamMember) -> None:
    slip = _given(malis, mine)
    old = asking.ask_person(slip, by=malis, at=NOON)
    asking.ask_person(slip, by=malis, at=NOON)

    with pytest.raises(LinkUsedOrExpired):
        SlipLink.by_secret(old, at=NOON)
    with pytest.raises(slips.NotYours):
        asking.ask_person(slip, by=mine, at=NOON)


def test_who_leaves_takes_their_words_along(
    mine: TeamMember, malis: TeamMember
) -> None:
    slip = slips.agree(_given(malis, mine), how=HOW, at=LATER, by=malis, details=MAI)
    slips.move(slip, "introduced", by=malis, at=LATER, note="She expects you")

    leave(malis, at=LATER)

    slip.refresh_from_db(from_queryset=Slip.unscoped.all())
    words = (slip.summary, slip.person_name, slip.phone, slip.agreed_how)
    assert words == ("", "", "", "")
    assert not any(step.note for step in slips.steps_of(slip))
    assert slip.status == "introduced"


def test_a_win_stands_as_long_as_thanks_for_it_do(
    mine: TeamMember, malis: TeamMember
) -> None:
    """What was closed counts for the giver (2.A.10): it is corrected to 0 first."""
    slip = _given(malis, mine)
    slips.agree(slip, how=HOW, at=LATER, by=malis, details=MAI)
    entry = thank(
        slip, by=mine, amount=Decimal(900), currency="GBP", on=NOON.date(), at=LATER
    )
    win = slips.steps_of(slip)[-1]

    with pytest.raises(slips.ThankedFor):
        slips.correct(win, by=mine, at=LATER)
    assert _statuses(slip)[-1] == "won"

    correct_thanks(entry, by=mine, amount=Decimal(0), at=LATER)
    assert slips.correct(win, by=mine, at=LATER).status == "permission"
