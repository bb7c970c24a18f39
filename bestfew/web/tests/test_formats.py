"""Money, numbers, days as each language writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.web import formats

SUNDAY = date(2026, 11, 22)
LANGUAGES = ["en", "vi", "th", "zh-hans"]


def plain(text: str) -> str:
    """The text with ordinary spaces, as one types it into a test."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("1234567.5", "VND", "vi", "1.234.568 ₫"),
        ("1234567.5", "VND", "en", "1,234,568 ₫"),
        ("1234567.5", "THB", "th", "฿1,234,567.50"),
        ("1234567.5", "CNY", "zh-hans", "¥1,234,567.50"),
        ("1234567.5", "GBP", "en", "£1,234,567.50"),
        ("1234567.5", "GBP", "vi", "1.234.567,50 £"),
        ("1234567.5", "CHF", "en", "CHF 1,234,567.50"),
        ("-20", "GBP", "en", "-£20.00"),
        ("0", "VND", "vi", "0 ₫"),
    ],
)
def test_money_has_the_decimals_of_its_currency(
    amount: str, currency: str, language: str, expected: str
) -> None:
    assert plain(formats.money(Decimal(amount), currency, language)) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        (56_000_000, "VND", "en", "56 M ₫"),
        (107_000_000, "VND", "vi", "107 tr ₫"),
        (3_200_000_000, "VND", "vi", "3,2 tỷ ₫"),
        (180_000, "THB", "th", "฿180,000"),
        (1_800_000, "THB", "th", "฿1.8 ล้าน"),
        (1_230_000, "CNY", "zh-hans", "¥123万"),
        (107_000_000, "CNY", "zh-hans", "¥1.07亿"),
        (-2_500_000, "GBP", "en", "-£2.5 M"),
        (999_999, "GBP", "en", "£999,999"),
        (1_000_000, "GBP", "xx", "£1 M"),
        (Decimal("45.40"), "GBP", "en", "£45"),
    ],
)
def test_short_money_counts_in_millions_from_a_million_on(
    amount: Decimal, currency: str, language: str, expected: str
) -> None:
    assert plain(formats.money_short(amount, currency, language)) == expected


@pytest.mark.parametrize(
    ("language", "day", "this_year", "weekday_day", "short", "month"),
    [
        (
            "en",
            "22 Nov 2026",
            "22 Nov",
            "Sunday 22 November",
            "Sun 22 Nov",
            "November 2026",
        ),
        ("vi", "22/11/2026", "22/11", "Chủ Nhật, 22/11", "CN 22/11", "tháng 11/2026"),
        (
            "th",
            "22 พ.ย. 2569",
            "22 พ.ย.",
            "วันอาทิตย์ที่ 22 พฤศจิกายน",
            "อา. 22 พ.ย.",
            "พฤศจิกายน 2569",
        ),
        (
            "zh-hans",
            "2026年11月22日",
            "11月22日",
            "11月22日 星期日",
            "11月22日 周日",
            "2026年11月",
        ),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(
    language: str, day: str, this_year: str, weekday_day: str, short: str, month: str
) -> None:
    assert formats.day(SUNDAY, language) == day
    assert formats.day(SUNDAY, language, today=date(2026, 1, 1)) == this_year
    assert formats.day(SUNDAY, language, today=date(2025, 1, 1)) == day
    assert formats.weekday_day(SUNDAY, language) == weekday_day
    assert formats.weekday_day_short(SUNDAY, language) == short
    assert formats.month(SUNDAY, language) == month


def test_thai_readers_count_buddhist_years_and_never_name_the_christian_era() -> None:
    written = formats.day(SUNDAY, "th") + formats.month(SUNDAY, "th")

    assert "2569" in written
    assert "ค.ศ." not in written


def test_numbers_are_grouped() -> None:
    assert formats.number(1240, "en") == "1,240"
    assert formats.number(Decimal("1240.5"), "vi") == "1.240,5"
    assert formats.percent(0.382, "en") == "38%"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.24, "24%"),
        (0.0213, "2.1%"),
        (0.0043, "0.43%"),
        (0.00025, "0.025%"),
    ],
)
def test_small_shares_keep_two_figures(share: float, said: str) -> None:
    assert formats.rate(share, "en") == said


def test_the_clock_has_24_hours() -> None:
    assert formats.clock(time(9, 40)) == "09:40"
    assert formats.clock(datetime(2026, 5, 21, 17, 5)) == "17:05"  # noqa: DTZ001


def test_signs_between_words_are_wide_in_chinese() -> None:
    assert formats.mark(",", "en") == ", "
    assert formats.mark(",", "zh-hans") == "、"
    assert formats.mark("(", "th") + formats.mark(")", "th") == " ()"
    assert formats.mark("(", "zh-hans") + formats.mark(")", "zh-hans") == "（）"


@given(
    amount=st.decimals(-(10**12), 10**12, places=2),
    language=st.sampled_from(LANGUAGES),
    currency=st.sampled_from(["VND", "THB", "CNY", "GBP", "XXX"]),
)
def test_every_amount_is_written_in_every_language(
    amount: Decimal, language: str, currency: str
) -> None:
    symbol = formats.symbol_of(currency, language)

    assert symbol in formats.money(amount, currency, language)
    assert symbol in formats.money_short(amount, currency, language)


def test_a_count_that_stopped_says_so() -> None:
    assert formats.counted(999, "en") == "999"
    assert formats.counted(1_000, "en") == "1,000+"
    assert formats.counted(1_000, "vi") == "1.000+"


def test_sentences_stand_one_behind_the_other() -> None:
    said = ("Enough people.", "", "No step is clearly weak.")
    assert formats.sentences(said, "en") == "Enough people. No step is clearly weak."
    assert formats.sentences(("人够了。", "", "都好。"), "zh-hans") == "人够了。都好。"
    assert formats.sentences((), "zh-hans") == ""


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Thursday 21 May, 09:40"),
        ("vi", "Thứ Năm, 21/5, 09:40"),
        ("th", "วันพฤหัสบดีที่ 21 พฤษภาคม 09:40"),
        ("zh-hans", "5月21日 星期四 09:40"),
    ],
)
def test_a_day_of_the_week_and_an_hour(language: str, written: str) -> None:
    at = time(9, 40)
    assert formats.weekday_clock(date(2026, 5, 21), at, language) == written
