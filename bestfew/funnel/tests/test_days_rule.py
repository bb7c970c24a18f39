"""Days counted from lives: what stands where, what moved, what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules.days import Cell, Count, Life, Moment, count_days

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=30)
ANN = 7


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def moment(n: int, place: str, value: int = 100) -> Moment:
    return Moment(day(n), place, "GBP", Decimal(value))


def cell(n: int, place: str) -> Cell:
    return Cell(day(n), ANN, place, "GBP")


def counted(*lives: Life) -> dict[Cell, Count]:
    return count_days(lives, first=FIRST, last=LAST)


def test_a_life_is_in_one_place_a_day_until_it_ends() -> None:
    found = counted(
        Life(
            ANN,
            (moment(0, "above"), moment(3, "in"), moment(5, "best_few", 80)),
            ended_on=day(7),
            is_won=True,
        )
    )

    stood = {(each.on, each.place) for each, count in found.items() if count.count}
    assert stood == {
        *((day(n), "above") for n in range(3)),
        *((day(n), "in") for n in (3, 4)),
        *((day(n), "best_few") for n in (5, 6)),
    }
    assert found[cell(5, "best_few")].value == 80
    assert found[cell(3, "above")] == Count(moved_out=1)
    assert found[cell(3, "in")] == Count(
        1, Decimal(100), moved_in=1, entered=1, went_on=1, won=1
    )
    assert found[cell(7, "best_few")] == Count(moved_out=1)


def test_a_fall_and_a_return_are_moves_but_only_one_entry() -> None:
    found = counted(
        Life(ANN, (moment(0, "in"), moment(2, "best_few"), moment(4, "in")))
    )

    assert found[cell(4, "best_few")] == Count(moved_out=1, fell=1)
    assert (found[cell(4, "in")].moved_in, found[cell(4, "in")].entered) == (1, 0)
    assert found[cell(0, "in")].went_on == 1
    assert found[cell(2, "best_few")].went_on == 0


def test_what_is_set_aside_is_nowhere_and_neither_fell_nor_went_on() -> None:
    found = counted(Life(ANN, (moment(0, "in"), moment(2, ""), moment(6, "in"))))

    assert {each.place for each in found} == {"in"}
    assert cell(3, "in") not in found
    assert (found[cell(2, "in")].moved_out, found[cell(2, "in")].fell) == (1, 0)
    assert found[cell(6, "in")].moved_in == 1


def test_another_value_is_no_move() -> None:
    found = counted(Life(ANN, (moment(0, "in", 100), moment(2, "in", 40))))

    assert [found[cell(n, "in")].value for n in (1, 2)] == [100, 40]
    assert found[cell(2, "in")] == Count(1, Decimal(40))


def test_what_came_before_the_first_day_is_in_its_counts() -> None:
    found = counted(Life(ANN, (moment(-20, "above"), moment(-9, "in"))))

    assert found[cell(0, "in")] == Count(1, Decimal(100))
    assert {each.place for each in found} == {"in"}


def test_an_end_on_the_first_day_leaves_nothing() -> None:
    assert not counted(Life(ANN, (moment(2, "in"),), ended_on=day(2), is_won=True))
    assert not counted(Life(ANN, (moment(40, "in"),)))


PLACES = st.sampled_from(["universe", "above", "in", "best_few", ""])
LIVES = st.lists(
    st.builds(
        lambda days, places, end, won: Life(
            ANN,
            tuple(
                moment(n, place) for n, place in zip(sorted(days), places, strict=False)
            ),
            ended_on=None if end is None else day(end),
            is_won=won and end is not None,
        ),
        st.sets(st.integers(-10, 40), min_size=1, max_size=6),
        st.lists(PLACES, min_size=6, max_size=6),
        st.none() | st.integers(0, 45),
        st.booleans(),
    ),
    max_size=8,
)


def place_at(life: Life, on: date) -> str:
    if life.ended_on and life.ended_on <= on:
        return ""
    past = [each.place for each in life.moments if each.on <= on]
    return past[-1] if past else ""


@given(LIVES)
def test_every_day_counts_who_stands_there_and_moves_explain_it(
    lives: list[Life],
) -> None:
    found = counted(*lives)

    for n in range(31):
        should = Counter(filter(None, (place_at(life, day(n)) for life in lives)))
        for place in ("universe", "above", "in", "best_few"):
            now = found.get(cell(n, place), Count())
            assert now.count == should[place]
            if n:
                before = found.get(cell(n - 1, place), Count())
                assert now.count == before.count + now.moved_in - now.moved_out
            assert 0 <= now.won <= now.went_on <= now.entered <= now.moved_in
            assert 0 <= now.fell <= now.moved_out
