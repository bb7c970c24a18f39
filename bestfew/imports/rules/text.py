"""Cells as text: cleaned, named, told apart, and made safe for spreadsheets."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from bestfew.people.rules import fold

OURS = "bestfew"
"""The namespace of the ids that this program gave."""

ROW = "row"
"""The namespace of rows without an id: the hash of what they say."""

LONGEST_ID = 200
LONGEST_NAMESPACE = 60
_GENERIC_IDS = {"id", "recordid", "externalid", "no", "number", "uid", "uuid", "key"}
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SEPARATORS = re.compile(r"[,;|]|:::")
_SEVERAL = re.compile(r"[;,/|\n]")
_GOOGLE = ":::"
_EVERYBODY = frozenset(("* myContacts", "* My Contacts"))
_SCHEME = re.compile(r"(?:tel|mailto|p|z):\s*(?=[^/\s])", re.IGNORECASE)
_CONTROLS: Mapping[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)),
    **{code: chr(code) for code in (0x09, 0x0A, 0x0D)},
    **dict.fromkeys((0x0B, 0x0C, 0x85), "\n"),
}


def clean(text: str) -> str:
    """NFC, without NUL bytes and surrounding spaces."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.strip()


def plain(text: str) -> str:
    """Text as an export writes it, and an import of it reads it: the same.

    Clean, and without the control characters that no format carries; vertical tabs,
    form feeds and NEL are line ends. What is printable ASCII is so already.
    """
    if not (text.isascii() and text.isprintable()):
        text = clean(text.translate(_CONTROLS))
    return text.strip()


def one_line(text: str) -> str:
    """A name or a title without breaks and control characters (trust.md B9)."""
    return text if text.isprintable() else _BREAKS.sub(" ", text).strip()


@lru_cache(maxsize=50_000)
def squeezed(text: str) -> str:
    """A header or a word as it is compared: folded, letters and digits only."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def namespace(header: str, noun: str) -> str:
    """What the ids of a column belong to: `LEADID` and `Lead Id` are both `leadid`.

    A header that says no more than "ID" is told apart by the noun of its file.
    """
    found = squeezed(header)[:LONGEST_NAMESPACE]
    return f"{noun}id" if not found or found in _GENERIC_IDS else found


def row_id(values: Iterable[tuple[str, str]]) -> str:
    """The identity of a row without an id of its own: SHA-256 of its mapped values."""
    digest = hashlib.sha256()
    for target, value in values:
        digest.update(f"{target}\x1f{value}\x1e".encode())
    return digest.hexdigest()


def bare(text: str) -> str:
    """A number or address without the scheme that some programs write before it.

    Exports of Facebook lead ads hold `p:+84912345678`.
    """
    found = _SCHEME.match(text)
    return text[found.end() :] if found else text


def several(text: str, *, shortest: int = 0) -> list[str]:
    """The parts of a cell that holds several numbers or addresses.

    What Google parts by ` ::: ` is several. Otherwise only where each part has
    `shortest` characters at least; without that it is one value.
    """
    if _GOOGLE in text:
        return [part.strip() for part in text.split(_GOOGLE) if part.strip()]
    if not shortest or not _SEVERAL.search(text):
        return [text]
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    return parts if all(len(part) >= shortest for part in parts) else [text]


def tags(text: str) -> list[str]:
    """Tags parted by comma, semicolon, bar or `:::`, each once, in their order.

    Groups that Google made itself begin with a star; everybody is in the first.
    """
    found = (" ".join(part.split()) for part in _SEPARATORS.split(text))
    names = (tag.removeprefix("* ") for tag in found if tag not in _EVERYBODY)
    return list(dict.fromkeys(tag for tag in names if tag))


def loads(text: str) -> Any:
    """JSON of an export; None for anything else, however deep it is nested."""
    try:
        return json.loads(text) if text.startswith(("{", "[")) else None
    except (ValueError, RecursionError):
        return None


def pairs(text: str) -> dict[str, str]:
    """Pairs as an export of ours writes them: a JSON object; {} for anything else."""
    found = loads(text)
    if not isinstance(found, dict):
        return {}
    return {clean(name): clean(str(value)) for name, value in found.items()}


def ids(text: str) -> list[tuple[str, str]]:
    """Namespaces and ids as an export of ours writes them; several may share one."""
    return ids_in(loads(text))


def ids_in(found: Any) -> list[tuple[str, str]]:
    """The same, of JSON that was read; nothing where it is no object."""
    if not isinstance(found, dict):
        return []
    return [
        (clean(namespace), clean(str(value)))
        for namespace, values in found.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def names(text: str) -> list[str]:
    """Tags: as many as stand in the cell, or a JSON list where one holds a comma."""
    found = loads(text)
    if isinstance(found, list) and all(isinstance(each, str) for each in found):
        return [clean(each) for each in found]
    return tags(text)
