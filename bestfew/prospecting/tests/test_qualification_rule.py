"""What answers make of someone: method.md 4.17 and 2.B.4."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.prospecting.rules import (
    BUILT_IN_PROFILES,
    Criterion,
    StateName,
    Value,
    judge,
)

VALUES: list[Value] = ["unknown", "met", "not_met"]
KEYS = ["fit", "money", "authority", "need", "interest", "timeframe"]
criteria = st.lists(
    st.builds(Criterion, st.sampled_from(KEYS), st.booleans()),
    unique_by=lambda each: each.key,
    max_size=5,
)
answers = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES))


def profile(key: str) -> list[Criterion]:
    return [Criterion(each) for each in BUILT_IN_PROFILES[key]]


@pytest.mark.parametrize(
    ("fit", "money", "authority", "state"),
    [
        ("met", "unknown", "unknown", "possible"),
        ("met", "met", "not_met", "disqualified"),
        ("met", "met", "met", "prospect"),
        ("unknown", "unknown", "unknown", "lead"),
        ("not_met", "unknown", "unknown", "disqualified"),
    ],
)
def test_the_states_of_text_001(
    fit: Value, money: Value, authority: Value, state: StateName
) -> None:
    known = {"fit": fit, "money": money, "authority": authority}

    assert judge(profile("001"), known).state == state


def test_interest_is_not_asked_by_001_but_by_002a() -> None:
    known: dict[str, Value] = {"fit": "met", "money": "met", "authority": "met"}

    assert judge(profile("001"), known).state == "prospect"
    assert judge(profile("002a"), known).state == "possible"
    assert judge(profile("002a"), {**known, "interest": "met"}).state == "prospect"


@pytest.mark.parametrize(
    ("key", "required"),
    [
        ("001", ("fit", "money", "authority")),
        ("002a", ("money", "authority", "interest")),
        ("002b", ("need", "authority", "money")),
        ("bant", ("money", "authority", "need", "timeframe")),
    ],
)
def test_the_built_in_profiles(key: str, required: tuple[str, ...]) -> None:
    assert BUILT_IN_PROFILES[key] == required
    assert judge(profile(key), dict.fromkeys(required, "met")).state == "prospect"


def test_the_next_question_is_the_failed_one_then_the_first_unknown() -> None:
    criteria = profile("001")

    assert judge(criteria, {}).next_question == "fit"
    assert judge(criteria, {"fit": "met"}).next_question == "money"
    assert judge(criteria, {"authority": "not_met"}).next_question == "authority"
    assert judge(criteria, dict.fromkeys(KEYS, "met")).next_question is None


def test_a_criterion_that_only_informs_disqualifies_nobody() -> None:
    criteria = [Criterion("fit"), Criterion("interest", required=False)]

    assert judge(criteria, {"fit": "met", "interest": "not_met"}).state == "prospect"
    assert judge(criteria, {"interest": "met"}).state == "possible"


@given(criteria, answers)
def test_every_criterion_is_told_once_and_the_state_follows(
    asked: list[Criterion], known: dict[str, Value]
) -> None:
    verdict = judge(asked, known)
    required = {each.key for each in asked if each.required}
    told = [*verdict.met, *verdict.unknown, *verdict.not_met]

    assert sorted(told) == sorted(each.key for each in asked)
    assert (verdict.state == "disqualified") == bool(required & set(verdict.not_met))
    if verdict.state == "prospect":
        assert required <= set(verdict.met)


@given(criteria, answers, st.sampled_from(KEYS))
def test_a_yes_never_makes_less_of_someone(
    asked: list[Criterion], known: dict[str, Value], key: str
) -> None:
    order: list[StateName] = ["disqualified", "lead", "possible", "prospect"]
    before = judge(asked, known)
    after = judge(asked, {**known, key: "met"})

    assert order.index(after.state) >= order.index(before.state)
