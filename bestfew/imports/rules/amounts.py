"""Amounts of money as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

Mark = Literal[".", ","]
"""The character that parts whole units from cents."""

HIGHEST = Decimal(10) ** 15
_CENT = Decimal("0.01")
_COMMA_COUNTRIES = frozenset(
    (
        *("VN", "ID", "DE", "FR", "ES", "IT", "BR", "AR", "CL", "CO", "NL", "BE"),
        *("PT", "RU", "UA", "PL", "TR", "SE", "NO", "DK", "FI", "CZ", "AT", "GR"),
        *("RO", "HU", "SK", "SI", "HR", "BG", "RS", "EC", "PY", "UY", "VE"),
    )
)
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "AUD", "CAD", "SGD", "HKD", "NZD", "TWD", "MXN"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "TWD", "HKD"),
    "円": ("JPY",),
    "₫": ("VND",),
    "đ": ("VND",),
    "vnđ": ("VND",),
    "đồng": ("VND",),
    "dong": ("VND",),
    "฿": ("THB",),
    "บาท": ("THB",),
    "baht": ("THB",),
    "€": ("EUR",),
    "£": ("GBP",),
    "₩": ("KRW",),
    "₹": ("INR",),
    "rmb": ("CNY",),
    "us$": ("USD",),
    "a$": ("AUD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "rp": ("IDR",),
    "rm": ("MYR",),
}
_TIMES: Mapping[str, int] = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "tr": 10**6,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "ล้าน": 10**6,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "mil": 10**3,
    "millones": 10**6,
}
_SHAPE = re.compile(r"(?P<before>[^\d.,]*+)(?P<number>\d[\d.,]*+)(?P<after>\D*+)")
_WORDS = sorted([*_SIGNS, *_TIMES], key=len, reverse=True)
_SPACES = re.compile(r"[\s'’\u02bc]+")


class NotAnAmount(ValueError):
    """The text is not an amount of money."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with two decimals, and its currency if a sign says so (else '')."""

    value: Decimal
    currency: str = ""


@lru_cache(maxsize=20_000)
def parse(text: str, *, mark: Mark, currency: str = "USD") -> Amount:
    """Read an amount; raises `NotAnAmount`.

    `mark` is used only where the text can be read two ways (`1,200`). `currency` is
    the workspace's: it tells which dollar a bare `$` is.
    """
    plain, is_negative = _without_sign(text)
    shape = _SHAPE.fullmatch(plain)
    if not shape:
        raise NotAnAmount(text)
    value = _number(shape["number"].rstrip(".,"), mark)
    found = ""
    for word in _words(f"{shape['before']} {shape['after']}", text):
        if word in _TIMES:
            value *= _TIMES[word]
        else:
            found = _currency_of(word, currency)
    if value >= HIGHEST:
        raise NotAnAmount(text)
    value = value.quantize(_CENT, rounding=ROUND_HALF_UP)
    return Amount(-value if is_negative else value, found)


def proves(text: str) -> Mark | None:
    """The decimal mark that an amount leaves no doubt about, or None."""
    shape = _SHAPE.fullmatch(_without_sign(text)[0])
    number = shape["number"].rstrip(".,") if shape else ""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return "." if number.rfind(".") > number.rfind(",") else ","
    if dots + commas == 0 or _is_ambiguous(number):
        return None
    is_dot = bool(dots)
    if dots + commas > 1:  # grouped more than once: the other one is the mark
        return "," if is_dot else "."
    return "." if is_dot else ","


def majority(dots: int, commas: int, *, country: str) -> Mark:
    if dots == commas:
        return "," if country.upper() in _COMMA_COUNTRIES else "."
    return "." if dots > commas else ","


def _without_sign(text: str) -> tuple[str, bool]:
    """The text with ASCII digits and no spaces, and whether it is below zero."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    plain = "".join(_digit(letter) for letter in plain)
    in_brackets = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()").replace("−", "-").replace("–", "-")
    is_negative = in_brackets or plain.startswith("-") or plain.endswith("-")
    plain = re.sub(r"^([^\d-]*)-", r"\1", plain.strip("-+"))
    is_negative = is_negative or bool(re.match(r"[^\d]*-\d", text.strip()))
    return _SPACES.sub("", plain), is_negative


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _words(around: str, text: str) -> list[str]:
    """The signs and units around a number; raises `NotAnAmount` for anything else."""
    found = []
    for part in around.replace(".", "").split():
        rest = part
        while rest:
            word = next((each for each in _WORDS if rest.startswith(each)), "")
            if not word and re.match(r"[a-z]{3}$", rest):
                word = rest
            if not word:
                raise NotAnAmount(text)
            found.append(word)
            rest = rest[len(word) :]
    return found


def _currency_of(word: str, workspace: str) -> str:
    choices = _SIGNS.get(word, (word.upper(),))
    return workspace if workspace in choices else choices[0]


def _is_ambiguous(number: str) -> bool:
    """Whether `1,200` can be both one thousand two hundred and one and a fifth."""
    whole, _mark, rest = number.replace(",", ".").partition(".")
    one_mark = number.count(".") + number.count(",") == 1
    return one_mark and len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"


def _number(number: str, mark: Mark) -> Decimal:
    proven = proves(number)
    decimal = proven or mark
    group = "," if decimal == "." else "."
    whole, _mark, cents = number.partition(decimal)
    if decimal in cents or group in cents or not _is_grouped(whole, group):
        raise NotAnAmount(number)
    try:
        return Decimal(f"{whole.replace(group, '')}.{cents or 0}")
    except InvalidOperation as fault:
        raise NotAnAmount(number) from fault


def _is_grouped(whole: str, group: str) -> bool:
    """Groups of three; or of two before the last, as in India."""
    first, *rest = whole.split(group)
    if not rest:
        return True
    middle_fits = all(len(part) in (2, 3) for part in rest[:-1])
    return 1 <= len(first) <= 3 and len(rest[-1]) == 3 and middle_fits
