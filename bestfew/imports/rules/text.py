"""Cells as text: cleaned, named, told apart, and made safe for spreadsheets."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from bestfew.people.rules import fold

OURS = "bestfew"
"""The namespace of the ids that this program gave."""

ROW = "row"
"""The namespace of rows without an id: the hash of what they say."""

LONGEST_ID = 200
LONGEST_NAMESPACE = 60
_GENERIC_IDS = {"id", "recordid", "externalid", "no", "number", "uid", "uuid", "key"}
_SEPARATORS = re.compile(r"[,;|]")
_SEVERAL = re.compile(r"[;,/|\n]|:::")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*%?")
_PHONE = re.compile(r"\+\d[\d\s().-]{4,20}")


def clean(text: str) -> str:
    """NFC, without NUL bytes and surrounding spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.strip()


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


def several(text: str, *, shortest: int) -> list[str]:
    """The parts of a cell that holds several numbers or addresses.

    Only where each part has `shortest` characters at least; otherwise it is one value.
    """
    if not _SEVERAL.search(text):
        return [text]
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    return parts if all(len(part) >= shortest for part in parts) else [text]


def tags(text: str) -> list[str]:
    """Tags parted by comma, semicolon or bar, each once, in their order."""
    found = (" ".join(part.split()) for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(tag for tag in found if tag))


def for_spreadsheet(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (trust.md B4).

    Plain numbers and phone numbers that begin with + are none and stay as they are.
    """
    if not cell.lstrip(" \u00a0").startswith(_FORMULA):
        return cell
    if _NUMBER.fullmatch(cell) or _PHONE.fullmatch(cell):
        return cell
    return f"'{cell}"


def pairs(text: str) -> dict[str, str]:
    """Pairs as an export of ours writes them: a JSON object; {} for anything else."""
    try:
        found = json.loads(text) if text.startswith("{") else {}
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()}
