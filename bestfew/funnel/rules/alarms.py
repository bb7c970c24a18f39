"""Counts that fall before the money does: charts with known alarms (method.md 4.11).

Each works on counts of equal periods, the oldest first. What they are told about is the
caller's: people reached, objectives that came above the funnel.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma, log, sqrt

LOW = 0.6
"""A fall to this share of what is usual is to be noticed (4.11b: from 10 to 6)."""

STEP = 0.25
"""The grid of the sums on which run lengths are worked out."""


class Light(StrEnum):
    """How sure it is that a count has fallen."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


RUN_LENGTHS = {Light.YELLOW: 20, Light.ORANGE: 50, Light.RED: 100}
"""After so many periods, on average, a light comes on though nothing has changed."""


def cusum_k(usual: float, low: float) -> float:
    """What a count is held against, to notice a fall from `usual` to `low` a period.

    Raises ValueError unless usual > low > 0.
    """
    if not usual > low > 0:
        raise ValueError("The usual count is more than the low one, and both above 0.")
    return (usual - low) / (log(usual) - log(low))


def cusum(counts: Sequence[float], k: float) -> list[float]:
    """S after each period: what the counts fell short of k, gathered, never below 0."""
    found: list[float] = []
    sum_ = 0.0
    for count in counts:
        sum_ = max(0.0, sum_ + k - count)
        found.append(sum_)
    return found


def ewma(counts: Sequence[float], *, start: float, weight: float = 0.3) -> list[float]:
    """The moving average after each period; the newest has `weight`."""
    found: list[float] = []
    last = start
    for count in counts:
        last = weight * count + (1 - weight) * last
        found.append(last)
    return found


def ewma_floor(usual: float, *, weight: float = 0.3, sigmas: float = 3) -> float:
    """The lower limit of that average for Poisson counts; never below 0."""
    spread = sqrt(usual * weight / (2 - weight))
    return max(0.0, usual - sigmas * spread)


def light_of(sums: Sequence[float], heights: dict[Light, float]) -> Light | None:
    """The strongest light that the last sum turns on."""
    if not sums:
        return None
    return next((each for each in reversed(Light) if sums[-1] >= heights[each]), None)


@lru_cache(maxsize=256)
def _heights(usual: float, low: float) -> dict[Light, float]:
    return {
        light: height(usual, low, run_length=length)
        for light, length in RUN_LENGTHS.items()
    }


def heights(usual: float) -> dict[Light, float]:
    """How high the sum must come for each light, where `usual` is above 0.

    Worked out for the nearest half: a mean is not known better than that.
    """
    rounded = max(0.5, round(2 * usual) / 2)
    return _heights(rounded, LOW * rounded)


def height(usual: float, low: float, *, run_length: float) -> float:
    """The lowest h that a steady count reaches after `run_length` periods on average.

    By the Markov chain of the sums, after Hawkins and Olwell, with k to a quarter.
    """
    rise, cells = max(1, round(cusum_k(usual, low) / STEP)), 1
    while _run_length(usual, rise, cells) < run_length:
        cells += 1
    return cells * STEP


def _run_length(usual: float, rise: int, cells: int) -> float:
    """Periods until a sum reaches `cells` steps, begun at 0, on average."""
    most = int((cells + rise) * STEP) + 1
    chances = [exp(n * log(usual) - usual - lgamma(n + 1)) for n in range(most + 1)]
    rows = []
    for start in range(cells):
        row = [0.0] * cells
        left = 1.0
        for count, chance in enumerate(chances):
            ends = start + rise - round(count / STEP)
            if ends <= 0:
                break  # this count and every larger one empty the sum
            left -= chance
            if ends < cells:
                row[ends] += chance
        row[0] += left
        rows.append(row)
    return _solved(rows)


def _solved(chances: list[list[float]]) -> float:
    """x[0] of x = 1 + chances x, by elimination from the last row up."""
    rows = [
        [(i == j) - chance for j, chance in enumerate(row)]
        for i, row in enumerate(chances)
    ]
    right = [1.0] * len(rows)
    for last in range(len(rows) - 1, 0, -1):
        pivot, value = rows[last], right[last]
        for i in range(last):
            if factor := rows[i][last] / pivot[last]:
                rows[i] = [
                    a - factor * b for a, b in zip(rows[i][:last], pivot, strict=False)
                ]
                right[i] -= factor * value
    return right[0] / rows[0][0]
