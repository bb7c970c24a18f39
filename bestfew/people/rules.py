"""Names, folding, contact points and permission: plain rules, no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers

FAMILY_NAME_FIRST = {"vi", "zh-hans"}
_COMBINING = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[^\w]+")
_VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def fold(text: str) -> str:
    """Text as search sees it: NFKC, lower case, no Latin marks, `đ` as `d`.

    Thai vowels and tones stay (they are letters there); full-width digits and letters
    become plain ones; runs of spaces become one.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("đ", "d")
    stripped = _COMBINING.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join(unicodedata.normalize("NFC", stripped).split())


def digits(text: str) -> str:
    """The ASCII digits of a text, full-width ones included."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")


def language_of(text: str) -> str:
    """The BCP 47 language a name is written in, as far as its script tells; or ''."""
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if "\u0e00" <= letter <= "\u0e7f":
            return "th"
        if "\u4e00" <= letter <= "\u9fff":
            return "zh-Hans"
        if letter in _VIETNAMESE:
            return "vi"
    return ""


def full_name(given: str, family: str, language: str) -> str:
    """One name from its parts, in the order that the language uses."""
    given, family = given.strip(), family.strip()
    if language_of(given + family) == "zh-Hans":
        return family + given
    first = (family, given) if language in FAMILY_NAME_FIRST else (given, family)
    return " ".join(part for part in first if part)


def reorder(name: str) -> str:
    """`Last, First` becomes `First Last`; every other name stays as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and given and family else name.strip()


def initials(name: str) -> str:
    """Up to two letters for a face without a picture."""
    words = [word for word in _NOT_WORD.split(name) if word]
    if not words:
        return "?"
    if language_of(name) == "zh-Hans":
        return words[0][-2:]
    picked = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(_first_letter(word) for word in picked).upper()


def _first_letter(word: str) -> str:
    """The first consonant of a Thai word (a vowel may be written before it)."""
    leading_vowels = "เแโใไ"
    return word[1] if word[0] in leading_vowels and len(word) > 1 else word[0]


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: a shared word, or one is missing."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return not first or not second or bool(first & second)


def e164(phone: str, country: str) -> str:
    """The number in E.164, or '' when it cannot be one.

    `country` (ISO 3166, two letters) is where a number without a prefix is dialled.
    """
    try:
        number = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_key(email: str) -> str:
    """An address as it is compared: NFKC, case folded, no spaces around; or ''."""
    key = unicodedata.normalize("NFKC", email).strip().casefold()
    local, at, domain = key.rpartition("@")
    is_address = at and local and "." in domain and not re.search(r"\s", key)
    return key if is_address else ""


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a person's permission ledger."""

    purpose: str
    medium: str
    state: str
    at: datetime


def permission(ledger: Iterable[Word], purpose: str, medium: str) -> str:
    """The state in force for a purpose over a medium: the latest word that covers it.

    A word about `any` purpose or medium covers them all (B35, OQ-17). Without one the
    answer is `unknown`.
    """
    covering = [
        word
        for word in ledger
        if word.purpose in (purpose, "any") and word.medium in (medium, "any")
    ]
    return max(covering, key=lambda word: word.at).state if covering else "unknown"


def next_birthday(month: int, day: int, *, on: date) -> date:
    """The first such day on or after `on`; 29 February falls on 1 March otherwise."""
    for year in (on.year, on.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date(year, 3, 1)
        if found >= on:
            return found
    raise AssertionError("one of two years holds the day")
