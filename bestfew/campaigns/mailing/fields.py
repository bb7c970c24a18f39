"""Merge fields: `{given_name|there}` becomes the reader's name, or the word behind |.

Plain Python. What a field stands for is put in as it is and never read again: a name
such as `{link}` stays a name (trust.md B9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

FIELDS = ("name", "given_name", "family_name", "organisation", "seller", "link")

_FIELD = re.compile(r"\{([^{}|\n]*)(?:\|([^{}|\n]*))?\}")
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_CONTROLS = re.compile(r"(?<![^\S\n])[^\S\n]*[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""With the blanks before it; a run of blanks is looked at once, from its beginning."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class UnknownField(Exception):
    """A field that there is not; its name is the first argument."""


def check(*texts: str) -> None:
    """Raise `UnknownField` for the first field that nothing stands for."""
    for text in texts:
        for name, _fallback in _FIELD.findall(text):
            if name.strip() not in FIELDS:
                raise UnknownField(name.strip())


def used(*texts: str) -> set[str]:
    """The names of the fields in the texts."""
    return {name.strip() for text in texts for name, _ in _FIELD.findall(text)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled; one that is empty becomes its fallback, or ''.

    Raises `UnknownField`.
    """
    check(text)

    def value(found: re.Match[str]) -> str:
        known = one_line(values.get(found[1].strip(), ""))
        return known or (found[2] or "").strip()

    return _FIELD.sub(value, text)


def title_of(subject: str) -> str:
    """A subject with the fallbacks of its fields; as it stands if that is nothing."""
    filled = _FIELD.sub(lambda found: (found[2] or "").strip(), subject)
    return one_line(filled).strip(" ,;:-") or subject


def one_line(text: str) -> str:
    """The text as one header may hold it: no line ends, nothing that cannot be seen."""
    kept = (" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    return " ".join("".join(kept).split())


def lines(text: str) -> str:
    """The text of a letter: its lines, without control characters."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", ends))
