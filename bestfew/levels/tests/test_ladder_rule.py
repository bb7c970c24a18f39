"""The ladder of one person, from days alone (method C07-C18, OQ-4, OQ-5)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.levels.rules.ladder import (
    Facts,
    Level,
    Thresholds,
    climb,
    highest,
)
from bestfew.levels.rules.reasons import lacking, reasons

DAY = date(2026, 3, 2)
USUAL = Thresholds()


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def level(facts: Facts, thresholds: Thresholds = USUAL) -> int:
    return climb(facts, thresholds).level


def test_nobody_who_was_never_reached_stands_anywhere() -> None:
    ladder = climb(Facts(), USUAL)

    assert ladder.level == 0
    assert not any(ladder.days)


def test_a_first_contact_reaches() -> None:
    assert climb(Facts(contacted=day(0)), USUAL).days[:2] == (day(0), None)


def test_who_contacts_us_first_was_reached_by_it() -> None:
    ladder = climb(Facts(answered=day(3)), USUAL)

    assert ladder.level == Level.RESPONDED
    assert ladder.on(Level.REACHED) == day(3)


def test_a_response_makes_no_prospect() -> None:
    """C14: the mistake that most sellers make."""
    facts = Facts(contacted=day(0), answered=day(1), viewed=day(2))

    assert level(facts) == Level.RESPONDED
    assert [lack.code for lack in lacking(facts, climb(facts, USUAL), USUAL, {})] == [
        *("viewed_too_early", "need", "authority", "money"),
    ]


def test_knowing_all_of_somebody_who_never_spoke_makes_no_prospect() -> None:
    facts = Facts(contacted=day(0), qualified=day(1))
    ladder = climb(facts, USUAL)

    assert ladder.level == Level.REACHED
    assert [lack.code for lack in lacking(facts, ladder, USUAL, {})] == ["talk"]


def test_a_qualified_answer_makes_a_prospect() -> None:
    ladder = climb(Facts(answered=day(1), qualified=day(4)), USUAL)

    assert ladder.level == Level.PROSPECT
    assert ladder.days[:3] == (day(1), day(1), day(4))
    assert not ladder.is_outbound


def test_a_conversation_of_ours_can_make_a_prospect() -> None:
    """OQ-4: the explicit outbound flag; they count as answering on that very day."""
    ladder = climb(Facts(contacted=day(0), spoke=day(0), qualified=day(2)), USUAL)

    assert ladder.is_outbound
    assert ladder.days[:3] == (day(0), day(2), day(2))


def test_a_viewing_counts_from_the_day_they_are_a_prospect() -> None:
    facts = Facts(answered=day(0), viewed=day(1), qualified=day(5))

    assert climb(facts, USUAL).on(Level.VIEWED) == day(5)


def test_a_purchase_proves_everything_below() -> None:
    facts = Facts(purchases=(day(7),))

    assert climb(facts, USUAL).days[:5] == (day(7),) * 5
    assert not climb(facts, USUAL).is_outbound
    codes = [why.code for why in reasons(facts, climb(facts, USUAL))]
    assert codes == ["bought", "passed", "bought", "passed", "passed"]


def test_the_second_purchase_makes_regular() -> None:
    facts = Facts(purchases=(day(1), day(9)))

    assert climb(facts, USUAL).on(Level.REGULAR) == day(9)
    assert level(facts, Thresholds(regular=3)) == Level.BOUGHT


@pytest.mark.parametrize(
    ("facts", "thresholds", "expected"),
    [
        (Facts(purchases=(day(1),), close_word=day(2)), USUAL, Level.BOUGHT),
        (Facts(purchases=(day(1), day(3)), close_word=day(2)), USUAL, Level.CLOSE),
        (Facts(purchases=(day(1),) * 4), Thresholds(close=4), Level.CLOSE),
        (Facts(purchases=(day(1),) * 3), Thresholds(close=4), Level.REGULAR),
        (Facts(purchases=(day(1),), brought=(day(2),)), USUAL, Level.BOUGHT),
        (Facts(purchases=(day(1),) * 2, brought=(day(2),)), USUAL, Level.LOYAL),
        (
            Facts(purchases=(day(1),) * 2, brought=(day(2),)),
            Thresholds(loyal=2),
            Level.REGULAR,
        ),
        (Facts(purchases=(day(1),) * 2, loyal_word=day(2)), USUAL, Level.LOYAL),
        (Facts(loyal_word=day(2)), USUAL, 0),
    ],
)
def test_the_highest_levels_need_purchases_first(
    facts: Facts, thresholds: Thresholds, expected: int
) -> None:
    assert level(facts, thresholds) == expected


def test_a_disqualified_one_falls_back_and_keeps_the_days() -> None:
    facts = Facts(answered=day(0), qualified=day(1), viewed=day(2), is_out=True)
    ladder = climb(facts, USUAL)

    assert ladder.level == Level.RESPONDED
    assert ladder.is_fallen
    assert ladder.on(Level.VIEWED) == day(2)
    lacks = lacking(facts, ladder, USUAL, {"money": "not_met", "need": "met"})
    assert [lack.code for lack in lacks] == ["out", "authority", "no_money"]


def test_who_bought_does_not_fall() -> None:
    facts = Facts(answered=day(0), purchases=(day(1),), is_out=True)

    assert level(facts) == Level.BOUGHT


DAYS = st.one_of(st.none(), st.integers(0, 60).map(day))
MANY = st.lists(st.integers(0, 60).map(day), max_size=5).map(sorted).map(tuple)
FACTS = st.builds(
    Facts,
    contacted=DAYS,
    answered=DAYS,
    spoke=DAYS,
    qualified=DAYS,
    viewed=DAYS,
    purchases=MANY,
    close_word=DAYS,
    loyal_word=DAYS,
    brought=MANY,
    is_out=st.booleans(),
)
THRESHOLDS = st.builds(
    Thresholds,
    regular=st.integers(2, 4),
    close=st.one_of(st.none(), st.integers(2, 5)),
    loyal=st.integers(1, 3),
)


@given(facts=FACTS, thresholds=THRESHOLDS)
def test_who_stands_higher_passed_the_lower_not_later(
    facts: Facts, thresholds: Thresholds
) -> None:
    days = climb(facts, thresholds).days

    for lower, higher in pairwise(days):
        assert higher is None or (lower is not None and lower <= higher)


@given(facts=FACTS, thresholds=THRESHOLDS)
def test_bought_is_what_the_endings_say(facts: Facts, thresholds: Thresholds) -> None:
    days = climb(facts, thresholds).days

    assert days[Level.BOUGHT - 1] == (facts.purchases[0] if facts.purchases else None)
    is_regular = len(facts.purchases) >= thresholds.regular
    assert (days[Level.REGULAR - 1] is not None) == is_regular


@given(facts=FACTS, thresholds=THRESHOLDS)
def test_a_prospect_spoke_or_answered_or_bought(
    facts: Facts, thresholds: Thresholds
) -> None:
    ladder = climb(facts, thresholds)

    if ladder.level >= Level.PROSPECT:
        assert facts.purchases or facts.answered or facts.spoke
        assert facts.purchases or facts.qualified


@given(facts=FACTS, thresholds=THRESHOLDS)
def test_every_level_has_a_reason_and_every_lack_a_word(
    facts: Facts, thresholds: Thresholds
) -> None:
    ladder = climb(facts, thresholds)

    assert len(reasons(facts, ladder)) == highest(ladder.days)
    lacks = lacking(facts, ladder, thresholds, {})
    assert bool(lacks) != (ladder.level == Level.LOYAL)
