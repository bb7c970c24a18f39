"""Referrals between businesses are looked at: each fault is made, and found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.actions import slips, thanks
from bestfew.teams.actions.slips import Details
from bestfew.teams.models import Slip, SlipStep, TeamMember, Thanks
from bestfew.teams.tests.cast import make_team, seat_guest
from bestfew.verify.check import Found
from bestfew.verify.slips import checks

pytestmark = pytest.mark.django_db

MAI = Details("Mai Trần", phone="0903 123 456")
Break = Callable[[Slip], object]


def found(name: str) -> Found:
    return next(each.find() for each in checks() if each.name == name)


@pytest.fixture
def slip(alice: Membership) -> Slip:
    """Of three in the ledger, the one that was won, after a mistake was corrected."""
    mine = make_team(alice)
    mali = seat_guest(mine.team, "Mali", "florist")
    slips.give(mali, mine, summary="A ball in June", level=2, at=NOON)
    made = slips.give(mali, mine, summary="A couple in May", level=3, at=NOON)
    slips.agree(made, how="She said so", at=NOON, by=mali, details=MAI)
    slips.move(made, "proposal", by=mine, at=NOON)
    mistaken = slips.steps_of(made)[-1]
    slips.correct(mistaken, by=mine, at=NOON + timedelta(hours=1), status="meeting")
    thanks.thank(
        made, by=mine, amount=Decimal(10_000), currency="GBP", on=NOON.date(),
        at=NOON + timedelta(hours=2),
    )  # fmt: skip
    slips.give(mine, mali, summary="A shop in March", level=1, at=NOON)
    made.refresh_from_db(from_queryset=Slip.unscoped.all())
    return made


def other_status(slip: Slip) -> object:
    Slip.unscoped.filter(pk=slip.pk).update(status="lost")
    return slip.pk


def no_ledger(slip: Slip) -> object:
    SlipStep.unscoped.filter(slip=slip).delete()
    return slip.pk


def nobody_agreed(slip: Slip) -> object:
    said = SlipStep.unscoped.get(slip=slip, status="permission")
    SlipStep.unscoped.filter(pk=said.pk).update(status="introduced")
    return slip.pk


def giver_left(slip: Slip) -> object:
    TeamMember.unscoped.filter(pk=slip.giver_id).update(left_at=NOON)
    Slip.unscoped.exclude(pk=slip.pk).update(summary="")
    return slip.pk


def receiver_left(slip: Slip) -> object:
    TeamMember.unscoped.filter(pk=slip.receiver_id).update(left_at=NOON)
    Slip.unscoped.filter(giver=slip.receiver_id).update(summary="")
    return slip.pk


def thanks_of_another(slip: Slip) -> object:
    Thanks.unscoped.update(giver=slip.receiver_id, receiver=slip.giver_id)
    return Thanks.unscoped.get().pk


BREAKS: list[tuple[str, Break]] = [
    ("referrals: status", other_status),
    ("referrals: status", no_ledger),
    ("referrals: sealed", nobody_agreed),
    ("referrals: who left", giver_left),
    ("referrals: who left", receiver_left),
    ("referrals: thanks", thanks_of_another),
]


def test_sound_referrals_have_no_findings(slip: Slip) -> None:
    assert [each.name for each in checks() if each.find().rows] == []


@pytest.mark.parametrize(("name", "break_it"), BREAKS)
def test_it_is_found(slip: Slip, name: str, break_it: Break) -> None:
    wrong = break_it(slip)

    assert found(name) == Found(1, [str(wrong)])


def test_every_check_is_broken_here() -> None:
    assert {each.name for each in checks()} == {name for name, _break in BREAKS}
