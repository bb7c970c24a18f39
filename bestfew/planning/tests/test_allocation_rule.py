"""The time allocation: method.md 4.1, number by number."""

from __future__ import annotations

from dataclasses import astuple
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.planning.rules import Shares, Work, allocate

counts = st.integers(min_value=0, max_value=10_000)
floors = st.integers(min_value=0, max_value=10)


@pytest.mark.parametrize(
    ("name", "given_counts", "expected"),
    [
        ("Pep", (6, 15, 12), (20, 40, 40)),
        ("Anna", (20, 3, 9), (60, 10, 30)),
        ("Toni", (6, 18, 10), (20, 50, 30)),
    ],
)
def test_the_three_professionals_of_the_text_get_the_shares_of_the_text(
    name: str, given_counts: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    assert astuple(allocate(*given_counts)) == expected
    assert astuple(allocate(*given_counts, floor=0)) == expected


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ((1, 3, 13), (0, 20, 80)),
        ((1, 2, 18), (0, 10, 90)),
        ((1, 2, 4), (10, 30, 60)),
        ((1, 2, 12), (10, 10, 80)),
        ((1, 9, 16), (0, 40, 60)),
        ((1, 3, 18), (10, 10, 80)),
    ],
)
def test_it_is_the_largest_remainder_and_no_other_rule(
    given_counts: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    assert astuple(allocate(*given_counts, floor=0)) == expected


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ((1, 1, 1), (30, 30, 40)),
        ((2, 1, 1), (50, 20, 30)),
        ((1, 1, 2), (30, 20, 50)),
        ((1, 4, 1), (20, 60, 20)),
        ((1, 5, 1), (10, 70, 20)),
    ],
)
def test_equal_remainders_go_to_the_work_that_comes_first(
    given_counts: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    assert astuple(allocate(*given_counts)) == expected


@pytest.mark.parametrize(
    ("given_counts", "floor", "expected"),
    [
        ((0, 4, 4), 1, (10, 40, 50)),
        ((0, 4, 4), 0, (0, 50, 50)),
        ((1, 3, 13), 1, (10, 20, 70)),
        ((1, 3, 13), 0, (0, 20, 80)),
        ((0, 0, 5), 1, (10, 0, 90)),
        ((0, 5, 5), 2, (20, 40, 40)),
        ((0, 1, 1), 10, (100, 0, 0)),
    ],
)
def test_a_morning_is_always_kept_for_prospecting(
    given_counts: tuple[int, int, int], floor: int, expected: tuple[int, int, int]
) -> None:
    assert astuple(allocate(*given_counts, floor=floor)) == expected


@pytest.mark.parametrize("floor", [0, 1, 10])
def test_without_any_objective_all_time_goes_to_prospecting(floor: int) -> None:
    assert astuple(allocate(0, 0, 0, floor=floor)) == (100, 0, 0)


@pytest.mark.parametrize("wrong", [(-1, 2, 3), (1, -2, 3), (1, 2, -3)])
def test_a_negative_count_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        allocate(*wrong)


@pytest.mark.parametrize("floor", [-1, 11])
def test_a_floor_must_fit_the_week(floor: int) -> None:
    with pytest.raises(ValueError, match="floor"):
        allocate(1, 2, 3, floor=floor)


@pytest.mark.parametrize("shares", [(50, 40, 20), (110, -10, 0), (0, 0, 0)])
def test_shares_that_do_not_make_a_whole_are_refused(
    shares: tuple[int, int, int],
) -> None:
    with pytest.raises(ValueError, match="sum to 100"):
        Shares(*shares)


@given(counts, counts, counts, floors)
def test_shares_sum_to_100_in_steps_of_ten_and_keep_the_floor(
    above: int, in_: int, best_few: int, floor: int
) -> None:
    shares = allocate(above, in_, best_few, floor=floor)

    assert sum(astuple(shares)) == 100
    assert all(share >= 0 and share % 10 == 0 for share in astuple(shares))
    assert shares.above >= floor * 10


@given(counts, counts, counts)
def test_no_share_is_a_step_or_more_from_its_quota(
    above: int, in_: int, best_few: int
) -> None:
    total = above + in_ + best_few or 1
    shares = allocate(above, in_, best_few, floor=0)

    if above + in_ + best_few:
        for share, count in zip(astuple(shares), (above, in_, best_few), strict=True):
            assert abs(share - Fraction(100 * count, total)) < 10


@given(counts, counts, counts)
def test_more_objectives_in_a_part_never_get_less_time_than_fewer_in_another(
    above: int, in_: int, best_few: int
) -> None:
    shares = allocate(above, in_, best_few, floor=0)
    by_count = {
        Work.PROSPECT: above,
        Work.COVER: in_,
        Work.CLOSE: best_few,
    }

    for one, few in by_count.items():
        for other, many in by_count.items():
            assert few <= many or shares.of(one) >= shares.of(other)


@given(counts, counts, counts, st.integers(min_value=0, max_value=9))
def test_a_higher_floor_never_takes_time_from_prospecting(
    above: int, in_: int, best_few: int, floor: int
) -> None:
    lower = allocate(above, in_, best_few, floor=floor)
    higher = allocate(above, in_, best_few, floor=floor + 1)

    assert higher.above >= lower.above


PROFESSIONALS = [
    ((6, 15, 12), (20, 40, 40)),
    ((20, 3, 9), (60, 10, 30)),
    ((6, 18, 10), (20, 50, 30)),
]


def test_eighty_pairs_of_efforts_give_the_shares_of_the_text_too() -> None:
    """The count of method.md 4.1: in steps of 0.05, relative to work in the funnel."""
    grid = [Fraction(n, 20) for n in range(1, 61)]

    fitting = [
        (above, best_few)
        for above in grid
        for best_few in grid
        if all(
            astuple(allocate(*counts, effort=(above, 1, best_few))) == expected
            for counts, expected in PROFESSIONALS
        )
    ]

    assert len(fitting) == 80
    assert min(fitting)[0] == Fraction(85, 100)
    assert max(fitting)[0] == Fraction(3, 2)
    assert {best_few for _above, best_few in fitting} == {
        Fraction(n, 20) for n in range(20, 29)
    }


def test_more_effort_for_an_objective_is_more_time() -> None:
    assert astuple(allocate(10, 10, 10, effort=(2, 1, 1))) == (50, 20, 30)


def test_in_smaller_steps_the_shares_come_nearer() -> None:
    assert astuple(allocate(6, 15, 12, step=5)) == (20, 45, 35)
    assert astuple(allocate(0, 4, 4, step=5)) == (10, 45, 45)
    assert astuple(allocate(6, 15, 12, step=1)) == (18, 46, 36)


@pytest.mark.parametrize("step", [0, 3, 25, 100])
def test_other_steps_are_refused(step: int) -> None:
    with pytest.raises(ValueError, match="1, 2, 5 or 10"):
        allocate(1, 2, 3, step=step)


@pytest.mark.parametrize("effort", [(0, 1, 1), (1, -1, 1), (1, 1)])
def test_efforts_are_three_and_above_nothing(effort: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="three efforts"):
        allocate(1, 2, 3, effort=effort)
