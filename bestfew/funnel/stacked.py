"""The counts of the four parts over time, drawn as areas one upon the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bestfew.funnel.models import Place

POINTS = 53
WIDTH, HEIGHT = 520, 120
ORDER = (Place.BEST_FEW, Place.IN, Place.ABOVE, Place.UNIVERSE)
"""From the bottom up: what is nearest to the close carries the rest."""


@dataclass(frozen=True, slots=True)
class Area:
    """One part: the corners of its area, as SVG has them."""

    place: str
    label: str
    points: str


@dataclass(frozen=True, slots=True)
class Drawing:
    areas: list[Area]
    most: int
    days: Sequence[date]


def days_between(first: date, last: date) -> list[date]:
    """Both days and so many between them, as evenly as whole days allow."""
    span = (last - first).days
    steps = min(span, POINTS - 1)
    return [first + timedelta(days=round(span * n / steps)) for n in range(steps + 1)]


def drawn(counts: Mapping[date, Mapping[str, int]]) -> Drawing:
    """Counts by day and place, of at least two days."""
    days = sorted(counts)
    most = max(max(sum(counts[day].values()) for day in days), 1)
    below = [0] * len(days)
    areas = []
    for place in ORDER:
        above = [low + counts[day][place] for low, day in zip(below, days, strict=True)]
        line = [*_corners(days, above, most), *reversed(_corners(days, below, most))]
        areas.append(Area(place.value, str(place.label), " ".join(line)))
        below = above
    return Drawing(areas, most, days)


def _corners(days: Sequence[date], heights: Sequence[int], most: int) -> list[str]:
    span = (days[-1] - days[0]).days
    return [
        f"{WIDTH * (day - days[0]).days / span:.1f},{HEIGHT * (1 - n / most):.1f}"
        for day, n in zip(days, heights, strict=True)
    ]
