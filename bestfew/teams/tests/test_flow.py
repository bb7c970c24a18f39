"""What passed in a team, in counts and sums."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.teams.flow import passed, passed_with, thanked
from bestfew.teams.models import TeamMember
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member
from bestfew.teams.tests.passing import pass_many, pass_referral, thank_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_workspace")]
AFTER = NOON - timedelta(days=180)


@pytest.fixture
def three(alice: Membership, bob: Membership) -> tuple[TeamMember, ...]:
    mine = make_team(alice)
    florist = seat_member(mine.team, bob, "florist")
    return mine, florist, seat_guest(mine.team, "Mali", "caterer")


def test_referrals_are_counted_by_who_gave_and_who_got(
    three: tuple[TeamMember, ...],
) -> None:
    mine, florist, caterer = three
    pass_many(mine, florist, 3, 1)
    pass_many(florist, caterer, 2, 0)

    found = passed(mine.team_id, after=AFTER, until=NOON)

    assert found == {
        (mine.pk, florist.pk): 3,
        (florist.pk, mine.pk): 1,
        (florist.pk, caterer.pk): 2,
    }
    assert passed_with(mine, after=AFTER, until=NOON) == {
        (mine.pk, florist.pk): 3,
        (florist.pk, mine.pk): 1,
    }


def test_whoever_has_not_agreed_is_no_referral_yet(
    three: tuple[TeamMember, ...],
) -> None:
    mine, florist, _caterer = three
    pass_referral(mine, florist, agreed=False)

    assert not passed(mine.team_id, after=AFTER, until=NOON)


def test_the_window_is_open_at_its_start_and_closed_at_its_end(
    three: tuple[TeamMember, ...],
) -> None:
    mine, florist, _caterer = three
    for at in (AFTER, AFTER + timedelta(seconds=1), NOON, NOON + timedelta(seconds=1)):
        pass_referral(mine, florist, at=at)

    found = passed(mine.team_id, after=AFTER, until=NOON)

    assert found[mine.pk, florist.pk] == 2


def test_money_is_told_in_sums_of_two_and_more(three: tuple[TeamMember, ...]) -> None:
    mine, florist, caterer = three
    thank_for(mine, florist, 1_000)
    since = {"after": AFTER, "until": NOON}

    assert thanked(mine.team_id, giver=mine.pk, **since) == {}

    thank_for(mine, caterer, 500)

    assert thanked(mine.team_id, giver=mine.pk, **since) == {"GBP": Decimal(1_500)}
    assert thanked(mine.team_id, giver=florist.pk, **since) == {}
