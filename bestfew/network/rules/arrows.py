"""Arrows between me and the others in the picture of the circles: plain geometry.

An arrow begins at my circle and ends at the edge of a label, or the other way; it is as
thick as much passed along it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from bestfew.network.rules.circles import GAP, Canvas, Picture, Pill

THICKEST = 10.0
THINNEST = 2.0
APART = 7.0
NOWHERE = 1e-9


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line to where its head begins; `head` are the corners of that."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    thick: float
    head: str


@dataclass(frozen=True, slots=True)
class Way:
    """From my circle to the edge of a pill: a direction, its beginning and end."""

    ux: float
    uy: float
    near: float
    edge: float

    @classmethod
    def to(cls, pill: Pill, canvas: Canvas) -> Way:
        x, y = canvas.centre
        far = hypot(pill.x - x, pill.y - y) or 1.0
        ux, uy = (pill.x - x) / far, (pill.y - y) / far
        near = canvas.you + GAP
        return cls(ux, uy, near, max(far - _to_edge(pill, ux, uy) - GAP, near + GAP))

    def point(self, along: float, aside: float) -> tuple[float, float]:
        return (
            self.ux * along - self.uy * aside,
            self.uy * along + self.ux * aside,
        )


def arrows(picture: Picture) -> list[Arrow]:
    """To and from everybody with whom something passed."""
    labels = [pill.label for pill in picture.pills]
    most = max((max(each.gave, each.got) for each in labels), default=0)
    return [arrow for pill in picture.pills for arrow in _both(picture, pill, most)]


def _both(picture: Picture, pill: Pill, most: int) -> Iterator[Arrow]:
    gave, got = pill.label.gave, pill.label.got
    apart = APART if gave and got else 0.0
    way = Way.to(pill, picture.canvas)
    x, y = picture.canvas.centre
    for kind, count, aside in (("gave", gave, apart), ("got", got, -apart)):
        if count:
            thick = THINNEST + (THICKEST - THINNEST) * count / most
            yield _arrow(way, kind, thick=round(thick, 1), aside=aside, at=(x, y))


def _arrow(
    way: Way, kind: str, *, thick: float, aside: float, at: tuple[float, float]
) -> Arrow:
    tail, tip = (way.near, way.edge) if kind == "gave" else (way.edge, way.near)
    long = min(thick + 3, (way.edge - way.near) / 2)
    neck = tip - long if tip > tail else tip + long
    wide = thick / 2 + 3
    corners = ((tip, 0.0), (neck, wide), (neck, -wide))
    head = [_on(way.point(along, aside + side), at) for along, side in corners]
    start, end = (_on(way.point(along, aside), at) for along in (tail, neck))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in head)
    return Arrow(kind, *start, *end, thick, points)


def _on(point: tuple[float, float], at: tuple[float, float]) -> tuple[float, float]:
    return round(point[0] + at[0], 1), round(point[1] + at[1], 1)


def _to_edge(pill: Pill, ux: float, uy: float) -> float:
    """From the middle of a pill to its edge, along a direction."""
    parts = ((pill.half_width, abs(ux)), (pill.half_height, abs(uy)))
    return min(half / part for half, part in parts if part > NOWHERE)
