"""Visibility, credibility, profitability by evidence (method.md 2.A.11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.network.rules.building import Built, Step, next_step, steps
from bestfew.network.rules.overlap import common, may_count, rounded
from bestfew.network.rules.stage import Evidence, Reason, Stage, standing

ORDER = list(Stage)


@pytest.mark.parametrize(
    ("seen", "stage"),
    [
        (Evidence(), Stage.NEW),
        (Evidence(answers=1), Stage.VISIBILITY),
        (Evidence(told=1), Stage.VISIBILITY),
        (Evidence(knows_wanted=True), Stage.VISIBILITY),
        (Evidence(talks=1, answers=10), Stage.VISIBILITY),
        (Evidence(talks=2), Stage.CREDIBILITY),
        (Evidence(talks=50, answers=10), Stage.CREDIBILITY),
        (Evidence(has_bought=True), Stage.CREDIBILITY),
        (Evidence(gave=9), Stage.CREDIBILITY),
        (Evidence(got=9), Stage.CREDIBILITY),
        (Evidence(gave=1, got=1), Stage.PROFITABILITY),
    ],
)
def test_a_stage_follows_from_the_evidence(seen: Evidence, stage: Stage) -> None:
    assert standing(seen).stage == stage


def test_who_only_buys_stays_at_credibility() -> None:
    found = standing(Evidence(talks=20, answers=10, has_bought=True))

    assert found.stage == Stage.CREDIBILITY
    assert found.missing == (Reason.GAVE, Reason.GOT)


def test_a_stage_has_its_reasons_with_counts_and_what_is_missing() -> None:
    found = standing(Evidence(talks=3, answers=7, gave=2))

    assert found.because == ((Reason.TALKS, 3), (Reason.GAVE, 2))
    assert found.missing == (Reason.GOT,)


counts = st.integers(0, 20)
evidence = st.builds(
    Evidence,
    talks=counts,
    answers=st.integers(0, 10),
    told=st.integers(0, 5),
    knows_wanted=st.booleans(),
    has_bought=st.booleans(),
    gave=counts,
    got=counts,
)


@given(seen=evidence, more=st.integers(1, 3))
def test_more_of_anything_never_leads_back(seen: Evidence, more: int) -> None:
    from dataclasses import replace

    before = ORDER.index(standing(seen).stage)

    for name in ("talks", "gave", "got"):
        grown = replace(seen, **{name: getattr(seen, name) + more})
        assert ORDER.index(standing(grown).stage) >= before


@given(seen=evidence)
def test_only_the_last_stage_misses_nothing(seen: Evidence) -> None:
    found = standing(seen)

    assert bool(found.missing) == (found.stage != Stage.PROFITABILITY)
    assert all(count > 0 for _reason, count in found.because)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (4, 0), (5, 5), (7, 5), (8, 10), (12, 10), (49, 50), (54, 50), (55, 60)],
)
def test_counts_are_rounded(count: int, told: int) -> None:
    assert rounded(count) == told


@given(mine=st.sets(st.text(max_size=3)), theirs=st.sets(st.text(max_size=3)))
def test_common_clients_are_the_same_from_both_sides(
    mine: set[str], theirs: set[str]
) -> None:
    assert common(mine, theirs) == common(theirs, mine) == rounded(len(mine & theirs))


def test_common_clients_are_counted_once_a_month() -> None:
    from datetime import timedelta

    from bestfew.conftest import NOON

    assert may_count(None, at=NOON)
    assert not may_count(NOON, at=NOON + timedelta(days=29, hours=23))
    assert may_count(NOON, at=NOON + timedelta(days=30))


def test_the_steps_come_in_order_and_the_first_open_one_is_next() -> None:
    assert next_step(steps(Built())).step == Step.MARKET  # type: ignore[union-attr]
    half = Built(markets=2, professions=9, knows_mine=True, filled=3, members=3)

    found = next_step(steps(half))

    assert found is not None
    assert (found.step, found.done, found.of) == (Step.SPHERE, 3, 9)


def test_nothing_is_next_once_everything_stands() -> None:
    done = Built(1, 2, True, 2, 2, 2, 2, 2, 1)

    assert next_step(steps(done)) is None
    assert all(each.is_done for each in steps(done))


def test_nobody_in_the_sphere_is_nobody_known() -> None:
    assert not any(each.is_done for each in steps(Built())[4:])
