"""The lines of a vCard file, unfolded and decoded one property at a time."""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bestfew.imports.reading.layouts import MOST_IN_CELL

PIECE = 1 << 16
"""Characters read at once: a picture of 20 MB in one line never stands in memory."""

LONGEST = 4 * MOST_IN_CELL
"""Characters of a property that are looked at; quoted-printable takes three a byte."""

_PROPERTY = re.compile(
    r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^;:"]|"[^"]*")*)*):(.*)', re.DOTALL
)
_PICTURE = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_QUOTED = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_WRITTEN = ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT")
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "tis-620": "cp874"}


class Property(NamedTuple):
    """A property: its name in capitals, its value in the bytes of the file.

    A line that is none has no name.
    """

    name: str
    group: str
    params: dict[str, list[str]]
    raw: bytes
    encoding: str

    @property
    def types(self) -> set[str]:
        return {each.lower() for each in self.params.get("TYPE", ())}

    def text(self) -> str:
        """The value as text, without escapes."""
        return _unescaped(self._decoded()).replace("\r\n", "\n").strip()

    def parts(self, separator: str = ";") -> list[str]:
        """A value of several parts, each without escapes."""
        text = self._decoded()
        if "\\" not in text:
            return [part.strip() for part in text.split(separator)]
        found, start, is_escaped = [], 0, False
        for index, letter in enumerate(text):
            if letter == separator and not is_escaped:
                found.append(text[start:index])
                start = index + 1
            is_escaped = letter == "\\" and not is_escaped
        return [_unescaped(part).strip() for part in (*found, text[start:])]

    def _decoded(self) -> str:
        found = self.raw
        if written := self.params.get("ENCODING"):
            found = _unwritten(found, written)
        if codec := self._charset():
            return found.decode(codec, "replace")
        try:  # cards of several programs may stand in one file
            return found.decode()
        except UnicodeDecodeError:
            return found.decode(self.encoding, "replace")

    def _charset(self) -> str:
        """The codec that the property names, if it is one."""
        named = next(iter(self.params.get("CHARSET", ())), "").lower()
        try:
            return codecs.lookup(_CHARSETS.get(named, named)).name if named else ""
        except LookupError:
            return ""


def _unwritten(raw: bytes, written: list[str]) -> bytes:
    if "QUOTED-PRINTABLE" in written:
        return quopri.decodestring(raw)
    if "BASE64" in written or "B" in written:
        try:
            return base64.b64decode(raw)
        except binascii.Error:
            return b""
    return raw


def properties(path: Path, encoding: str) -> Iterator[Property]:
    """Every property of a file; `encoding` holds where a property names none."""
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    own = "utf-8" if is_wide or encoding == "utf-8-sig" else encoding
    for line in _logical(path, encoding if is_wide else "latin-1"):
        if line.strip():
            yield _property(line, "utf-8" if is_wide else "latin-1", own)


def _property(line: str, codec: str, encoding: str) -> Property:
    found = _PROPERTY.fullmatch(line)
    if not found:
        raw = line.strip().encode(codec, "replace")
        return Property("", "", _params(""), raw, encoding)
    group, name, params, value = found.groups()
    raw = value.encode(codec, "replace")
    return Property(name.upper(), group or "", _params(params), raw, encoding)


@lru_cache(maxsize=1_000)
def _params(text: str) -> dict[str, list[str]]:
    """Parameters by name; vCard 2.1 leaves the names of some out."""
    found: dict[str, list[str]] = {}
    if not text:
        return found
    for each in text.split(";")[1:]:
        name, is_named, value = each.partition("=")
        if not is_named:
            name, value = ("ENCODING" if name.upper() in _WRITTEN else "TYPE"), name
        values = (one.strip(' "') for one in value.split(","))
        key = name.strip().upper()
        if key == "ENCODING":
            values = (one.upper() for one in values)
        found.setdefault(key, []).extend(values)
    return found


def _logical(path: Path, codec: str) -> Iterator[str]:
    """Lines without folds, each cut at `LONGEST`; of a picture only its beginning."""
    line, is_new, is_picture, keeps_space = "", True, False, False
    with path.open(encoding=codec, errors="replace") as file:
        while piece := file.readline(PIECE):
            was_new, is_new = is_new, piece.endswith("\n")
            piece = piece.rstrip("\n").removeprefix("\xef\xbb\xbf")
            if not was_new:
                more = piece
            elif line.endswith("=") and _QUOTED.match(line):
                line, more = line[:-1], piece
            elif piece[:1] in (" ", "\t"):
                more = piece if keeps_space else piece[1:]
            elif is_picture and ":" not in piece:
                continue  # old programs do not indent what follows a picture
            else:
                yield line
                line, more = "", piece
                is_picture = bool(_PICTURE.match(piece[:100]))
                if piece[:8].upper() == "VERSION:":
                    keeps_space = piece[8:].strip() == "2.1"
            if not is_picture or not line:
                line += more[: LONGEST - len(line)]
        yield line


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
