"""What search looks through and what it looks for: the two sides of one rule.

The searched text is a list of words, each after a space. Three letters or more are
looked for anywhere in it, two at the beginning of a word: so there are always the three
that an index of trigrams needs. What is written without spaces lists each pair of its
letters as a word of its own; Chinese names list how they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from bestfew.people.rules.folding import digits, fold
from bestfew.people.rules.pinyin import HAN, readings

BY_PHONE = ("phone", "zalo", "whatsapp")
"""Kinds of contact point that are phone numbers."""
SHORTEST_NUMBER = 3
"""Fewer digits than this are a word like any other."""
LONGEST_SEARCH = 200
"""Letters of a search that count; databases refuse patterns of many thousands."""
LETTERS_OF_A_BEGINNING = 2
"""Needles as short as this are looked for at the beginning of a word only."""
CACHED = 32_768

_PHONE_WORD = re.compile(r"[\d+().\-/‐‑–]+")
_PARTED_NUMBER = re.compile(r"\d[\s+().\-/‐‑–]+\d")
_TRUNK = "(0)"
_ADDRESS = re.compile(r"[a-z0-9][\w%+-]*[.@][\w.@%+-]*\Z", re.ASCII)
_ZERO_BEHIND = frozenset(
    map(str, (20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 60, 61, 62, 63, 64, 66))
) | frozenset(map(str, (81, 82, 84, 91, 92, 94, 95)))
"""Country codes after which a number, written at home, begins with a 0."""

_BETWEEN_WORDS = ',;:!?()[]{}<>"|/*=^~#-‐‑‒–—―…·•、。「」『』【】《》〈〉“”„«»'
_INSIDE_WORDS = "'`’‘ʼ"
_UNSEEN = (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)
_ZEROS = (0x0660, 0x06F0, 0x0966, 0x0E50, 0x0ED0, 0x1040, 0x17E0)
_PLAIN = (
    dict.fromkeys(map(ord, _BETWEEN_WORDS), " ")
    | dict.fromkeys((*map(ord, _INSIDE_WORDS), *_UNSEEN, *range(0x2060, 0x206A)))
    | {0: " "}
    | {zero + value: str(value) for zero in _ZEROS for value in range(10)}
)
_ASCII_SIGN = re.compile(f"[{re.escape(_BETWEEN_WORDS + _INSIDE_WORDS)}\0]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]{2,}"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean."""
_THAI_MARKS = frozenset(
    map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)))
)


def search_text(
    name: str, places: Iterable[str], points: Iterable[tuple[str, str, str]], note: str
) -> str:
    """What search looks through for one person; '' when nothing is known.

    `points` are (kind, value as typed, key in E.164 where it is a number).
    """
    parts = [listed_name(name), *map(_place, places)]
    for kind, value, key in points:
        parts.append(_phone(value, key) if kind in BY_PHONE else _text(value))
    if note:
        parts.append(_text(note))
    words = dict.fromkeys(" ".join(parts).split())
    return f" {' '.join(words)}" if words else ""


def _text(text: str) -> str:
    """The words of a text, and the numbers in it that are parted by signs or spaces."""
    if _PARTED_NUMBER.search(text):
        return " ".join([_words(text), *_numbers(text)])
    return _words(text)


_place = lru_cache(CACHED)(_text)


def _words(text: str) -> str:
    if text.isascii():
        text = text.lower()
        return text.translate(_PLAIN) if _ASCII_SIGN.search(text) else text
    return " ".join([_word(word) for word in text.split()])


@lru_cache(CACHED)
def _word(word: str) -> str:
    """A word as it is compared, and the pairs of letters where it has no spaces."""
    text = plain(word)
    if text.isascii():
        return text
    pairs: dict[str, None] = {}
    for run in _UNSPACED.finditer(text):
        at = run.start()
        letters = run.group()
        if at == 0 or text[at - 1] == " ":  # the word itself begins with the first
            letters = letters[1:]
        pairs |= dict.fromkeys(map("".join, pairwise(letters)))
    # nobody begins to type with a vowel or a tone that stands over the letter before
    return " ".join([text, *(pair for pair in pairs if pair[0] not in _THAI_MARKS)])


def plain(text: str) -> str:
    """Folded; signs between words become spaces, those inside a word nothing."""
    return fold(fold(text).translate(_PLAIN))


def listed_name(name: str) -> str:
    """The words of a name; a Chinese one also as it is read, and without its spaces."""
    text = _text(name)
    if text.isascii() or not HAN.search(text):
        return text
    return " ".join([text, *chinese_words(name)])


def chinese_words(name: str) -> list[str]:
    """What the Chinese letters of a name add: the name itself, and its readings."""
    text = plain(name)
    together = text.replace(" ", "")
    names = [together] if HAN.fullmatch(together) else HAN.findall(text)
    return [word for each in names for word in (each, *readings(each))]


def _numbers(text: str) -> Iterator[str]:
    for is_number, words in groupby(fold(text).split(), key=_is_of_number):
        if is_number:
            yield digits("".join(words))


def _is_of_number(word: str) -> bool:
    return _PHONE_WORD.fullmatch(word) is not None


def _phone(value: str, key: str) -> str:
    """The digits of a number as dialled from abroad, and how it begins at home."""
    number = key[1:] if key[:1] == "+" else _number(value)
    if not number:
        return _words(value)
    typed = value.replace(" ", "").lstrip("+0")
    if typed not in number:
        typed = _number(value)
    also = "" if typed in number else typed
    return f"{number} {also} {_start_at_home(value, key)}"


def _start_at_home(value: str, key: str) -> str:
    if value[:1] == "0" and value[:2] != "00":
        return digits(value[:6])[:3]
    return f"0{key[3:5]}" if key[:1] == "+" and key[1:3] in _ZERO_BEHIND else ""


def _number(text: str) -> str:
    """The digits of a number, without the 0 or 00 before it."""
    found = digits(text.replace(_TRUNK, ""))
    return found.lstrip("0") or found if len(found) > SHORTEST_NUMBER else found


def needles(query: str) -> list[str]:
    """What a search looks for: every word, folded; phone numbers as bare digits.

    Words of digits and phone signs that stand together are one number, however it is
    parted; the leading 0 or 00 of a number falls away, so that `0912…`, `+84 912…` and
    `(84) 912-…` find each other. Chinese letters that stand alone are one name.
    """
    readable = query[:LONGEST_SEARCH].encode(errors="ignore").decode()
    found: list[str] = []
    for is_number, group in groupby(fold(readable).split(), key=_is_of_number):
        words = list(group)
        number = _number("".join(words)) if is_number else ""
        if len(number) >= SHORTEST_NUMBER:
            found.append(number)
        else:
            found += plain(" ".join(words)).split()
    return _with_names_whole(found)


def piece(needle: str) -> str:
    """What stands in the searched text of whom a needle finds."""
    return needle if len(needle) > LETTERS_OF_A_BEGINNING else f" {needle}"


def begins_an_address(typed: str) -> bool:
    """Whether a folded text looks like an e-mail address, or the beginning of one."""
    return _ADDRESS.match(typed) is not None


def is_unspaced(needle: str) -> bool:
    """Whether it is written without spaces, so that each pair of letters is listed."""
    return _UNSPACED.fullmatch(needle) is not None


def _with_names_whole(words: list[str]) -> list[str]:
    """王 伟 is sought as 王伟."""
    found: list[str] = []
    for is_letter, group in groupby(words, key=_is_han_letter):
        together = list(group)
        found += ["".join(together)] if is_letter else together
    return found


def _is_han_letter(word: str) -> bool:
    return len(word) == 1 and HAN.fullmatch(word) is not None
