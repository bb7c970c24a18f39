"""How a text file is encoded: told by its bytes, never by its name."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

CHUNK = 1 << 20
SAMPLE = 200_000
"""Bytes of lines beyond ASCII that are enough to tell old encodings apart."""

FEW = 20
"""One in so many may be a fault."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOICES = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1258",
    "cp874",
    "gb18030",
    "big5",
    "shift_jis",
    "cp1252",
    "latin-1",
)
"""What a user can choose when the guess is wrong."""

_SEPARATORS = tuple(b"\n\r\t,;| ")
_THAI_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_BAD_THAI = re.compile(f"(?<![\u0e01-\u0e2e{_THAI_MARKS}])[{_THAI_MARKS}]")
_BAD_LEAD = re.compile("[\u0e40-\u0e44](?![\u0e01-\u0e2e])")
_MARK_AFTER_VOWEL = re.compile(
    "[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]"
)
_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VIETNAMESE_ONLY = set("ăđơưĂĐƠƯ")
_NEAR_LETTER = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])")
_LANGUAGE = {"vi": "cp1258", "th": "cp874", "zh-hans": "gb18030"}


class Told(NamedTuple):
    """A codec; whether some of the file's bytes are no letters in it."""

    codec: str
    is_damaged: bool = False


def encoding_of(path: Path, *, language: str = "") -> Told:
    """The codec of a text file. `language` (of the workspace) decides close calls."""
    with path.open("rb") as file:
        head = file.read(4_096)
    if wide := wide_encoding(head):
        return Told(wide, not _is_whole(path, wide))
    unicode = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    if _is_whole(path, unicode):
        return Told(unicode)
    sample = beyond_ascii(path)
    if unicode == "utf-8-sig" or _is_nearly_utf8(sample):
        return Told(unicode, is_damaged=True)
    return Told(_old_encoding(sample, language))


def wide_encoding(head: bytes) -> str:
    """UTF-16 or UTF-32 by its mark, or by a zero beside most separators; else ''."""
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec
    little, big = head[0::2], head[1::2]
    before = sum(a == 0 and b in _SEPARATORS for a, b in zip(little, big, strict=False))
    after = sum(b == 0 and a in _SEPARATORS for a, b in zip(little, big, strict=False))
    enough = max(2, len(head) // 400, sum(map(head.count, _SEPARATORS)) * 0.6)
    if after >= enough and after > FEW * before:
        return "utf-16-le"
    return "utf-16-be" if before >= enough and before > FEW * after else ""


def _is_whole(path: Path, codec: str) -> bool:
    """Whether every byte of the file is part of a letter."""
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _is_nearly_utf8(sample: bytes) -> bool:
    """UTF-8 that was cut, or had other text pasted into it, is still UTF-8."""
    text = sample.decode(errors="replace")
    faults = text.count("\ufffd")
    letters = sum(1 for letter in text if not letter.isascii()) - faults
    return letters > FEW * faults


def beyond_ascii(path: Path) -> bytes:
    """The lines that tell: those that hold bytes beyond ASCII, up to a sample."""
    found, size = [], 0
    for line in _lines(path):
        if not line.isascii():
            found.append(line)
            size += len(line)
        if size > SAMPLE:
            break
    return b"".join(found)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline(CHUNK):
            yield line


def _old_encoding(sample: bytes, language: str) -> str:
    scores = {
        codec: score(text) + (0.15 if _LANGUAGE.get(language) == codec else 0)
        for codec, score in _SCORES.items()
        if (text := _decoded(sample, codec)) is not None
    }
    best = max(scores, key=lambda codec: scores[codec], default="")
    if best and scores[best] >= 0.6:
        return best
    return _by_charset_normalizer(sample) or best or "latin-1"


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return sample.decode(codec)
    except UnicodeDecodeError:
        return None


def _thai(text: str) -> float:
    thai = [c for c in text if "\u0e01" <= c <= "\u0e5b"]
    other = sum(1 for c in text if not c.isascii()) - len(thai)
    if not thai:
        return 0
    bad = len(_BAD_THAI.findall(text)) + len(_BAD_LEAD.findall(text)) + other
    return 1 - 3 * bad / len(thai)


def _chinese_plain(text: str) -> float:
    return _common(text, "gb2312", (0xB0, 0xD7))


def _chinese_traditional(text: str) -> float:
    return _common(text, "big5", (0xA4, 0xC6))


def _common(text: str, codec: str, rows: tuple[int, int]) -> float:
    """The share of characters that stand among the frequent ones of a standard."""
    beyond = [c for c in text if not c.isascii()]
    if not beyond:
        return 0
    fits = 0.0
    for letter in beyond:
        lead = letter.encode(codec, "replace")[0]
        is_sign = unicodedata.category(letter)[0] in "PSZ" and lead != ord("?")
        fits += rows[0] <= lead <= rows[1] or is_sign
    return fits / len(beyond)


def _vietnamese(text: str) -> float:
    beyond = sum(1 for c in text if not c.isascii())
    marks = len(_MARK.findall(text))
    placed = len(_MARK_AFTER_VOWEL.findall(text))
    own = sum(1 for c in text if c in _VIETNAMESE_ONLY)
    if not marks or not beyond:
        return 0.3 if own else 0
    strange = sum(
        1
        for c in text
        if not c.isascii()
        and not _MARK.match(c)
        and unicodedata.category(c)[0] not in "LPSZ"
    )
    return 0.7 * placed / marks + 0.3 * bool(own) - strange / beyond


def _western(text: str) -> float:
    beyond = [c for c in text if not c.isascii()]
    letters = [c for c in beyond if c.isalpha() and c not in "ÞþðÐ"]
    if not beyond:
        return 0
    near = len(_NEAR_LETTER.findall(text))
    return 0.8 * min(near, len(letters)) / len(beyond)


def _kana(text: str) -> float:
    beyond = [c for c in text if not c.isascii()]
    kana = sum("\u3041" <= c <= "\u30ff" for c in beyond)
    return min(1.0, 2.5 * kana / len(beyond)) if beyond else 0


_SCORES: Mapping[str, Callable[[str], float]] = {
    "cp874": _thai,
    "gb18030": _chinese_plain,
    "big5": _chinese_traditional,
    "shift_jis": _kana,
    "cp1258": _vietnamese,
    "cp1252": _western,
}


def _by_charset_normalizer(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:50_000]).best()
    return best.encoding if best else ""
