"""The words that a market's people are made of (data/*.toml), read into records."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from pypinyin import lazy_pinyin

MARKETS = ("vi", "th", "zh", "en")
"""Where the people of a crowd live, in the order of their share."""


class Word(NamedTuple):
    """A word as it is written, and in Latin letters without marks."""

    text: str
    latin: str


NOTHING = Word("", "")


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """One market. `share`: of a hundred people; a word that comes often is there often.

    Each # of a way to write a number stands for one of its digits, without the trunk
    prefix; `mobile` and `landline` are how they begin.
    """

    country: str
    calling_code: str
    share: int
    female: tuple[Word, ...]
    male: tuple[Word, ...]
    cities: tuple[str, ...]
    areas: tuple[str, ...]
    jobs: tuple[str, ...]
    notes: tuple[str, ...]
    trades: tuple[Word, ...]
    company_first: tuple[Word, ...]
    company_second: tuple[Word, ...]
    company_forms: tuple[str, ...]
    branch: str
    short_forms: tuple[tuple[str, str], ...]
    mail_domains: tuple[str, ...]
    mobile: tuple[str, ...]
    mobile_left: int
    landline: tuple[str, ...]
    landline_length: int
    mobile_at_home: tuple[str, ...]
    mobile_abroad: tuple[str, ...]
    landline_at_home: tuple[str, ...]
    landline_abroad: tuple[str, ...]
    family: tuple[Word, ...] = ()
    middle_female: tuple[Word, ...] = (NOTHING,)
    middle_male: tuple[Word, ...] = (NOTHING,)
    family_first: tuple[Word, ...] = ()
    family_middle: tuple[Word, ...] = ()
    family_last: tuple[Word, ...] = ()


@cache
def pools(market: str) -> Pools:
    """The words of one of `MARKETS`."""
    path = files("bestfew.generator") / "data" / f"{market}.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    word = WORDS[market]
    family = tuple(
        word(name)
        for name, often in raw.pop("family", {}).items()
        for _ in range(often)
    )
    return Pools(family=family, **{k: _frozen(k, v, word) for k, v in raw.items()})


@cache
def by_share() -> tuple[Pools, ...]:
    """A hundred markets, each as often as its share."""
    return tuple(pools(each) for each in MARKETS for _ in range(pools(each).share))


def _frozen(key: str, value: Any, word: Callable[[str], Word]) -> Any:
    if not isinstance(value, list):
        return value
    if Pools.__annotations__[key] == "tuple[Word, ...]":
        return tuple(map(word, value))
    return tuple(tuple(each) if isinstance(each, list) else each for each in value)


def plain(text: str) -> str:
    """Latin letters without their marks, `đ` as `d`, capitals kept."""
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(_letters(marked)))


def _letters(text: str) -> Iterable[str]:
    return (sign for sign in text if not "\u0300" <= sign <= "\u036f")


def _marked(text: str) -> Word:
    return Word(text, plain(text))


def _chinese(text: str) -> Word:
    return Word(text, "".join(lazy_pinyin(text)).capitalize())


def _thai(text: str) -> Word:
    """Written beside it in the file, for no rule tells it."""
    thai, _space, latin = text.rpartition(" ")
    return Word(thai, latin)


WORDS: dict[str, Callable[[str], Word]] = {
    "vi": _marked,
    "th": _thai,
    "zh": _chinese,
    "en": _marked,
}
