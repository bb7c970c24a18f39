"""Professions stand in all four languages; rivalry is symmetric and per pair."""

from __future__ import annotations

import pytest

from bestfew.packs.loader import TRADES
from bestfew.packs.professions import (
    compete,
    own_profession,
    profession_name,
    professions,
    rival_pairs,
    rivals_among,
    rivals_of,
    serving,
)

LANGUAGES = {"en", "vi", "th", "zh-hans"}
FIVE = ["event_planner", "caterer", "photographer", "florist", "travel_agent"]  # A13


def test_every_profession_is_named_once_in_each_language() -> None:
    found = list(professions().values())

    assert all(set(each.name) == LANGUAGES for each in found)
    for language in LANGUAGES:
        names = [each.name[language] for each in found]
        assert all(names)
        assert len(set(names)) == len(names)


def test_keys_fit_their_columns() -> None:
    assert all(len(key) <= 40 for key in professions())


@pytest.mark.parametrize("trade", TRADES)
def test_each_trade_knows_itself_and_ten_that_serve_its_market(trade: str) -> None:
    keys = [each.key for each in serving(trade)]
    own = own_profession(trade)

    assert own in keys
    assert sum(not compete(own, key) for key in keys) >= 9
    assert all(set(each.trades) <= set(TRADES) for each in serving(trade))


def test_events_know_the_five_professions_of_the_method() -> None:
    assert {each.key for each in serving("events")} >= set(FIVE)
    assert not rivals_among(FIVE)


def test_rivalry_is_symmetric_and_never_passes_on() -> None:
    assert compete("photographer", "portrait_photographer")
    assert compete("portrait_photographer", "photographer")
    assert compete("interior_designer", "interior_fitter")
    assert compete("interior_fitter", "builder")
    assert not compete("interior_designer", "builder")


def test_a_profession_competes_with_itself_and_nobody_with_a_blank() -> None:
    assert compete("florist", "florist")
    assert not compete("", "")
    assert not compete("florist", "")


def test_pairs_are_of_two_known_professions() -> None:
    assert all(
        len(pair) == 2 and pair <= professions().keys() for pair in rival_pairs()
    )


def test_rivals_are_named_in_the_order_of_the_list() -> None:
    keys = ["coach", "florist", "trainer", "coach"]

    assert rivals_among(keys) == [
        ("coach", "trainer"),
        ("coach", "coach"),
        ("trainer", "coach"),
    ]
    assert rivals_of("coach", keys) == ["coach", "trainer", "coach"]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Florist"),
        ("vi", "Người bán hoa"),
        ("th", "ร้านดอกไม้"),
        ("zh-hans", "花店"),
        ("zh-tw", "花店"),
        ("fr", "Florist"),
    ],
)
def test_each_reads_a_profession_in_their_own_language(
    language: str, name: str
) -> None:
    assert profession_name("florist", language) == name


def test_a_key_that_no_pack_knows_stands_for_itself() -> None:
    assert profession_name("falconer", "vi") == "falconer"
    assert own_profession("falconry") == ""
