"""Which language a piece of text is written in, as far as its letters tell."""

from __future__ import annotations

import unicodedata

_VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def language_of(text: str) -> str:
    """The BCP 47 language a name is written in, as far as its script tells; or ''."""
    if text.isascii():
        return ""
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if "\u0e00" <= letter <= "\u0e7f":
            return "th"
        if "\u4e00" <= letter <= "\u9fff":
            return "zh-Hans"
        if letter in _VIETNAMESE:
            return "vi"
    return ""


def initials(name: str) -> str:
    """Up to two letters for a face without a picture."""
    words = "".join(c if c.isalnum() or _is_mark(c) else " " for c in name).split()
    if not words:
        return "?"
    if language_of(name) == "zh-Hans":
        return words[0][-2:]
    picked = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(_first_letter(word) for word in picked).upper()


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def _first_letter(word: str) -> str:
    """The first consonant of a Thai word (a vowel may be written before it)."""
    leading_vowels = "เแโใไ"
    return word[1] if word[0] in leading_vowels and len(word) > 1 else word[0]
