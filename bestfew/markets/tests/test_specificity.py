"""A target market is a specific set of customers with a need or a wish (A03-A06)."""

from __future__ import annotations

import pytest

from bestfew.markets.rules import Specificity, lines_of, specificity

SIGNS = "Engaged this year\nMarry in Bangkok\n80 guests or more"


def rated(name: str = "Couples", who: str = SIGNS, **facts: str) -> Specificity:
    return specificity(name=name, who=who, **{"needs": "x", "desires": "", **facts})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Everyone", "Everyone"),
        ("anybody with a phone", "anybody"),
        ("All people in Hanoi", "All people"),
        ("all", "all"),
        ("Mọi người ở Hà Nội", "Mọi người"),
        ("tất cả khách hàng", "tất cả"),
        ("ai cũng mua được", "ai cũng"),
        ("ทุกคนที่มีเงิน", "ทุกคน"),
        ("任何人都可以", "任何人"),
        ("所有的客户", "所有的客户"),
    ],
)
def test_everybody_is_found_in_four_languages(text: str, words: str) -> None:
    found = rated(name=text)

    assert found.everybody == words
    assert not found.is_specific


@pytest.mark.parametrize(
    "text",
    [
        "Small firms",
        "All-day weddings",
        "Overall buyers",
        "คนทำงาน",
        "大学老师",
        "cưới",
    ],
)
def test_specific_names_are_left_alone(text: str) -> None:
    assert not rated(name=text).is_for_everybody


def test_three_signs_and_a_need_are_specific() -> None:
    assert rated().is_specific
    assert rated().signs == 3


def test_fewer_signs_are_too_general() -> None:
    assert rated(who="Engaged\n\n - engaged").is_too_general
    assert rated(who="Engaged\n\n - engaged").signs == 1
    assert rated(who="").signs == 0


def test_a_sign_that_means_everybody_is_none() -> None:
    found = rated(who="Marry\nIn Bangkok\nanyone")

    assert found.signs == 2
    assert found.everybody == "anyone"


def test_a_wish_does_for_a_need_and_one_is_needed() -> None:
    assert rated(needs="", desires="An album").is_specific
    assert not rated(needs=" ", desires="").is_specific


def test_lines_lose_their_dashes() -> None:
    assert lines_of(" - one\n\n• two \n* three-fold") == ["one", "two", "three-fold"]
