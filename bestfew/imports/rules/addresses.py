"""An address that stands in several columns: a street, a town, a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bestfew.imports.rules.text import squeezed

WHOLE, PART = "address", "address_part"
_STREETS = ("street", "address")


@lru_cache(maxsize=64)
def parts_by_street(
    headers: Sequence[str], targets: Sequence[str]
) -> Mapping[int, tuple[int, ...]]:
    """For each column of a street or a whole address, the columns of its other parts.

    Parts belong to the column whose header begins like theirs (`Home Street`, `Home
    City`), else to the one nearest before them. Both are tuples, as long as each other.
    """
    streets = {
        index: _kind(headers[index])
        for index, target in enumerate(targets)
        if target == WHOLE
    }
    found: dict[int, list[int]] = {index: [] for index in streets}
    for index, target in enumerate(targets):
        if target == PART and streets:
            found[_street_of(index, squeezed(headers[index]), streets)].append(index)
    return {index: tuple(parts) for index, parts in found.items()}


def _kind(header: str) -> str:
    """`home` for `Home Street`; '' for one that says no more than `Street`."""
    word = squeezed(header)
    for street in _STREETS:
        if street in word:
            return word.partition(street)[0]
    return word


def _street_of(index: int, header: str, streets: Mapping[int, str]) -> int:
    alike = [at for at, kind in streets.items() if kind and header.startswith(kind)]
    if alike:
        return max(alike, key=lambda at: len(streets[at]))
    plain = [at for at, kind in streets.items() if not kind]
    before = [at for at in streets if at < index]
    return (plain or before or list(streets))[-1 if before and not plain else 0]
