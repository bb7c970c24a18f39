"""Text that was encoded twice: `Nguyá»…n` is told, and becomes `Nguyễn` again.

A program read UTF-8 as an old encoding and wrote that as UTF-8. Each letter beyond
ASCII became two to four others, which turned back are whole UTF-8; what a person
wrote hardly ever is. So runs that turn back are repaired, all others stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

CODECS = ("cp1252", "cp1258", "cp874")
"""Old encodings that UTF-8 is mistaken for, the likeliest first."""

ENOUGH = 0.8
"""Share of a file's runs beyond ASCII that must turn back."""

SURE = 3
"""Bytes of one letter that nobody writes by chance; letters of two are not as sure."""

_RUN = re.compile(r"[^\x00-\x7f]+")
_SHORT_BLOCKS = ((0xC0, 0x17F), (0x1A0, 0x1B0), (0x370, 0x52F))
"""Where letters of two bytes stand that names are made of: Latin, Greek, Cyrillic."""

_SIGNS = set("‘’“”–—…•™€\u00a0、。，：（）！？·\ufeff")


def codec_of(text: str) -> str:
    """The codec that UTF-8 was mistaken for in this text; '' where it was not."""
    runs = _RUN.findall(text)
    most, best = 0, ""
    for codec in CODECS:
        turned = [_turned(run, codec) for run in runs]
        found = [each for each in turned if each is not None]
        if len(found) > most and len(found) >= ENOUGH * len(runs) and _is_sure(found):
            most, best = len(found), codec
    return best


def repairer(codec: str) -> Callable[[str], str]:
    """What turns text of that codec back; what does not turn back stays as it is."""

    def turn(found: re.Match[str]) -> str:
        run = found.group()
        return _turned(run, codec) or run

    return lambda text: _RUN.sub(turn, text)


@lru_cache(maxsize=20_000)
def _turned(run: str, codec: str) -> str | None:
    """A run of letters beyond ASCII as it was meant; None where it meant itself."""
    table = _bytes_of(codec)
    try:
        found = bytes([table[letter] for letter in run]).decode()
    except (KeyError, UnicodeDecodeError):
        return None
    return found if all(map(_is_likely, found)) else None


def _is_likely(letter: str) -> bool:
    code = ord(letter)
    if letter in _SIGNS or unicodedata.category(letter)[0] == "M":
        return True
    if code < 0x800:
        in_block = any(first <= code <= last for first, last in _SHORT_BLOCKS)
        return in_block and letter.isalpha()
    return letter.isalnum() or code >= 0x1F300


def _is_sure(found: list[str]) -> bool:
    """One long letter is proof; short ones are when there are several of them."""
    letters = {letter for each in found for letter in each}
    long = any(len(letter.encode()) >= SURE and letter.isalpha() for letter in letters)
    return long or len(letters) >= SURE


@lru_cache(maxsize=8)
def _bytes_of(codec: str) -> Mapping[str, int]:
    """The byte of each character as Windows reads it: holes are control characters."""
    table = {chr(code): code for code in range(0x80, 0xA0)}
    for code in range(0x80, 0x100):
        letter = bytes([code]).decode(codec, "replace")
        table[letter if letter != "\ufffd" else chr(code)] = code
    return table
