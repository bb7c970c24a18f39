"""Amounts are read as people write them, and never guessed silently."""

from __future__ import annotations

import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.rules import amounts
from bestfew.imports.rules.amounts import Mark, NotAnAmount


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$22,700.00", "22700.00", "USD"),
        ("1.234.567 ₫", "1234567.00", "VND"),
        ("1 234,50 €", "1234.50", "EUR"),
        ("1'234.50", "1234.50", ""),
        ("USD 22,700.00", "22700.00", "USD"),
        ("US$5", "5.00", "USD"),
        ("(500)", "-500.00", ""),
        ("-$3", "-3.00", "USD"),
        ("$-3", "-3.00", "USD"),
        ("1,23,456.00", "123456.00", ""),
        ("1,2 tỷ", "1200000000.00", ""),
        ("500tr", "500000000.00", ""),
        ("$342.09K", "342090.00", "USD"),
        ("12万", "120000.00", ""),
        ("３００", "300.00", ""),
        ("๑๒๐", "120.00", ""),
        ("0.500", "0.50", ""),
        ("1234,567", "1234.57", ""),
    ],
)
@pytest.mark.parametrize("mark", [".", ","])
def test_amounts_that_can_be_read_one_way_are_read_so(
    text: str, value: str, currency: str, mark: Mark
) -> None:
    found = amounts.parse(text, mark=mark)

    assert found == amounts.Amount(Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "with_point", "with_comma"),
    [("฿1,200", "1200", "1.2"), ("22.700", "22.7", "22700"), ("1,234", "1234", "1.23")],
)
def test_amounts_that_can_be_read_two_ways_follow_the_file(
    text: str, with_point: str, with_comma: str
) -> None:
    assert amounts.proves(text) is None
    assert amounts.parse(text, mark=".").value == Decimal(with_point)
    assert amounts.parse(text, mark=",").value == Decimal(with_comma)


def test_the_majority_of_a_file_decides_and_else_the_country() -> None:
    assert amounts.majority(2, 0, country="VN") == "."
    assert amounts.majority(0, 1, country="US") == ","
    assert amounts.majority(0, 0, country="VN") == ","
    assert amounts.majority(0, 0, country="TH") == "."


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "12.34.56,7", "about 500", "1e308", "9" * 16, "--"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        amounts.parse(text, mark=".")


def test_a_bare_dollar_is_the_workspaces_own() -> None:
    assert amounts.parse("$5", mark=".", currency="SGD").currency == "SGD"
    assert amounts.parse("¥5", mark=".", currency="JPY").currency == "JPY"
    assert amounts.parse("$5", mark=".", currency="VND").currency == "USD"


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_every_amount_is_read_back_as_it_was_written(value: Decimal) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    swiss = english.replace(",", "'")

    for text in (english, german, swiss, f"$ {english}", f"{german} €"):
        mark: Mark = "," if "," in text and text.rfind(",") > text.rfind(".") else "."
        assert amounts.parse(text, mark=mark).value == value


@given(st.text(max_size=30))
def test_no_text_makes_the_parser_stumble(text: str) -> None:
    with suppress(NotAnAmount):
        amounts.parse(text, mark=".")


@pytest.mark.parametrize("text", ["1" + ".," * 15_000 + "x1", "1," * 15_000 + "$1"])
def test_a_cell_of_nothing_but_marks_is_read_in_no_time(text: str) -> None:
    """It is looked at while somebody waits for the page (trust.md B8)."""
    began = time.process_time()

    assert amounts.proves(text) is None
    with pytest.raises(NotAnAmount):
        amounts.parse(text, mark=".")

    assert time.process_time() - began < 1
