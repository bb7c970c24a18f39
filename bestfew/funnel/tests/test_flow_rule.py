"""What the counts of a funnel say: method.md 4.5-4.7, 4.11 a, b, e."""

from __future__ import annotations

from typing import Any

import pytest

from bestfew.funnel.rules import flow
from bestfew.funnel.rules.alarms import Light


def test_a_share_of_few_cases_has_its_range() -> None:
    found = flow.share_of(4, 200)

    assert found.mean == pytest.approx(0.022388, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((0.006788, 0.046847), abs=1e-6)
    assert flow.share_of(0, 0).mean == 0.5
    assert not flow.share_of(0, 9).is_enough
    with pytest.raises(ValueError, match="none to all"):
        flow.share_of(3, 2)


def test_coverage_against_what_the_share_of_wins_needs() -> None:
    found = flow.coverage(4_800_000, 1_600_000, 0.22)

    assert found.has == pytest.approx(3)
    assert found.needs == pytest.approx(4.545, abs=1e-3)
    assert found.expected == pytest.approx(1_056_000)
    assert found.expected / 1_600_000 == pytest.approx(0.66)
    assert not found.is_enough
    assert flow.coverage(3, 1, 1 / 3).is_enough


@pytest.mark.parametrize(("remaining", "win"), [(0, 0.2), (-1, 0.2), (10, 0), (10, 2)])
def test_coverage_of_nothing_is_refused(remaining: float, win: float) -> None:
    with pytest.raises(ValueError, match="target above 0"):
        flow.coverage(100, remaining, win)


@pytest.mark.parametrize(
    ("count", "value", "win", "cycle", "a_day"),
    [
        (50, 10_000, 0.2, 30, 3_333.33),
        (40, 25_000, 0.25, 90, 2_777.78),
        (50, 25_000, 0.25, 60, 5_208.33),
        (50, 25_000, 0.25, 48, 5_208.33 * 1.25),
    ],
)
def test_velocity(
    count: int, value: float, win: float, cycle: float, a_day: float
) -> None:
    assert flow.velocity(count, value, win, cycle) == pytest.approx(a_day, rel=1e-5)


def test_a_cycle_of_no_days_has_no_velocity() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        flow.velocity(1, 1, 1, 0)


def test_littles_law_names_a_jam() -> None:
    assert flow.days_through(34, 2) == 17 * 7
    assert flow.days_through(34, 0) is None

    jam = flow.jammed_middle(inside=34, left=26, weeks=13, cycle=60)

    assert jam
    assert (jam.leaving_a_week, jam.days) == (2, 119)
    assert flow.jammed_middle(inside=34, left=26, weeks=13, cycle=119) is None


def test_three_weeks_say_nothing_of_a_jam() -> None:
    assert flow.jammed_middle(inside=34, left=0, weeks=3, cycle=60) is None
    assert flow.jammed_middle(inside=34, left=0, weeks=4, cycle=60)


@pytest.mark.parametrize(("inside", "is_jam"), [(4, False), (5, True)])
def test_nothing_that_leaves_is_a_jam_of_a_crowd(inside: int, is_jam: bool) -> None:
    jam = flow.jammed_middle(inside=inside, left=0, weeks=13, cycle=60)

    assert (jam is not None) is is_jam


def test_the_top_is_dry_below_what_the_usual_wins_need() -> None:
    known: dict[str, Any] = {
        "below": 8,
        "wins": 2,
        "won": 5,
        "tried": 40,
    }
    dry = flow.dry_top(above=6, **known)

    assert dry
    assert (dry.needed, dry.above) == (15, 6)
    assert flow.dry_top(above=15, **known) is None


@pytest.mark.parametrize(
    ("above", "below", "is_dry"), [(0, 3, True), (0, 0, False), (1, 9, False)]
)
def test_with_too_few_cases_only_an_empty_top_is_dry(
    above: int, below: int, is_dry: bool
) -> None:
    found = flow.dry_top(above=above, below=below, wins=2, won=1, tried=9)

    assert (found is not None) is is_dry


def test_best_few_too_early() -> None:
    one = flow.premature_best_few(early=1, best_few=4, fell=0, left=3)
    often = flow.premature_best_few(early=0, best_few=4, fell=6, left=10)

    assert one
    assert not one.fall_often
    assert often
    assert often.fall_often
    assert flow.premature_best_few(early=0, best_few=4, fell=5, left=10) is None
    assert flow.premature_best_few(early=0, best_few=4, fell=9, left=9) is None


def test_fewer_coming_is_seen_against_the_weeks_before() -> None:
    usual = [10] * 20
    fell = flow.fewer_coming([*usual, 11, 9, 10, 11, 9, 12, 8, 6, 5, 7, 6, 4, 5])

    assert fell
    assert fell.light is Light.RED
    assert fell.usual == 10
    assert (fell.weeks, fell.came) == (6, 33)
    assert fell.lately < 10


@pytest.mark.parametrize(
    "weeks",
    [[], [10] * 25, [10] * 26, [0] * 30 + [0] * 13, [10] * 13 + [9, 11] * 6 + [10]],
)
def test_usual_weeks_and_too_few_of_them_say_nothing(weeks: list[int]) -> None:
    assert flow.fewer_coming(weeks) is None
