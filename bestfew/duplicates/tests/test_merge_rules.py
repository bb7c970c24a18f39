"""What two values come to, and the words that keep every "no"."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.conftest import NOON
from bestfew.duplicates.rules.merging import (
    is_stricter_or_same,
    pick,
    pick_text,
    pick_traits,
    words_needed,
)
from bestfew.people.rules import Word, permission, refuses_contact

PURPOSES = ("any", "follow_up", "news")
MEDIA = ("any", "phone", "email")

words = st.builds(
    Word,
    st.sampled_from(PURPOSES),
    st.sampled_from(MEDIA),
    st.sampled_from(["asked", "given", "refused", "withdrawn"]),
    st.integers(-5, 5).map(lambda n: NOON + timedelta(days=n)),
)
ledgers = st.lists(words, max_size=6).map(lambda all_: sorted(all_, key=_when))


def _when(word: Word) -> datetime:
    return word.at


def needed(
    one: list[Word], other: list[Word], *, is_barred: bool = False
) -> list[Word]:
    return words_needed(
        sorted([*one, *other], key=lambda word: word.at),
        [one, other],
        purposes=PURPOSES,
        media=MEDIA,
        at=NOON,
        is_barred=is_barred,
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "choice", "becomes"),
    [
        ("Mai", "Mai Trần", "", "Mai"),
        ("", "Mai Trần", "", "Mai Trần"),
        (None, 3, "", 3),
        (0, 3, "", 0),
        (False, True, "", False),
        ("Mai", "Mai Trần", "other", "Mai Trần"),
        ("Mai", "", "other", ""),
        ("", "Mai Trần", "into", ""),
    ],
)
def test_mine_stays_unless_it_is_blank_or_the_other_is_chosen(
    mine: object, theirs: object, choice: str, becomes: object
) -> None:
    assert pick(mine, theirs, choice) == becomes


@pytest.mark.parametrize(
    ("mine", "theirs", "choice", "becomes"),
    [
        ("Tea", "Two children", "", "Tea\n\nTwo children"),
        ("Tea", "Two children", "both", "Tea\n\nTwo children"),
        ("Tea", "Two children", "into", "Tea"),
        ("Tea", "Two children", "other", "Two children"),
        ("Loves tea", "tea", "", "Loves tea"),
        ("", "Two children", "", "Two children"),
        ("Tea", "", "both", "Tea"),
    ],
)
def test_of_two_notes_both_stay(
    mine: str, theirs: str, choice: str, becomes: str
) -> None:
    assert pick_text(mine, theirs, choice) == becomes


def test_traits_of_both_stay() -> None:
    mine, theirs = {"Shoe": "38", "Hat": ""}, {"Shoe": "39", "Hat": "7", "Ring": "5"}

    assert pick_traits(mine, theirs) == {"Shoe": "38", "Hat": "7", "Ring": "5"}
    assert pick_traits(mine, theirs, "other") == {"Shoe": "39", "Hat": "7", "Ring": "5"}


def test_a_later_yes_of_the_other_does_not_lift_a_no() -> None:
    refused = [Word("follow_up", "any", "refused", NOON - timedelta(days=9))]
    given_later = [Word("follow_up", "any", "given", NOON - timedelta(days=1))]

    added = needed(refused, given_later)

    assert {word.state for word in added} == {"refused"}
    assert refuses_contact([*refused, *given_later, *added])


def test_two_who_agree_need_no_word() -> None:
    yes = [Word("follow_up", "any", "given", NOON)]

    assert needed(yes, []) == []
    assert needed(yes, yes) == []


def test_a_narrow_no_bars_no_other_way() -> None:
    no_calls = [Word("follow_up", "phone", "refused", NOON - timedelta(days=2))]
    yes = [Word("follow_up", "any", "given", NOON - timedelta(days=1))]

    ledger = [*no_calls, *yes, *needed(no_calls, yes)]

    assert permission(ledger, "follow_up", "phone") == "refused"
    assert permission(ledger, "follow_up", "email") == "given"


def test_somebody_barred_without_a_word_stays_barred() -> None:
    assert refuses_contact(needed([], [], is_barred=True))


@given(one=ledgers, other=ledgers)
def test_nothing_is_allowed_that_was_not(one: list[Word], other: list[Word]) -> None:
    """F9: never more permissive than the stricter of the two."""
    after = [*sorted([*one, *other], key=lambda word: word.at), *needed(one, other)]

    for purpose in PURPOSES:
        for medium in MEDIA:
            before = [permission(ledger, purpose, medium) for ledger in (one, other)]
            now = permission(after, purpose, medium)
            assert is_stricter_or_same(now, *before), (purpose, medium)
