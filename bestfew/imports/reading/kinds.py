"""What kind of file it is: told by its bytes, never by its name."""

from __future__ import annotations

import re
from pathlib import Path

from bestfew.imports.reading import layouts
from bestfew.imports.reading.encodings import wide_encoding
from bestfew.imports.reading.layouts import Unreadable

HEAD = 4_096
_PACKED = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CARD = re.compile(r"\ufeff?\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_CALENDAR = re.compile(r"\ufeff?\s*BEGIN\s*:\s*VCALENDAR", re.IGNORECASE)
_PAGE = re.compile(
    r"\ufeff?\s*<(?:!doctype html|html|head|body|table|meta|\?xml|script|svg)",
    re.IGNORECASE,
)
_LINES = re.compile(r'\ufeff?\s*\{\s*"')
_NO_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"SQLite format",
    b"7z\xbc\xaf",
    b"Rar!",
)


def check_file(path: Path) -> None:
    """Raise `Unreadable` for what is no file of a kind and size that we take."""
    kind_of(path)


def kind_of(path: Path) -> str:
    """`csv`, `vcard`, `jsonl`, `workbook` or `zip` (which a workbook may be, too).

    Raises `Unreadable`.
    """
    head = _head_of(path)
    if head.startswith(_PACKED):
        return "zip"
    if head.startswith(_OLD_OFFICE):
        return "workbook"
    if head.startswith(_NO_TEXT) or _is_binary(head):
        raise Unreadable("not_text")
    text = head.decode(wide_encoding(head) or "utf-8", "replace")
    if _CARD.match(text):
        return "vcard"
    if _LINES.match(text):
        return "jsonl"
    if _PAGE.match(text):
        raise Unreadable("page")
    if _CALENDAR.match(text):
        raise Unreadable("calendar")
    return "csv"


def _head_of(path: Path) -> bytes:
    if not path.exists():
        raise Unreadable("missing", name=path.name)
    if path.is_dir():
        raise Unreadable("folder", name=path.name)
    if not path.is_file():
        raise Unreadable("not_text")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty")
    if size > layouts.MOST_BYTES:
        raise Unreadable("bytes", most=layouts.MOST_BYTES // 1_000_000)
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except PermissionError as fault:
        raise Unreadable("no_permission", name=path.name) from fault


def _is_binary(head: bytes) -> bool:
    """Control characters that no text holds; zero bytes alone may be strays."""
    if wide_encoding(head):
        return False
    strange = sum(
        byte < 32 and byte not in b"\x00\t\n\r\x0b\x0c\x1a\x1b" for byte in head
    )
    return strange > 0.02 * len(head) + 1 or head.count(0) > 0.3 * len(head)
