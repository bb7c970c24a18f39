"""Phone numbers by the hundred thousand: what one teaches holds for its neighbours."""

from __future__ import annotations

import re
from functools import lru_cache

from bestfew.people.rules import can_reach, contact_key

TAIL = 6
"""Digits at the end that never decide how a number is written out in full."""

_PLAIN = re.compile(r"(?:\+[1-9]\d{2}|0[1-9]|00[1-9]\d{2})\d{8,12}")
_ABROAD = re.compile(r"\+|00?")
_SIGNS = str.maketrans("", "", " .-()")
_SAMPLE = "234567"


def phone_key(kind: str, value: str, country: str) -> str:
    """`people.rules.contact_key`, asked once for all numbers of one beginning.

    '' for what has too few digits to reach anybody.
    """
    if key := plain_key(kind, value, country):
        return key
    return contact_key(kind, value, country) if can_reach(kind, value) else ""


def plain_key(kind: str, value: str, country: str) -> str:
    """The same for numbers that are written plainly; '' for the others."""
    plain = value.translate(_SIGNS)
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        return ""
    head = _head(kind, plain[:-TAIL], country)
    return head + plain[-TAIL:] if head else ""


@lru_cache(maxsize=50_000)
def _head(kind: str, beginning: str, country: str) -> str:
    """How numbers of that beginning begin when written out in full; '' for others."""
    key = contact_key(kind, beginning + _SAMPLE, country)
    national = _ABROAD.sub("", beginning, count=1)
    # others have prefixes inside, whose length the rest of the number may decide
    is_plain = key.startswith("+") and key.endswith(national + _SAMPLE)
    return key.removesuffix(_SAMPLE) if is_plain else ""
