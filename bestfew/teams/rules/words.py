"""Words that one business wrote and others read: no trick of typography passes."""

from __future__ import annotations

import unicodedata

FAR = {"Cc", "Cf", "Cs", "Co", "Cn"}
KEPT = {"\u200c", "\u200d"}  # joiners, which some scripts need
"""Controls, marks that turn the direction of reading, halves of letters."""


def clean(text: str) -> str:
    """One line, without what cannot be seen."""
    seen = "".join(each for each in text if each.isspace() or _is_seen(each))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _is_seen(each: str) -> bool:
    return each in KEPT or unicodedata.category(each) not in FAR
