"""Referrals that passed in a team, and meetings that were held, for tests of counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count

from bestfew.conftest import NOON
from bestfew.teams.actions import make_seat, take_seat
from bestfew.teams.actions.slips import Details, agree, give
from bestfew.teams.actions.thanks import thank
from bestfew.teams.models import Attendance, Meeting, Slip, Team, TeamMember

_numbers = count(1)


def pass_referral(
    giver: TeamMember, receiver: TeamMember, *, at: datetime = NOON, agreed: bool = True
) -> Slip:
    """One referral; the person agreed at once unless told otherwise."""
    number = next(_numbers)
    slip = give(giver, receiver, at=at, summary=f"Couple {number}", level=3)
    if not agreed:
        return slip
    who = Details(f"Person {number}", email=f"person{number}@example.org")
    return agree(slip, how="asked", at=at, by=giver, details=who)


def pass_many(giver: TeamMember, receiver: TeamMember, gave: int, got: int) -> None:
    """So many from one to the other, and so many back."""
    for _number in range(gave):
        pass_referral(giver, receiver)
    for _number in range(got):
        pass_referral(receiver, giver)


def thank_for(giver: TeamMember, receiver: TeamMember, amount: int) -> None:
    """The receiver closed business through a new referral, and says so."""
    slip = pass_referral(giver, receiver)
    thank(
        slip, by=receiver, amount=Decimal(amount), currency="GBP", on=NOON.date(),
        at=NOON,
    )  # fmt: skip


def seat_many(team: Team, number: int) -> list[TeamMember]:
    """So many guests, each of a trade that no pack knows."""
    found = []
    for at in range(number):
        seat = make_seat(team, label=f"Trade {at}", at=NOON)
        found.append(take_seat(seat, at=NOON, name=f"Guest {at}", language="en"))
    return found


def hold_meeting(
    team: Team, marks: Mapping[TeamMember, str], *, days_ago: int = 7
) -> Meeting:
    """A meeting that took place; whoever was here in time took part."""
    begins = NOON - timedelta(days=days_ago)
    meeting: Meeting = Meeting.unscoped.create(
        team=team, on=begins.date(), starts=time(18), minutes=60, zone=team.zone,
        begins_at=begins, ends_at=begins + timedelta(hours=1), updated_at=begins,
        state=Meeting.State.HELD,
    )  # fmt: skip
    Attendance.unscoped.bulk_create(
        Attendance(
            team=team, meeting=meeting, member=member, state=state,
            took_part=state == Attendance.State.HERE, recorded_at=begins,
        )
        for member, state in marks.items()
    )  # fmt: skip
    return meeting
