"""Money, numbers, days and hours as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from bestfew.web.pages import MOST_COUNTED

Number = int | float | Decimal

_LOCALES = {"en": "en_GB", "vi": "vi", "th": "th", "zh-hans": "zh_Hans"}
_SYMBOLS = {"VND": "₫", "THB": "฿", "CNY": "¥", "TWD": "NT$", "USD": "$"}
_NO_BREAK = "\u00a0"

# Babel's short forms are abbreviations that a reader of the language would not use.
_UNITS: dict[str, tuple[tuple[int, str], ...]] = {
    "en": ((10**9, "B"), (10**6, "M")),
    "vi": ((10**9, "tỷ"), (10**6, "tr")),
    "th": ((10**6, "ล้าน"),),
    "zh-hans": ((10**8, "亿"), (10**4, "万")),
}
_SHORT_FROM = 10**6

_DAY = {"en": "d MMM", "vi": "d/M", "th": "d MMM", "zh-hans": "M月d日"}
_DAY_AND_YEAR = {"en": "d MMM y", "vi": "d/M/y", "th": "d MMM", "zh-hans": "y年M月d日"}
_WEEKDAY_DAY = {
    "en": "EEEE d MMMM",
    "vi": "EEEE, d/M",
    "th": "EEEEที่ d MMMM",
    "zh-hans": "M月d日 EEEE",
}
_WEEKDAY_DAY_SHORT = {
    "en": "EEE d MMM",
    "vi": "EEEEEE d/M",
    "th": "EEE d MMM",
    "zh-hans": "M月d日 EEE",
}
_MONTH = {"en": "MMMM y", "vi": "'tháng' M/y", "th": "MMMM", "zh-hans": "y年M月"}
_BUDDHIST = 543

_MARKS = {" ": " ", ".": ".", ",": ", ", ";": "; ", ":": ": ", "(": " (", ")": ")"}
_FULL_WIDTH = {
    " ": "",
    ".": "。",
    ",": "、",
    ";": "；",
    ":": "：",
    "(": "（",
    ")": "）",
}


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale of one of our languages; English for any other."""
    return Locale.parse(_LOCALES.get(language, "en_GB"))


@cache
def _pattern(text: str) -> NumberPattern:
    """A pattern, read once: Babel would read it again for every number."""
    return parse_pattern(text)


def _number(value: Number, pattern: str, language: str) -> str:
    text: str = _pattern(pattern).apply(value, locale_of(language))
    return text


def number(value: Number, language: str) -> str:
    """Grouped, with at most two decimals."""
    if isinstance(value, int) and 0 <= value < 1_000:  # most are, and have no groups
        return str(int(value))
    return _number(value, "#,##0.##", language)


def counted(count: int, language: str) -> str:
    """A count that goes no further than `MOST_COUNTED`: that many, or more."""
    return number(count, language) + ("+" if count >= MOST_COUNTED else "")


def percent(share: Number, language: str) -> str:
    """A share of one as a percentage: 0.38 is 38 %."""
    return _number(share, "#,##0%", language)


def rate(share: Number, language: str) -> str:
    """A share of one as a percentage; a small one with two figures: 0.43 %."""
    hundredths = abs(float(share)) * 100
    decimals = 0
    if 0 < hundredths < 10:
        decimals = min(1 - floor(log10(hundredths)), 6)
    pattern = f"#,##0.{'#' * decimals}%" if decimals else "#,##0%"
    return _number(share, pattern, language)


def money(amount: Number, currency: str, language: str) -> str:
    """The whole amount, with the decimals that the currency has."""
    locale = locale_of(language)
    text = _pattern("#,##0.00").apply(amount, locale, currency=currency)
    return _with_symbol(text, currency, language)


def money_short(amount: Number, currency: str, language: str) -> str:
    """From a million on in millions; below that, grouped and without decimals."""
    language = language if language in _UNITS else "en"
    exact = Decimal(str(amount))
    if abs(exact) >= _SHORT_FROM:
        text = _in_units(exact, language)
    else:
        text = _number(exact, "#,##0", language)
    return _with_symbol(text, currency, language)


def _in_units(amount: Decimal, language: str) -> str:
    size, word = next(unit for unit in _UNITS[language] if abs(amount) >= unit[0])
    units = amount / size
    pattern = "#,##0.##" if abs(units) < 10 else "#,##0.#"
    text = _number(units, pattern, language)
    return text + word if language == "zh-hans" else text + _NO_BREAK + word


def _with_symbol(text: str, currency: str, language: str) -> str:
    """The symbol behind the number where that is the custom: dong, and Vietnamese."""
    symbol = symbol_of(currency, language)
    if currency == "VND" or language == "vi":
        return text + _NO_BREAK + symbol
    sign = "-" if text.startswith("-") else ""
    gap = _NO_BREAK if symbol[-1].isalpha() else ""
    return sign + symbol + gap + text.removeprefix("-")


def symbol_of(currency: str, language: str) -> str:
    """`฿`, `₫`, `£`; the code itself for currencies without a symbol of their own."""
    found = _SYMBOLS.get(currency) or locale_of(language).currency_symbols.get(currency)
    return found or currency


def day(value: date, language: str, *, today: date | None = None) -> str:
    """A short date; the year is left out in the year of `today`, when that is given."""
    if today is not None and today.year == value.year:
        return _written(value, _DAY, language)
    return _year(_written(value, _DAY_AND_YEAR, language), value, language)


def weekday_day(value: date, language: str) -> str:
    """`Thursday 21 May`."""
    return _written(value, _WEEKDAY_DAY, language)


def weekday_day_short(value: date, language: str) -> str:
    """`Thu 21 May`."""
    return _written(value, _WEEKDAY_DAY_SHORT, language)


def month(value: date, language: str) -> str:
    """`May 2026`."""
    return _year(_written(value, _MONTH, language), value, language)


def weekday_clock(value: date, at: time, language: str) -> str:
    """`Thursday 21 May, 09:40`."""
    gap = " " if language in ("th", "zh-hans") else ", "
    return weekday_day(value, language) + gap + clock(at)


def clock(value: datetime | time) -> str:
    """`09:40`; every language here reads the 24-hour clock."""
    return value.strftime("%H:%M")


def mark(sign: str, language: str) -> str:
    """A sign between two words, with its space: Chinese has wide ones, and no space."""
    return (_FULL_WIDTH if language == "zh-hans" else _MARKS)[sign]


def sentences(said: Iterable[str], language: str) -> str:
    """Sentences one behind the other, without those that are empty."""
    return mark(" ", language).join(each for each in said if each)


def _written(value: date, patterns: dict[str, str], language: str) -> str:
    pattern = patterns.get(language, patterns["en"])
    return format_date(value, pattern, locale=locale_of(language))


def _year(text: str, value: date, language: str) -> str:
    """Thai readers count Buddhist years."""
    return f"{text} {value.year + _BUDDHIST}" if language == "th" else text
