"""Lines of a vCard 4.0 (RFC 6350): whatever the data hold, one property is one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from bestfew.imports.rules.cells import LONGEST as LONGEST_TEXT

OWN = "X-BESTFEW-"
"""Begins the names of our own properties; the rest is a column of an export."""

LONGEST = 75
"""Octets in a line, its end left out."""

_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;"})
_QUOTED = re.compile(r"[\\,;]")


def text(value: str) -> str:
    """A text value: separators escaped, every kind of line end as `\\n`."""
    if _QUOTED.search(value):
        value = value.translate(_ESCAPES)
    return value if value.isprintable() else "\\n".join(value.splitlines())


def keeps(value: str) -> bool:
    """Whether a text value is the same when it is read: line ends become one kind."""
    if value.isprintable():
        return len(value) <= LONGEST_TEXT
    return len(value) <= LONGEST_TEXT and "\n".join(value.splitlines()) == value


def parts(values: Iterable[str], separator: str = ";") -> str:
    """A value of several parts, or a list of values."""
    return separator.join(map(text, values))


def uri(scheme: str, value: str) -> str:
    """An address of a scheme: what no address can hold is percent-encoded."""
    return f"{scheme}:{quote(value, safe='@+~._-')}"


def one_line(value: str) -> str:
    """A value that is an address already, without what would end its line."""
    return value if value.isprintable() else " ".join(value.split())


def folded(line: str) -> str:
    """A line with its end; a long one goes on behind a space, no character split."""
    if line.isascii() and len(line) <= LONGEST:
        return f"{line}\r\n"
    raw = line.encode()
    found, start, room = [], 0, LONGEST
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        found.append(raw[start:end])
        start, room = end, LONGEST - 1
    return b"\r\n ".join([*found, raw[start:]]).decode() + "\r\n"
