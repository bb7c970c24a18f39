"""What businesses share is looked at, too: each fault is made, and found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.models import Seat, TeamMember, TeamRivalry
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member
from bestfew.verify.check import Found
from bestfew.verify.teams import checks

pytestmark = pytest.mark.django_db

Break = Callable[[TeamMember, TeamMember], object]


def found(name: str) -> Found:
    return next(each.find() for each in checks() if each.name == name)


@pytest.fixture
def two(alice: Membership, bob: Membership) -> tuple[TeamMember, TeamMember]:
    """Alice's seat, and that of a guest beside her; bob sits there, too."""
    mine = make_team(alice)
    seat_member(mine.team, bob, "caterer")
    return mine, seat_guest(mine.team, "Mali", "florist")


def who_left(_mine: TeamMember, mali: TeamMember) -> object:
    TeamMember.unscoped.filter(pk=mali.pk).update(left_at=NOON)
    Seat.unscoped.filter(pk=mali.seat_id).update(empty_since=NOON.date())
    return mali.pk


def an_empty_seat(_mine: TeamMember, mali: TeamMember) -> object:
    Seat.unscoped.filter(pk=mali.seat_id).update(empty_since=NOON.date())
    return mali.seat_id


def a_taken_seat(_mine: TeamMember, mali: TeamMember) -> object:
    blank = {"name": "", "business": "", "email": "", "wanted": "", "commitment": ""}
    TeamMember.unscoped.filter(pk=mali.pk).update(left_at=NOON, **blank)
    return mali.seat_id


def rivals(mine: TeamMember, mali: TeamMember) -> object:
    first, second = sorted([mine.seat_id, mali.seat_id])
    said = TeamRivalry.unscoped.create(
        team=mine.team, first_id=first, second_id=second, by=mine, at=timezone.now()
    )
    return said.pk


BREAKS: list[tuple[str, Break]] = [
    ("teams: who left", who_left),
    ("teams: seats", an_empty_seat),
    ("teams: seats", a_taken_seat),
    ("teams: rivals", rivals),
]


def test_a_sound_team_has_no_findings(two: tuple[TeamMember, TeamMember]) -> None:
    assert [each.name for each in checks() if each.find().rows] == []


@pytest.mark.parametrize(("name", "break_it"), BREAKS)
def test_it_is_found(
    two: tuple[TeamMember, TeamMember], name: str, break_it: Break
) -> None:
    wrong = break_it(*two)

    assert found(name) == Found(1, [str(wrong)])
    assert [each.name for each in checks() if each.find().rows] == [name]


def test_every_check_is_broken_here() -> None:
    assert {each.name for each in checks()} == {name for name, _break in BREAKS}
