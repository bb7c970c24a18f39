"""Competitors, looked at on every pair and named (A12, A20)."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bestfew.packs.professions import compete, professions
from bestfew.teams.rules.rivals import Rivals, Trade

KEYS = ["", *professions()]
TRADES = st.builds(
    Trade,
    st.integers(1, 20),
    st.sampled_from(KEYS),
    st.sampled_from(["", "Dove release", " dove  RELEASE "]),
)
PHOTOGRAPHER = Trade(1, "photographer")
PORTRAITS = Trade(2, "portrait_photographer")
FLORIST = Trade(3, "florist")


def test_the_pack_names_the_pair() -> None:
    rivals = Rivals(compete)

    assert rivals.pairs([PHOTOGRAPHER, FLORIST, PORTRAITS]) == [
        (PHOTOGRAPHER, PORTRAITS)
    ]
    assert rivals.of(FLORIST, [PHOTOGRAPHER, PORTRAITS]) == []


def test_a_member_may_say_of_any_two_that_they_are() -> None:
    rivals = Rivals(compete, {(1, 3)})

    assert rivals.of(FLORIST, [PHOTOGRAPHER, PORTRAITS]) == [PHOTOGRAPHER]


def test_one_profession_has_one_seat() -> None:
    assert Rivals(compete).are(FLORIST, Trade(9, "florist"))
    assert Rivals(compete).are(
        Trade(1, label="Dove release"), Trade(2, label=" dove  RELEASE ")
    )
    assert not Rivals(compete).are(Trade(1, label="Doves"), Trade(2, label="Tents"))


@given(st.lists(TRADES, max_size=8), st.sets(st.tuples(st.integers(1, 9), st.just(10))))
def test_it_goes_both_ways_and_no_pair_is_left_out(
    table: list[Trade], told: set[tuple[int, int]]
) -> None:
    rivals = Rivals(compete, told)

    assert rivals.pairs(table) == [
        (one, other)
        for one, other in combinations(table, 2)
        if rivals.are(one, other) and rivals.are(other, one)
    ]
