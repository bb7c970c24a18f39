"""How steadily one reaches people, from the weeks that there were."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.reach.queries import Aims, reached_between
from bestfew.reach.tests.cast import TODAY, count, make_channels
from bestfew.reach.watching import Watched, first_watched, watched, watched_team

pytestmark = pytest.mark.usefixtures("in_workspace")


def seen(member: Membership) -> Watched:
    days = reached_between(first_watched(TODAY), TODAY, [member.user_id])
    aims = Aims.of(member.user_id)
    return watched(member, aims, days, today=TODAY, day_is_over=False)


def test_weeks_before_the_first_count_are_not_the_weakest(alice: Membership) -> None:
    alice.joined_at = NOON - timedelta(days=15)
    calls = make_channels()["calls"]
    for ago, many in ((1, 30), (9, 10)):
        count(alice, calls, many, on=TODAY - timedelta(days=ago))

    found = seen(alice)

    assert (found.weeks, found.steady) == (2, 0.5)


def test_one_week_tells_nothing_of_steadiness(alice: Membership) -> None:
    alice.joined_at = NOON - timedelta(days=9)
    count(alice, make_channels()["calls"], 30, on=TODAY - timedelta(days=1))

    assert seen(alice).steady is None


def test_a_team_is_watched_member_by_member(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    calls = make_channels()["calls"]
    count(alice, calls, 10, is_given=True)
    count(carol, calls, 10)

    found = watched_team([alice, carol, dave], today=TODAY, day_is_over=False)

    assert {user: each.given for user, each in found.items()} == {
        alice.user_id: 1,
        carol.user_id: 0,
    }
    assert found[alice.user_id] == seen(alice)
