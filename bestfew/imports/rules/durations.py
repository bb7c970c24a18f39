"""How long something took, as phones and programs write it."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})")
_WORDS = re.compile(
    r"(?:(\d+)\s*(?:hours?|hrs?|h|giờ|ชม\.?|小时|时)\s*)?"
    r"(?:(\d+)\s*(?:minutes?|mins?|m|phút|นาที|分钟|分)\s*)?"
    r"(?:(\d+)\s*(?:seconds?|secs?|s|giây|วินาที|秒)\s*)?",
    re.IGNORECASE,
)


def seconds_of(text: str, *, unit: int) -> float | None:
    """`210`, `3:30`, `0:03:30`, `3 min 30 s`; None for other texts.

    A bare number counts `unit` seconds each.
    """
    plain = text.strip()
    try:
        return float(plain.replace(",", ".")) * unit
    except ValueError:
        found = _CLOCK.fullmatch(plain) or _WORDS.fullmatch(plain)
    if not found or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return float(hours * 3_600 + minutes * 60 + seconds)
