"""Who gave whom, drawn: a ring of few members, a grid of many. Plain geometry.

A ring is readable up to `RING` members; of more, a grid has a row for each who gave and
a column for each who got. Lengths are in the unit of the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from bestfew.teams.rules.health import Pair
from bestfew.web.lettering import cut

RING = 12
SIZE = 600.0
FONT = 14.0
ROOM = 130.0
RADIUS = 165.0
DOT = 9.0
THICKEST, THINNEST = 8.0, 1.5
BEND = 0.28

CELL = 12
HEAD = 150
HEAD_ROW = 18
SMALL = 9.0
SHADES = (1, 2, 4)
"""From so many referrals on, each shade."""


@dataclass(frozen=True, slots=True)
class Node:
    """A member on the ring, and the label beside them.

    Where there is no room for labels, `number` stands in the dot and `name` below.
    """

    number: int
    name: str
    text: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """What one gave another: a curve and its head."""

    path: str
    head: str
    thick: float
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Ring:
    nodes: list[Node]
    edges: list[Edge]
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    text: str
    y: float
    x: float
    is_me: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """`shades`: for each, one path of all its cells, so that a page stays small."""

    rows: list[Row]
    shades: list[tuple[int, str]]
    width: float
    height: float


def ring(
    names: Sequence[tuple[int, str]], counts: Mapping[Pair, int], *, me: int
) -> Ring:
    """Members evenly around, in their order; curves bend so that both ways are seen."""
    turn = 2 * pi / max(1, len(names))
    angles = {key: -pi / 2 + turn * at for at, (key, _name) in enumerate(names)}
    nodes = [
        _node(at, name, angles[key], is_me=key == me)
        for at, (key, name) in enumerate(names, 1)
    ]
    most = max(counts.values(), default=0)
    edges = [
        _edge(angles[giver], angles[got], count / most, is_mine=me in (giver, got))
        for (giver, got), count in sorted(counts.items(), key=lambda each: each[1])
        if count and giver in angles and got in angles and giver != got
    ]
    return Ring(nodes, sorted(edges, key=lambda edge: edge.is_mine))


def _node(number: int, name: str, angle: float, *, is_me: bool) -> Node:
    x, y = _at(angle, RADIUS)
    across = cos(angle)
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    label_x, label_y = _at(angle, RADIUS + 20)
    text = cut(name, size=FONT, room=ROOM if anchor != "middle" else 2 * ROOM)
    return Node(number, name, text, x, y, label_x, label_y + 5, anchor, is_me)


def _at(angle: float, far: float) -> tuple[float, float]:
    middle = SIZE / 2
    return round(middle + far * cos(angle), 1), round(middle + far * sin(angle), 1)


def _edge(start: float, end: float, part: float, *, is_mine: bool) -> Edge:
    """A curve that bends to its right, its head at the edge of the dot it ends at."""
    (x1, y1), (x2, y2) = _at(start, RADIUS), _at(end, RADIUS)
    cx = (x1 + x2) / 2 - (y2 - y1) * BEND
    cy = (y1 + y2) / 2 + (x2 - x1) * BEND
    thick = round(THINNEST + (THICKEST - THINNEST) * part, 1)
    long, wide = 9.0 + thick / 2, 4.0 + thick / 2
    far = hypot(x2 - cx, y2 - cy) or 1.0
    ux, uy = (x2 - cx) / far, (y2 - cy) / far
    tip_x, tip_y = x2 - ux * DOT, y2 - uy * DOT
    neck_x, neck_y = tip_x - ux * long, tip_y - uy * long
    corners = (
        (tip_x, tip_y),
        (neck_x - uy * wide, neck_y + ux * wide),
        (neck_x + uy * wide, neck_y - ux * wide),
    )
    path = f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {neck_x:.1f} {neck_y:.1f}"
    return Edge(path, " ".join(f"{x:.1f},{y:.1f}" for x, y in corners), thick, is_mine)


def grid(
    names: Sequence[tuple[int, str]], counts: Mapping[Pair, int], *, me: int
) -> Grid:
    """A row for each who gave, a column for each who got, both numbered alike."""
    places = {key: at for at, (key, _name) in enumerate(names)}
    rows = [
        Row(
            at + 1,
            cut(name, size=SMALL, room=HEAD - 34),
            HEAD_ROW + at * CELL + CELL * 0.75,
            HEAD + at * CELL + CELL / 2,
            key == me,
        )
        for at, (key, name) in enumerate(names)
    ]
    cells: dict[int, list[str]] = {shade: [] for shade in SHADES}
    for (giver, got), count in counts.items():
        if count and giver in places and got in places:
            x, y = HEAD + places[got] * CELL, HEAD_ROW + places[giver] * CELL
            cells[_shade(count)].append(f"M{x} {y}h11v11h-11")
    shades = [(shade, "".join(found)) for shade, found in cells.items() if found]
    return Grid(rows, shades, HEAD + len(names) * CELL, HEAD_ROW + len(names) * CELL)


def _shade(count: int) -> int:
    return max(shade for shade in SHADES if shade <= count)
