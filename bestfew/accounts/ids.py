"""Identifiers: 63-bit integers that sort by time and cannot be counted (ADR 0003)."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

RANDOM_BITS = 22
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32, without letters that are mixed up in print."""

_MIXED_UP = str.maketrans("OIL", "011", " -")
EPOCH_MS = 1_577_836_800_000  # 2020-01-01, so that 41 bits of time last until 2089

_lock = threading.Lock()
_last = 0


def id_in(text: str) -> int:
    """The identifier that an address or a form names; 0, which nothing has, if none."""
    found = int(text) if text.isdecimal() and len(text) < 20 else 0
    return found if found < 1 << 63 else 0


def code_of(pk: int) -> str:
    """An identifier as 13 letters and digits, for a link that is printed."""
    return "".join(LETTERS[pk >> shift & 31] for shift in range(60, -1, -5))


def id_of(code: str) -> int:
    """The identifier behind a code as somebody typed it; 0 if it is none."""
    found = 0
    letters = code.upper().translate(_MIXED_UP)
    for letter in letters if len(letters) <= 13 else "":
        if letter not in LETTERS:
            return 0
        found = found << 5 | LETTERS.index(letter)
    return found if found < 1 << 63 else 0


def new_id() -> int:
    """One new identifier, larger than every one made before in this process."""
    return new_ids(1).start


def new_ids(count: int) -> range:
    """`count` new identifiers in a row, for rows that are written together."""
    global _last
    with _lock:
        moment = (time.time_ns() // 1_000_000 - EPOCH_MS) << RANDOM_BITS
        start = max(moment | secrets.randbits(RANDOM_BITS), _last + 1)
        _last = start + count - 1
    return range(start, start + count)


def made_at(pk: int) -> datetime:
    """When an identifier was made; those made ahead of their time say so."""
    moment = (pk >> RANDOM_BITS) + EPOCH_MS
    return datetime.fromtimestamp(moment / 1_000, UTC)


class IdField(models.BigIntegerField[int, int]):
    """A primary key of our own making, which SQLite uses as its row id.

    It does so only for a column of the type "integer", as wide there as any other.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "sqlite":
            return "integer"
        return super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return models.BigIntegerField().db_type(connection)
