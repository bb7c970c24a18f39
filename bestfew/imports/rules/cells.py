"""Records as cells: lists numbered, pairs as JSON, long texts in several cells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bestfew.imports.rules.text import tags

LONGEST = 16_000
"""Letters in a cell. Excel takes 32,767 half as long ones, and so do our imports."""

OVERFLOW = "contacts"
"""The column of ways to reach somebody that have no column of their own."""

MOST = 9
"""Columns of one kind of contact point."""

_BLANK = [""] * 200
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def text_of(value: Any) -> str:
    """What one cell says: '' for nothing, JSON for lists and pairs, else its text."""
    kind = type(value)
    if kind is str:
        return str(value)
    if value is None:
        return ""
    if kind is dict:
        return _encoded(value) if value else ""
    if kind is not list:
        return str(value)
    if all(type(each) is str for each in value):
        return _several(value)
    return _encoded(value)


def _several(values: Sequence[str]) -> str:
    """Tags, parted by commas unless they would be read as others then."""
    text = ", ".join(values)
    is_plain = tags(text) == values and not text.startswith(("[", "{"))
    return text if is_plain else _encoded(values)


def parts(text: str, longest: int = LONGEST) -> list[str]:
    """A text in pieces that are one again when joined.

    No piece begins or ends with a space, since whoever reads a cell strips it.
    """
    found: list[str] = []
    start = 0
    while len(text) - start > longest:
        end = start + longest
        while end > start + 1 and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        if end == start + 1:  # spaces, for as long as a cell
            end = start + longest
        found.append(text[start:end])
        start = end
    return [*found, text[start:]]


def spread(
    record: Mapping[str, Any], widths: Mapping[str, int], numbered: frozenset[str]
) -> list[str]:
    """A record's cells; `widths` says how many each column has, in their order.

    Of a `numbered` list, what finds no cell stands in `contacts` with its kind.
    """
    cells: list[str] = []
    more: list[list[str]] = []
    for name, width in widths.items():
        value: Any = record.get(name)
        if not value and value != 0 and not (more and name == OVERFLOW):
            found: list[str] = []
        elif name in numbered:
            found = value[:width]
            more += [[name, each] for each in value[width:]]
        elif more and name == OVERFLOW:
            found = _fitting([*(value or ()), *more], width)
        else:
            found = _fitting(value, width)
        cells += found
        cells += _BLANK[: width - len(found)]
    return cells


def _fitting(value: Any, width: int) -> list[str]:
    """The cells of a value; the last one holds what there are no more cells for."""
    text = text_of(value)
    if len(text) <= LONGEST:
        return [text]
    found = parts(text)
    return [*found[: width - 1], "".join(found[width - 1 :])]


def width_of(value: Any) -> int:
    """How many cells a value needs."""
    text = text_of(value)
    return 1 if len(text) <= LONGEST else len(parts(text))


def headers(widths: Mapping[str, int]) -> list[str]:
    """`phone`, `phone 2`…"""
    return [
        name if number == 1 else f"{name} {number}"
        for name, width in widths.items()
        for number in range(1, width + 1)
    ]
