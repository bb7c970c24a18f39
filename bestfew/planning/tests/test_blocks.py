"""Blocks of time, and the morning that is not dropped without saying so (D40-D42)."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.history.models import Event
from bestfew.planning import actions
from bestfew.planning.models import Morning, TimeBlock
from bestfew.planning.queries import blocks_of, is_stored
from bestfew.planning.rules import Shares
from bestfew.planning.rules.week import Slot

pytestmark = pytest.mark.usefixtures("in_workspace")

TODAY = NOON.date()
MONDAY = date(2026, 5, 18)
SUNDAY = MONDAY + timedelta(days=6)
AFTERNOON = Slot(TODAY, 14 * 60, 60, "close")


@pytest.fixture
def seller(alice: Membership) -> Membership:
    """Alice, who has been here since January."""
    Membership.objects.filter(pk=alice.pk).update(joined_at=NOON - timedelta(days=140))
    alice.refresh_from_db()
    return alice


def morning(member: Membership) -> TimeBlock:
    return actions.store_morning(member, MONDAY, at=NOON)


def test_every_week_has_its_morning_from_the_beginning(seller: Membership) -> None:
    (block,) = blocks_of(seller, MONDAY, SUNDAY)

    assert (block.on, block.starts, block.minutes) == (MONDAY, time(9), 240)
    assert block.work == "prospect"
    assert not is_stored(block)
    assert not TimeBlock.objects.exists()


def test_weeks_before_somebody_joined_have_none(seller: Membership) -> None:
    january = date(2025, 12, 1)

    assert blocks_of(seller, january, january + timedelta(days=20)) == []


def test_the_morning_is_stored_once(seller: Membership) -> None:
    first, again = morning(seller), morning(seller)

    assert first.pk == again.pk
    assert TimeBlock.objects.count() == 1
    assert [each.pk for each in blocks_of(seller, MONDAY, SUNDAY)] == [first.pk]


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_is_not_dropped_without_saying_why(seller: Membership, reason: str) -> None:
    block = morning(seller)

    with pytest.raises(actions.ReasonNeeded):
        actions.drop(block, reason=reason, by=seller, at=NOON)

    block.refresh_from_db()
    assert not block.is_dropped


def test_a_dropped_morning_keeps_its_reason(seller: Membership) -> None:
    block = morning(seller)

    for _twice in range(2):
        actions.drop(block, reason=" Ill ", by=seller, at=NOON)

    block.refresh_from_db()
    assert block.is_dropped
    assert block.reason == "Ill"
    assert Event.objects.about(block).filter(verb="dropped").count() == 1


@pytest.mark.parametrize("work", ["close", "off", "prospect"])
def test_nothing_is_put_over_the_morning(seller: Membership, work: str) -> None:
    """It comes first even where there is more to do than time (D41)."""
    with pytest.raises(actions.Taken) as fault:
        actions.add_block(seller, Slot(MONDAY, 11 * 60, 60, work), at=NOON)

    assert fault.value.by.is_morning
    assert not TimeBlock.objects.exists()


def test_where_the_morning_was_dropped_there_is_room(seller: Membership) -> None:
    actions.drop(morning(seller), reason="Ill", by=seller, at=NOON)

    actions.add_block(seller, Slot(MONDAY, 11 * 60, 60, "close"), at=NOON)

    with pytest.raises(actions.Taken):
        actions.restore(morning(seller), by=seller, at=NOON)


def test_it_moves_within_its_week_and_stays_as_long(seller: Membership) -> None:
    block = morning(seller)

    actions.move(block, Slot(TODAY, 10 * 60, 240, "prospect"), by=seller, at=NOON)

    block.refresh_from_db()
    assert (block.on, block.starts) == (TODAY, time(10))
    assert block.ends == "14:00"
    for slot in (Slot(SUNDAY + timedelta(days=1), 540, 240), Slot(TODAY, 540, 30)):
        with pytest.raises(actions.MorningStays):
            actions.move(block, slot, by=seller, at=NOON)


def test_another_morning_holds_from_this_week_on(seller: Membership) -> None:
    for _twice in range(2):
        actions.set_morning(seller, weekday=3, start=480, minutes=180, at=NOON)

    assert Morning.objects.count() == 1
    (this,) = blocks_of(seller, MONDAY, SUNDAY)
    (before,) = blocks_of(seller, MONDAY - timedelta(days=7), MONDAY)[:1]
    assert (this.on.isoweekday(), this.starts, this.minutes) == (3, time(8), 180)
    assert (before.on.isoweekday(), before.starts) == (1, time(9))


def test_the_same_block_twice_is_one_and_another_is_refused(
    seller: Membership,
) -> None:
    first = actions.add_block(seller, AFTERNOON, what="Mai", at=NOON)
    again = actions.add_block(seller, AFTERNOON, what="Mai", at=NOON)

    assert first == again
    with pytest.raises(actions.Taken) as fault:
        actions.add_block(seller, Slot(TODAY, 14 * 60 + 30, 60, "funnel"), at=NOON)
    assert fault.value.by == first


def test_one_block_may_begin_where_another_ends(seller: Membership) -> None:
    actions.add_block(seller, AFTERNOON, at=NOON)
    actions.add_block(seller, Slot(TODAY, 15 * 60, 60, "funnel"), at=NOON)

    assert TimeBlock.objects.count() == 2


def test_what_lies_ahead_cannot_have_been_kept(seller: Membership) -> None:
    ahead = Slot(TODAY + timedelta(days=1), 14 * 60, 60, "close")
    block = actions.add_block(seller, ahead, at=NOON)

    with pytest.raises(actions.NotYet):
        actions.keep(block, by=seller, at=NOON)


def test_kept_dropped_and_planned_again(seller: Membership) -> None:
    block = actions.add_block(seller, AFTERNOON, at=NOON)

    actions.keep(block, by=seller, at=NOON)
    assert block.is_kept
    actions.drop(block, reason="", by=seller, at=NOON)
    assert (block.is_kept, block.is_dropped) == (False, True)
    actions.restore(block, by=seller, at=NOON)
    assert (block.is_kept, block.is_dropped) == (False, False)
    assert block.version == 4


def test_everybody_has_a_week_of_their_own(
    seller: Membership, carol: Membership
) -> None:
    actions.add_block(seller, AFTERNOON, at=NOON)
    actions.add_block(carol, AFTERNOON, at=NOON)

    assert [each.user for each in TimeBlock.objects.of(carol)] == [carol.user]


def test_a_week_fills_itself_once(seller: Membership) -> None:
    monday = MONDAY + timedelta(days=7)
    shares = Shares(20, 40, 40)

    made = actions.fill_week(seller, monday, shares, at=NOON)

    assert sum(each.minutes for each in made) == 2_400 - 240
    assert actions.fill_week(seller, monday, shares, at=NOON) == []
    stored = TimeBlock.objects.filter(morning_of=monday).get()
    assert stored.minutes == 240


def test_of_this_week_only_what_is_left_is_filled(seller: Membership) -> None:
    made = actions.fill_week(seller, MONDAY, Shares(20, 40, 40), at=NOON)

    assert min(each.on for each in made) == TODAY
    assert sum(each.minutes for each in made) == 960


def test_summer_time_moves_the_moment_and_not_the_clock(seller: Membership) -> None:
    winter = Slot(date(2026, 3, 27), 9 * 60, 60, "close")
    summer = Slot(date(2026, 3, 30), 14 * 60, 60, "close")

    with timezone.override(ZoneInfo("Europe/London")):
        before = actions.add_block(seller, winter, at=NOON)
        after = actions.add_block(seller, summer, at=NOON)

    before.refresh_from_db()
    after.refresh_from_db()
    assert before.begins_at.hour == 9
    assert after.begins_at.hour == 13


def test_another_time_zone_leaves_nine_at_nine(seller: Membership) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with timezone.override(ZoneInfo("Europe/London")):
        kept = actions.add_block(seller, Slot(MONDAY, 15 * 60, 60, "close"), at=NOON)
        actions.keep(kept, by=seller, at=NOON)
        ahead = actions.add_block(seller, Slot(tomorrow, 540, 60, "close"), at=NOON)

    with timezone.override(ZoneInfo("Asia/Shanghai")):
        shown = [each.starts for each in blocks_of(seller, tomorrow, tomorrow)]
        actions.keep(ahead, by=seller, at=NOON + timedelta(days=1))

    assert shown == [time(9)]
    for block in (kept, ahead):
        block.refresh_from_db()
    assert ahead.begins_at.hour == 1  # nine in Shanghai, where it was kept
    assert kept.begins_at.hour == 14  # three in London, where it was spent
