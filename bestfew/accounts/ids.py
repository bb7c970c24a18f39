"""Identifiers: 63-bit integers that sort by time and cannot be counted (ADR 0003)."""

from __future__ import annotations

import secrets
import threading
import time

RANDOM_BITS = 22
EPOCH_MS = 1_577_836_800_000  # 2020-01-01, so that 41 bits of time last until 2089

_lock = threading.Lock()
_last = 0


def id_in(text: str) -> int:
    """The identifier that an address or a form names; 0, which nothing has, if none."""
    found = int(text) if text.isdecimal() and len(text) < 20 else 0
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
