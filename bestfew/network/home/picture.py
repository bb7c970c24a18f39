"""The circles of a member, from what the page has read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bestfew.network.home.reading import Home
from bestfew.network.rules.arrows import Arrow, arrows
from bestfew.network.rules.circles import (
    DESK,
    PHONE,
    Canvas,
    Kind,
    Label,
    Picture,
    drawn,
)


@dataclass(frozen=True, slots=True)
class Circles:
    """One size of the picture, ready to be written."""

    picture: Picture
    arrows: list[Arrow]

    @property
    def canvas(self) -> Canvas:
        return self.picture.canvas

    @property
    def zones(self) -> list[tuple[str, float, float]]:
        """The outermost first, since the inner ones are drawn over it."""
        names = ("team", "sphere", "zone")
        both = zip(names, self.canvas.zones, strict=True)
        return [(name, across, up) for name, (across, up) in both][::-1]


def circles(found: Home) -> list[Circles]:
    """For the desk and for the phone: the same labels, each size laid out anew."""
    rings = (_team(found), _sphere(found), _gap(found))
    pictures = [drawn(canvas, *rings) for canvas in (DESK, PHONE)]
    return [Circles(each, arrows(each)) for each in pictures]


def _team(found: Home) -> tuple[Label, ...]:
    """My seat is the middle; those with whom most passed first, then empty ones."""
    seats = [
        Label(each.profession, Kind.SEAT, gave=each.gave, got=each.got)
        for each in sorted(found.partners, key=lambda each: -each.passed)
    ]
    empty = [
        Label(_("%(profession)s: find") % {"profession": each.seat.title}, Kind.EMPTY)
        for each in found.chairs
        if not each.member
    ]
    return (*empty, *seats)


def _sphere(found: Home) -> tuple[Label, ...]:
    """By profession, and how many where there are several."""
    names = Counter(str(each.profession) for each in found.could)
    return tuple(
        Label(name if count == 1 else f"{name} ×{count}", Kind.COULD)
        for name, count in names.items()
    )


def _gap(found: Home) -> tuple[Label, ...]:
    return tuple(Label(str(each), Kind.NONE) for each in found.unknown)
