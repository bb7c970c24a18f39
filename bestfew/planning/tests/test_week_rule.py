"""The week laid out, and its minutes counted once each."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.planning.rules import ORDER, Shares, Work
from bestfew.planning.rules.spent import Kept, Minutes, spent
from bestfew.planning.rules.week import (
    KIND_OF,
    Slot,
    blank_days,
    clock_at,
    fill,
    minutes_past,
    monday_of,
    usual_morning,
)

MONDAY = date(2026, 5, 18)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
MORNING = Slot(MONDAY, 9 * 60, 240, "prospect")


def laid(shares: Shares, taken: list[Slot], days: list[date] = DAYS) -> list[Slot]:
    return fill(days, shares, week_minutes=2_400, day_minutes=480, taken=taken)


def minutes(slots: list[Slot], work: Work) -> int:
    return sum(slot.minutes for slot in slots if slot.work == KIND_OF[work])


def test_a_week_is_filled_as_the_shares_say_around_the_morning() -> None:
    slots = laid(Shares(20, 40, 40), [MORNING])

    assert [minutes(slots, work) for work in ORDER] == [960, 480 - 240, 960]
    assert not [slot for slot in slots if slot.overlaps(MORNING)]
    assert slots[0] == Slot(MONDAY, 14 * 60, 120, "close")


def test_of_each_day_the_work_that_comes_first_comes_first() -> None:
    slots = laid(Shares(20, 40, 40), [])

    first = [slot.work for slot in slots if slot.on == DAYS[1]]

    assert list(dict.fromkeys(first)) == ["close", "prospect", "funnel"]


def test_what_is_laid_out_already_counts_and_nothing_is_added_twice() -> None:
    slots = laid(Shares(20, 40, 40), [MORNING])

    assert laid(Shares(20, 40, 40), [MORNING, *slots]) == []


def test_what_finds_no_free_time_is_left_out() -> None:
    slots = laid(Shares(20, 40, 40), [], DAYS[3:])

    assert sum(slot.minutes for slot in slots) == 960


def test_a_week_without_days_left_gets_nothing() -> None:
    assert laid(Shares(20, 40, 40), [], []) == []


shares = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(
    lambda two: Shares(10 * min(two), 10 * (max(two) - min(two)), 100 - 10 * max(two))
)
taken = st.lists(
    st.builds(
        Slot,
        on=st.sampled_from(DAYS),
        start=st.integers(0, 20 * 60),
        minutes=st.integers(1, 240),
        work=st.sampled_from(["close", "prospect", "other", "off"]),
    ),
    max_size=6,
)


@given(shares, taken)
def test_nothing_overlaps_and_no_kind_gets_more_than_it_asked(
    wanted: Shares, there: list[Slot]
) -> None:
    slots = laid(wanted, there)

    for slot in slots:
        others = [each for each in [*slots, *there] if each is not slot]
        assert not [each for each in others if each.overlaps(slot)]
        assert slot.minutes > 0
        assert slot.minutes % 60 == 0
        assert slot.end <= 24 * 60
    for work in ORDER:
        asked = 2_400 * wanted.of(work) / 100 - minutes(there, work)
        assert minutes(slots, work) <= max(0, asked) + 30


@given(shares)
def test_an_empty_week_takes_all_that_is_asked(wanted: Shares) -> None:
    slots = laid(wanted, [])

    assert [minutes(slots, work) for work in ORDER] == [
        24 * wanted.of(work) for work in ORDER
    ]


@pytest.mark.parametrize(
    ("week_hours", "days", "expected"),
    [
        (40, [1, 2, 3, 4, 5], (1, 540, 240)),
        (40, [], (1, 540, 240)),
        (20, [2, 4], (2, 540, 120)),
        (80, [6, 3], (3, 540, 240)),
        (1, [1], (1, 540, 30)),
    ],
)
def test_the_morning_is_a_tenth_of_the_week_on_its_first_day(
    week_hours: int, days: list[int], expected: tuple[int, int, int]
) -> None:
    assert usual_morning(week_hours=week_hours, days=days) == expected


def test_days_and_clocks() -> None:
    assert monday_of(date(2026, 5, 24)) == monday_of(MONDAY) == MONDAY
    assert minutes_past(time(9, 30)) == 570
    assert clock_at(570) == time(9, 30)
    assert not Slot(MONDAY, 540, 60).overlaps(Slot(MONDAY, 600, 60))
    assert not Slot(MONDAY, 540, 60).overlaps(Slot(DAYS[1], 540, 60))


def test_a_day_is_blank_where_nothing_was_done_and_nobody_was_off() -> None:
    assert blank_days(DAYS, worked=DAYS[:2], off=DAYS[4:]) == DAYS[2:4]


def test_a_kept_block_counts_what_the_log_does_not_tell() -> None:
    logged = Minutes(close=30, prospect=45, other=10)

    found = spent(
        logged,
        [Kept("prospect", 240, logged=75), Kept("funnel", 60, logged=90)],
    )

    assert found == Minutes(close=30, prospect=45 + 165, funnel=0, other=10)
    assert found.total == 240


def test_shares_are_of_the_three_kinds_alone() -> None:
    assert Minutes(60, 30, 30, other=500).shares() == {
        Work.CLOSE: 50.0,
        Work.PROSPECT: 25.0,
        Work.COVER: 25.0,
    }
    assert Minutes(other=500).shares() is None


@given(
    st.builds(Minutes, *[st.integers(0, 5_000)] * 3).filter(lambda spent: spent.total)
)
def test_whole_shares_sum_to_100_and_are_next_to_the_true_ones(spent: Minutes) -> None:
    whole = spent.whole_shares()

    assert whole is not None
    assert whole.total == 100
    for work in ORDER:
        assert abs(whole.of(work) - 100 * spent.on(work) / spent.total) < 1


def test_a_third_each_is_told_as_100() -> None:
    assert Minutes(20, 20, 20).whole_shares() == Shares(33, 33, 34)


def test_time_off_is_not_spent_and_sums_below_zero_are_none() -> None:
    found = Minutes.of({"off": 60, "prospect": -5, "close": 7, "what": 3, "other": 2})

    assert found == Minutes(close=7, other=5)
    assert found.plus("off", 60) == found


kept = st.builds(
    Kept,
    work=st.sampled_from(["close", "prospect", "funnel", "other", "off"]),
    minutes=st.integers(0, 600),
    logged=st.integers(0, 600),
)


@given(st.lists(kept, max_size=9))
def test_no_minute_is_in_it_twice(blocks: list[Kept]) -> None:
    worked = [block for block in blocks if block.work != "off"]
    logged = Minutes(close=sum(block.logged for block in worked))

    found = spent(logged, blocks)

    together = sum(max(block.minutes, block.logged) for block in worked)
    assert found.total + found.other == together
