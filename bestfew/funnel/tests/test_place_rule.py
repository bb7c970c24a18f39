"""Where an objective stands, and when the calendar moves it (method.md 4.3, 2.C)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.funnel.rules import (
    SURE,
    Facts,
    Influence,
    Missing,
    Place,
    stand,
    within_half_cycle,
)

TODAY = date(2026, 5, 21)
COVERED = Influence(contacted=True, satisfied=True)
READY = Facts(
    fit_indicated=True,
    fit_verified=True,
    influences=(COVERED,),
    confidence=SURE,
    expected_close=TODAY + timedelta(days=12),
    normal_cycle=60,
)

influences = st.builds(Influence, st.booleans(), st.booleans(), st.booleans())
closes = st.none() | st.integers(-40, 90).map(lambda n: TODAY + timedelta(days=n))
cycles = st.integers(0, 120) | st.floats(0.5, 120, allow_nan=False)
facts = st.builds(
    Facts,
    fit_indicated=st.booleans(),
    fit_verified=st.booleans(),
    influences=st.lists(influences, max_size=4).map(tuple),
    confidence=st.integers(0, 100),
    expected_close=closes,
    normal_cycle=cycles,
)
PLACES = list(Place)


@pytest.mark.parametrize(
    ("days", "eligible"), [(0, True), (29, True), (30, False), (31, False)]
)
def test_closing_must_be_less_than_half_a_cycle_of_60_days_away(
    days: int, eligible: bool
) -> None:
    close = TODAY + timedelta(days=days)

    assert within_half_cycle(close, 60, on=TODAY) is eligible
    standing = stand(replace(READY, expected_close=close), on=TODAY)
    assert (standing.place is Place.BEST_FEW) is eligible


@pytest.mark.parametrize(
    ("change", "place", "missing"),
    [
        ({}, Place.BEST_FEW, ()),
        ({"fit_indicated": False}, Place.UNIVERSE, (Missing.FIT_DATA,)),
        ({"fit_verified": False}, Place.ABOVE, (Missing.FIT_VERIFIED,)),
        ({"influences": ()}, Place.ABOVE, (Missing.INFLUENCE_CONTACTED,)),
        (
            {"fit_verified": False, "influences": ()},
            Place.ABOVE,
            (Missing.FIT_VERIFIED, Missing.INFLUENCE_CONTACTED),
        ),
        (
            {"influences": (COVERED, Influence(contacted=False, satisfied=False))},
            Place.IN,
            (Missing.INFLUENCES_COVERED,),
        ),
        (
            {"influences": (Influence(contacted=True, satisfied=False),)},
            Place.IN,
            (Missing.INFLUENCES_COVERED,),
        ),
        (
            {
                "influences": (
                    COVERED,
                    Influence(contacted=False, satisfied=False, accepted=True),
                )
            },
            Place.BEST_FEW,
            (),
        ),
        ({"confidence": 89}, Place.IN, (Missing.CONFIDENCE,)),
        ({"expected_close": None}, Place.IN, (Missing.EXPECTED_CLOSE,)),
        (
            {"expected_close": TODAY - timedelta(days=1)},
            Place.IN,
            (Missing.EXPECTED_CLOSE,),
        ),
        ({"expected_close": TODAY}, Place.BEST_FEW, ()),
    ],
)
def test_the_place_follows_from_what_is_really_met(
    change: dict[str, object], place: Place, missing: tuple[Missing, ...]
) -> None:
    standing = stand(replace(READY, **change), on=TODAY)  # type: ignore[arg-type]

    assert (standing.place, standing.missing) == (place, missing)


def test_an_accepted_gap_is_no_contact() -> None:
    accepted = Influence(contacted=False, satisfied=False, accepted=True)

    standing = stand(replace(READY, influences=(accepted,)), on=TODAY)

    assert standing.missing == (Missing.INFLUENCE_CONTACTED,)


def test_the_day_after_the_expected_close_it_falls_back() -> None:
    assert READY.expected_close is not None
    falls = READY.expected_close + timedelta(days=1)

    assert stand(READY, on=TODAY).recheck_on == falls
    assert stand(READY, on=falls).place is Place.IN


@given(facts)
def test_every_objective_stands_in_exactly_one_part(known: Facts) -> None:
    standing = stand(known, on=TODAY)

    assert standing.place in PLACES
    assert bool(standing.missing) == (standing.place is not Place.BEST_FEW)


@given(facts)
def test_it_is_looked_at_again_on_the_first_day_that_changes_anything(
    known: Facts,
) -> None:
    now = stand(known, on=TODAY)
    days = (TODAY + timedelta(days=n) for n in range(1, 260))
    changes = (
        day
        for day in days
        if (there := stand(known, on=day)).place is not now.place
        or there.missing != now.missing
    )

    first = next(changes, None)

    assert now.recheck_on == first


@given(facts, st.sampled_from(["fit_indicated", "fit_verified"]))
def test_learning_more_never_moves_it_back(known: Facts, learned: str) -> None:
    before = stand(known, on=TODAY)
    after = stand(replace(known, **{learned: True}), on=TODAY)  # type: ignore[arg-type]

    assert PLACES.index(after.place) >= PLACES.index(before.place)


@given(facts)
def test_covering_everyone_and_being_sure_never_moves_it_back(known: Facts) -> None:
    before = stand(known, on=TODAY)
    after = stand(
        replace(
            known,
            influences=tuple(COVERED for _each in known.influences),
            confidence=100,
        ),
        on=TODAY,
    )

    assert PLACES.index(after.place) >= PLACES.index(before.place)


@given(facts)
def test_the_best_few_are_always_less_than_half_a_cycle_from_their_close(
    known: Facts,
) -> None:
    if stand(known, on=TODAY).place is Place.BEST_FEW:
        assert known.expected_close is not None
        assert 0 <= (known.expected_close - TODAY).days < known.normal_cycle / 2
        assert known.confidence >= SURE
