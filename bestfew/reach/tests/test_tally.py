"""Counting people reached: once, corrected by entries, on the right day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.prospecting.models import Campaign
from bestfew.reach import actions, rules
from bestfew.reach.models import ReachDay, Tally
from bestfew.reach.queries import reached_on, with_last_count
from bestfew.reach.tests.cast import (
    DAY_OF_TEXT_002,
    TODAY,
    count,
    days,
    make_channels,
)

pytestmark = pytest.mark.usefixtures("in_workspace")


def test_the_day_of_text_002_is_2200_against_2000(alice: Membership) -> None:
    channels = make_channels()
    actions.set_targets(alice.user, [(1, None, 2_000)], since=TODAY, at=NOON)

    for key, many in DAY_OF_TEXT_002:
        count(alice, channels[key], many)

    found = reached_on(alice.user_id, TODAY)
    assert (found.total, found.target, found.left) == (2_200, 2_000, 0)
    assert found.cost == Decimal(40)  # 1,000 leaflets
    assert {each.channel.key: each.total for each in found.used}["leaflets"] == 1_000


def test_the_same_submit_id_counts_once(alice: Membership, carol: Membership) -> None:
    calls = make_channels()["calls"]

    first = count(alice, calls, 5, submit_id="a")
    again = count(alice, calls, 5, submit_id="a")
    count(carol, calls, 5, submit_id="a")

    assert first == again
    assert Tally.objects.count() == 2
    assert ReachDay.objects.get(user=alice.user).by_hand == 5


@pytest.mark.parametrize("many", [0, -5, 100_001, 5_000_000])
def test_a_count_out_of_bounds_writes_nothing(alice: Membership, many: int) -> None:
    calls = make_channels()["calls"]

    with pytest.raises(actions.CountOutOfBounds):
        count(alice, calls, many)

    assert not Tally.objects.exists()


def test_a_closed_channel_takes_none_but_knows_what_came_before(
    alice: Membership,
) -> None:
    calls = make_channels()["calls"]
    first = count(alice, calls, 5, submit_id="a")
    calls.is_open = False
    calls.save()

    with pytest.raises(actions.ChannelClosed):
        count(alice, calls, 5, submit_id="b")

    assert count(alice, calls, 5, submit_id="a") == first


def test_a_clock_far_off_counts_today_and_is_remembered(alice: Membership) -> None:
    calls = make_channels()["calls"]
    told = TODAY + timedelta(days=400)

    row = count(alice, calls, 5, on=told)

    assert (row.on, row.told_on) == (TODAY, told)


def test_taking_back_is_an_entry_and_happens_once(
    alice: Membership, carol: Membership
) -> None:
    calls = make_channels()["calls"]
    entry = count(carol, calls, 50, minutes=30)

    back = actions.take_back(entry, by=alice, at=NOON)
    again = actions.take_back(entry, by=carol, at=NOON)

    assert back == again
    assert (back.count, back.minutes, back.by) == (-50, -30, carol.user)
    assert not ReachDay.objects.exists()
    assert Tally.objects.count() == 2


def test_only_who_counted_or_who_leads_takes_back(
    alice: Membership, carol: Membership
) -> None:
    entry = count(alice, make_channels()["calls"], 50)

    with pytest.raises(actions.NotYours):
        actions.take_back(entry, by=carol, at=NOON)


def test_a_total_writes_the_difference(alice: Membership) -> None:
    calls = make_channels()["calls"]
    count(alice, calls, 50)

    for _twice in range(2):
        actions.set_total(alice, channel=calls, total=30, on=TODAY, at=NOON)

    assert days() == [(TODAY, "calls", 30, 0)]
    assert sorted(Tally.objects.values_list("count", flat=True)) == [-20, 50]


def test_a_campaign_says_the_channel_and_its_cost(alice: Membership) -> None:
    channels = make_channels()
    campaign = Campaign.objects.create(
        channel=channels["leaflets"],
        name="Crossroads",
        starts_on=TODAY,
        planned=500,
        cost=60,
        owner=alice.user,
        created_at=NOON,
        is_given=True,
    )

    count(alice, channels["calls"], 250, campaign=campaign)

    (used,) = reached_on(alice.user_id, TODAY).used
    assert (used.channel.key, used.total, used.given) == ("leaflets", 250, 250)
    assert used.cost == 30


def test_one_tap_counts_what_was_counted_last(alice: Membership) -> None:
    channels = make_channels()
    count(alice, channels["leaflets"], 500)
    count(alice, channels["leaflets"], 100)
    entry = count(alice, channels["calls"], 7)
    actions.take_back(entry, by=alice, at=NOON)

    found = with_last_count(alice.user_id, TODAY - timedelta(days=1))

    assert {each.key: each.last for each in found if each.last} == {
        "leaflets": 100,
        "calls": 7,
    }


def test_targets_hold_from_their_day_on(alice: Membership) -> None:
    calls = make_channels()["calls"]
    week_ago, tomorrow = TODAY - timedelta(days=7), TODAY + timedelta(days=1)
    for count_, since in ((100, week_ago), (200, tomorrow)):
        aims = [(1, calls, count_)]
        actions.set_targets(alice.user, aims, since=since, at=NOON)

    assert reached_on(alice.user_id, TODAY).target == 100
    assert reached_on(alice.user_id, tomorrow).target == 200
    assert reached_on(alice.user_id, week_ago - timedelta(days=1)).target == 0


def test_what_a_total_took_off_is_not_taken_back_again(alice: Membership) -> None:
    leaflets = make_channels()["leaflets"]
    entry = count(alice, leaflets, 100)
    less = actions.set_total(alice, channel=leaflets, total=40, on=TODAY, at=NOON)

    with pytest.raises(actions.CountedAnew):
        actions.take_back(entry, by=alice, at=NOON)

    assert days() == [(TODAY, "leaflets", 40, 0)]
    assert less is not None
    actions.take_back(less, by=alice, at=NOON)
    actions.take_back(entry, by=alice, at=NOON)
    assert days() == []


def test_a_total_far_below_what_is_there_is_refused(alice: Membership) -> None:
    leaflets = make_channels()["leaflets"]
    for _again in range(2):
        count(alice, leaflets, rules.MOST)

    with pytest.raises(actions.CountOutOfBounds):
        actions.set_total(alice, channel=leaflets, total=0, on=TODAY, at=NOON)
