"""Breaks a headline into lines, also where a script writes no spaces. No Django."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

_CLUSTER = re.compile(
    r"[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45-\u0e4e\u0300-\u036f]*"
    r"[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f\u300b\u300d\u300f!,.:;?)]*",
    re.DOTALL,
)
"""What stays together: a Thai vowel before its letter and the marks over it, a mark and
its letter, punctuation and what it ends."""


def clusters(word: str) -> list[str]:
    return _CLUSTER.findall(word)


def lines_of(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """As few lines of `width` as take the words; a longer one is broken in clusters."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined) <= width:
            lines[-1] = joined
            continue
        lines += _broken(word, width, measure)
    return lines


def _broken(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    pieces = [""]
    for cluster in clusters(word):
        if pieces[-1] and measure(pieces[-1] + cluster) > width:
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _at(measure: Callable[[str, int], float], size: int, text: str) -> float:
    return measure(text, size)


def size_that_fits(
    text: str,
    sizes: range,
    *,
    width: float,
    most: int,
    measure: Callable[[str, int], float],
) -> tuple[int, list[str]]:
    """The first of `sizes` in which the text takes at most so many lines, and them.

    The last size takes whatever there is, cut with a sign behind `most` lines.
    """
    for size in sizes:
        lines = lines_of(text, width, partial(_at, measure, size))
        if len(lines) <= most:
            return size, lines
    return sizes[-1], [*lines[: most - 1], lines[most - 1] + "…"]
