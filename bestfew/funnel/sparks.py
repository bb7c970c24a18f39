"""The last weeks of a part of the funnel as a small drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bestfew.funnel import flow_words

STEP, WIDTH, HEIGHT = 20, 17, 42
FLAT = 1
"""So high is a bar of nothing: one still sees that the week was looked at."""


@dataclass(frozen=True, slots=True)
class Spark:
    """Bars, the earliest first: how far from the left, its top, its height."""

    first: int
    last: int
    weeks: int
    said: str
    bars: Sequence[tuple[int, int, int]]


def spark(counts: Sequence[int]) -> Spark:
    """Of at least one count; drawn in a field of 160 by 44."""
    most = max(max(counts), 1)
    heights = [max(FLAT, round(HEIGHT * count / most)) for count in counts]
    bars = [(n * STEP, HEIGHT + 2 - high, high) for n, high in enumerate(heights)]
    return Spark(counts[0], counts[-1], len(counts), flow_words.trend(counts), bars)
