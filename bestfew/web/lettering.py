"""How wide a text is before a browser draws it, for pictures that the server draws.

Plain Python. Widths are those of Noto Sans in bold, with a little to spare, since the
machine that shows the picture may have another font. Latin with its marks, Vietnamese
among it, Thai and Chinese.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SPARE = 1.05
ELLIPSIS = "…"
_FULL, _THAI, _REST = 100, 66, 72
_WIDTHS = {
    26: " ", 27: "'", 28: ",.:;", 29: "!", 30: "ijl", 32: "-", 33: "J[]",
    34: "()\u0e40\u0e43", 35: "\u0e42\u0e44", 36: "`\u0e30", 39: "fI{}", 41: "/\\_",
    43: "t", 44: "\u0e32\u0e33\u0e45", 45: "r", 47: '"', 48: "?", 49: "z", 50: "s",
    51: "c\u0e27", 52: "\u0e23", 54: "*\u0e2f\u0e54", 55: "FS|\u0e55\u0e59",
    56: "EL\u0e08\u0e18", 57: "0123456789vy$+<=>^~\u0e07\u0e10", 58: "xTZ\u0e3f",
    59: "e\u0e02\u0e2d", 60: "a\u0e03\u0e0a\u0e0b\u0e25\u0e2a\u0e2e",
    62: "koY\u0e01\u0e09\u0e16\u0e22\u0e24\u0e2b", 63: "bdgpqP\u0e14\u0e1a", 64: "C",
    65: "V#", 66: "hnuKR\u0e05\u0e28", 67: "BX", 68: "\u0e1c\u0e1d\u0e29", 69: "A",
    71: "\u0e2c", 72: "G\u0e1f", 73: "\u0e1e", 74: "D", 75: "&", 76: "HU", 80: "OQ",
    81: "N", 86: "w", 90: "%@", 94: "MđĐ\u0e0c\u0e0d\u0e12\u0e13", 97: "W", 98: "m",
}  # fmt: skip
"""Hundredths of the font's size, and the signs that are so wide."""
_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}


@lru_cache(maxsize=4_096)
def width(text: str, size: float) -> float:
    """How wide a line is, in the unit of `size`."""
    signs = unicodedata.normalize("NFD", text)
    return sum(_width(sign) for sign in signs) * size / 100 * SPARE


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return _FULL
    return _OF.get(sign, _THAI if "\u0e00" <= sign <= "\u0e7f" else _REST)


def fitted(text: str, *, size: float, room: float) -> list[str]:
    """A label in one line or two, each within `room`; what is too long is cut.

    Where it cannot be broken, as much Thai, one line may be a fifth longer.
    """
    if width(text, size) <= room:
        return [text]
    halves = [(text[:at].rstrip(), text[at:].lstrip()) for at in _breaks(text)]
    if not halves:
        return [cut(text, size=size, room=room * 1.2)]
    best = min(halves, key=lambda each: _badness(each, size=size, room=room))
    return [cut(line, size=size, room=room) for line in best]


def _badness(lines: tuple[str, ...], *, size: float, room: float) -> tuple[float, ...]:
    """How much would be cut; then, how unequal the lines are."""
    widths = [width(line, size) for line in lines]
    return sum(max(0.0, each - room) for each in widths), max(widths)


def _breaks(text: str) -> list[int]:
    """Where a line may end: at spaces, between Chinese signs, and where a Thai syllable
    surely begins or is over."""
    return [
        at
        for at in range(1, len(text))
        if text[at] == " "
        or unicodedata.east_asian_width(text[at]) == "W"
        or (4 <= at <= len(text) - 4 and _is_thai_break(text, at))
    ]


def _is_thai_break(text: str, at: int) -> bool:
    if text[at] in "เแโใไ":
        return text[at - 1] not in "ะ("
    return text[at - 1] == "์" and "ก" <= text[at] <= "ฮ"


def cut(text: str, *, size: float, room: float) -> str:
    """The text, or its beginning and an ellipsis, within `room`."""
    if width(text, size) <= room:
        return text
    return _head(text, size=size, room=room - width(ELLIPSIS, size)).rstrip() + ELLIPSIS


def _head(text: str, *, size: float, room: float) -> str:
    """Whole signs, each with its marks, as many as fit; one at least."""
    ends = [
        at for at in range(1, len(text)) if not unicodedata.combining(text[at])
        and unicodedata.category(text[at]) != "Mn"
    ]  # fmt: skip
    fits = [at for at in ends if width(text[:at], size) <= room]
    return text[: fits[-1] if fits else ends[0] if ends else len(text)]
