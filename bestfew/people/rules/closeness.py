"""How near a name is to what was typed: the order in which search answers."""

from __future__ import annotations

from enum import IntEnum

from bestfew.people.rules.folding import fold
from bestfew.people.rules.searching import LONGEST_SEARCH, listed_name


class Closeness(IntEnum):
    """The nearest first."""

    WHOLE = 0
    BEGINS = 1
    WORDS = 2
    """Every word is one of the name's, or of the way a Chinese name is read."""
    BEGINNINGS = 3
    """Every word begins one of the name's; or what was typed begins their address."""
    INSIDE = 4
    ELSEWHERE = 5
    """In a number, an organisation or a note."""


def typed_name(query: str) -> str:
    """What was typed, as the beginning of a `sort_name`."""
    return fold(query[:LONGEST_SEARCH].encode(errors="ignore").decode())


def closeness(
    sort_name: str, typed: str, wanted: list[str], begins_address: bool = False
) -> Closeness:
    """How near a name is to `typed_name(query)` and `needles(query)`."""
    if typed and sort_name.startswith(typed):
        return Closeness.WHOLE if sort_name == typed else Closeness.BEGINS
    listed = f" {listed_name(sort_name)}"
    words = listed.split()
    if "".join(wanted) in words or all(needle in words for needle in wanted):
        return Closeness.WORDS
    if begins_address or all(f" {needle}" in listed for needle in wanted):
        return Closeness.BEGINNINGS
    is_inside = all(needle in listed for needle in wanted)
    return Closeness.INSIDE if is_inside else Closeness.ELSEWHERE
