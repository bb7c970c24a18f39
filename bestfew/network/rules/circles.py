"""Where everything lies in the picture of the concentric circles (A19): plain geometry.

Innermost the team, around it the sphere, outermost what nobody fills. Labels are
measured first and never overlap: a ring shows as many as have room, and how many more
there are. Lengths are in the unit of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from math import asin, cos, pi, sin

from bestfew.web.lettering import fitted, width

GAP = 4.0
LINE_HEIGHT = 1.25
STEP = pi / 36
ASIDE = tuple(sign * STEP * number for number in range(37) for sign in (1, -1))
"""Where a spot is taken, those beside it are tried, the nearest first."""


class Kind(StrEnum):
    """What a pill stands for."""

    SEAT = "seat"
    EMPTY = "empty"
    COULD = "could"
    NONE = "none"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Label:
    """Something to place; `gave` and `got` are referrals between it and me."""

    text: str
    kind: Kind
    href: str = ""
    gave: int = 0
    got: int = 0


@dataclass(frozen=True, slots=True)
class Canvas:
    """A size of the picture. `rings`: across and up, of the three rings of labels."""

    key: str
    width: float
    height: float
    font: float
    room: float
    you: float
    rings: tuple[tuple[float, float], ...]
    zones: tuple[tuple[float, float], ...]
    most: int

    @property
    def centre(self) -> tuple[float, float]:
        return self.width / 2, self.height / 2


DESK = Canvas(
    *("desk", 560, 540, 14, 112, 26),
    rings=((146, 122), (212, 203), (226, 249)),
    zones=((196, 160), (244, 228), (278, 266)),
    most=12,
)
PHONE = Canvas(
    *("phone", 344, 580, 13, 98, 22),
    rings=((108, 126), (120, 206), (124, 266)),
    zones=((156, 162), (168, 236), (171, 288)),
    most=9,
)


@dataclass(frozen=True, slots=True)
class Pill:
    """A label with its place: the middle, and half of its width and height."""

    label: Label
    lines: tuple[str, ...]
    x: float
    y: float
    half_width: float
    half_height: float
    size: float

    def overlaps(self, other: Pill) -> bool:
        across = self.half_width + other.half_width + GAP
        up = self.half_height + other.half_height + GAP
        return abs(self.x - other.x) < across and abs(self.y - other.y) < up

    @property
    def baselines(self) -> list[tuple[str, float]]:
        """Each line, and where its letters stand."""
        step = self.size * LINE_HEIGHT
        top = self.y - step * (len(self.lines) - 1) / 2 + self.size * 0.35
        return [(line, top + step * number) for number, line in enumerate(self.lines)]

    @property
    def left(self) -> float:
        return self.x - self.half_width

    @property
    def top(self) -> float:
        return self.y - self.half_height

    @property
    def wide(self) -> float:
        return 2 * self.half_width

    @property
    def high(self) -> float:
        return 2 * self.half_height


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn. `left_out`: how many each ring had no room for."""

    canvas: Canvas
    pills: tuple[Pill, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Oval:
    """Where the middles of a ring's labels lie, and the zone that they keep out of."""

    x: float
    y: float
    across: float
    up: float
    inner: tuple[float, float] = (1.0, 1.0)

    def point(self, angle: float) -> tuple[float, float]:
        return self.x + self.across * cos(angle), self.y + self.up * sin(angle)

    def is_clear(self, pill: Pill) -> bool:
        """Whether its middle lies outside the zone of the ring before."""
        part = (pill.x - self.x) / self.inner[0], (pill.y - self.y) / self.inner[1]
        return part[0] ** 2 + part[1] ** 2 >= 1


@lru_cache(maxsize=128)
def drawn(canvas: Canvas, *rings: tuple[Label, ...]) -> Picture:
    """The three rings, from the innermost; each label once, none over another."""
    centre = _centre(canvas)
    pills: list[Pill] = [centre]
    left_out = []
    inner = ((1.0, 1.0), *canvas.zones)
    for labels, ring, zone in zip(rings, canvas.rings, inner, strict=False):
        oval = Oval(*canvas.centre, *ring, zone)
        placed, more = _ring(canvas, labels, oval, pills)
        pills += placed
        left_out.append(more)
    shown = pills[1:]
    return Picture(canvas, tuple(shown), tuple(left_out))


def _centre(canvas: Canvas) -> Pill:
    """Room for me in the middle, and for the arrows' beginning."""
    around = canvas.you + GAP
    return Pill(Label("", Kind.SEAT), (), *canvas.centre, around, around, canvas.font)


def _ring(
    canvas: Canvas, labels: Sequence[Label], oval: Oval, taken: Sequence[Pill]
) -> tuple[list[Pill], int]:
    """As many as have room; the last of them then says how many more there are."""
    for number in range(min(len(labels), canvas.most), 0, -1):
        more = len(labels) - number
        shown = [_pill(canvas, label) for label in labels[: number - bool(more)]]
        if more:
            shown.append(_pill(canvas, Label(f"+{more + 1}", Kind.MORE)))
        for spots in _spots(number):
            placed = _placed(canvas, shown, spots, oval, taken)
            if placed:
                return placed, more + 1 if more else 0
    return [], len(labels)


def _placed(
    canvas: Canvas,
    pills: Sequence[Pill],
    spots: Sequence[float],
    oval: Oval,
    taken: Sequence[Pill],
) -> list[Pill] | None:
    """Each on its spot, or the nearest that is free; None where one finds none."""
    placed: list[Pill] = []
    for pill, spot in zip(pills, spots, strict=True):
        free = (
            tried
            for aside in ASIDE
            if oval.is_clear(tried := _put(canvas, pill, *oval.point(spot + aside)))
            and not any(tried.overlaps(other) for other in (*taken, *placed))
        )
        found = next(free, None)
        if found is None:
            return None
        placed.append(found)
    return placed


def _spots(number: int) -> Iterator[list[float]]:
    """Angles to try: evenly around, then evenly by height, each from several starts."""
    turn = 2 * pi / number
    for start in range(6):
        yield [-pi / 2 + turn * (place + start / 6) for place in range(number)]
    for begin in (0.0, 0.5, 0.25, 0.75):
        yield [_by_height((place + begin) / number) for place in range(number)]


def _by_height(part: float) -> float:
    """Down the right side and up the left one, every step equally high."""
    down = part % 1 * 2
    if down <= 1:
        return asin(2 * down - 1)
    return pi - asin(3 - 2 * down)


def _pill(canvas: Canvas, label: Label) -> Pill:
    """A pill as wide as its label asks, not yet put anywhere."""
    lines = tuple(fitted(label.text, size=canvas.font, room=canvas.room))
    half_width = max(width(line, canvas.font) for line in lines) / 2 + canvas.font * 0.8
    half_height = canvas.font * (1.15 if len(lines) == 1 else 1.65)
    return Pill(label, lines, 0, 0, half_width, half_height, canvas.font)


def _put(canvas: Canvas, pill: Pill, x: float, y: float) -> Pill:
    """With its middle there, or as near as all of it can be seen."""
    return replace(
        pill,
        x=_within(x, pill.half_width, canvas.width),
        y=_within(y, pill.half_height, canvas.height),
    )


def _within(middle: float, half: float, whole: float) -> float:
    return min(max(middle, half + 1), whole - half - 1)
