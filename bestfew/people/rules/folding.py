"""Text as search and comparison see it."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = re.compile("[\u0300-\u036f]")
_NO_DIGITS = re.compile(r"[^0-9]+")


def fold(text: str) -> str:
    """Text as search sees it: NFKC, lower case, no Latin marks, `đ` as `d`.

    Thai vowels and tones stay (they are letters there); full-width digits and letters
    become plain ones; runs of spaces become one. NUL, which PostgreSQL refuses, is one.
    """
    text = text.replace("\0", " ")
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text).casefold().replace("đ", "d")
    stripped = _COMBINING.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join(unicodedata.normalize("NFC", stripped).split())


def digits(text: str) -> str:
    """The digits of a text as ASCII: full-width and Thai ones are digits too."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    values = (unicodedata.decimal(letter, None) for letter in text)
    return "".join(str(value) for value in values if value is not None)
