"""What the page of the cycle shows, and its curve as it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.funnel import cycle_words, queries
from bestfew.funnel.models import Objective
from bestfew.funnel.queries.drivers import Driven, drivers
from bestfew.funnel.rules import Curve
from bestfew.markets.models import Offering

POINTS = 104
WIDTH, HEIGHT = 520, 120
OLDEST = 10

DRIVERS: dict[tuple[str, bool], Promise] = {
    ("wanted", True): _("They said that they need or want it"),
    ("wanted", False): _("Nobody asked whether they need or want it"),
    ("told", True): _("Somebody who decides knew the benefits, and was satisfied"),
    ("told", False): _("Nobody who decides was satisfied before the end"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The shares over the days, as SVG has their corners."""

    won: str
    lost: str
    last: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Driver:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CyclePage:
    answer: str
    basis: str
    facts: list[tuple[str, str]]
    faults: list[str]
    stalled: str
    oldest: list[tuple[Objective, int]]
    drivers: list[Driver]
    drawing: Drawn | None
    won: str
    lost: str


def cycle_page(
    member: Membership, *, on: date, offering: Offering | None, kind: str
) -> CyclePage:
    """Some twelve queries, however many objectives there are."""
    found = queries.lasting(on=on, offering=offering, kind=kind or None)
    return CyclePage(
        answer=cycle_words.answer(found, kind),
        basis=cycle_words.basis(found.cycle),
        facts=cycle_words.facts_of(found, kind)[2:],
        faults=cycle_words.faults(found.faults),
        stalled=cycle_words.stalled(found),
        oldest=_oldest(member, on, offering, kind) if found.stalled.count else [],
        drivers=[
            _driver(each) for each in drivers(on=on, offering=offering, kind=kind)
        ],
        drawing=drawn(found.curve) if found.curve.points else None,
        won=str(cycle_words.WON[kind]),
        lost=str(cycle_words.LOST[kind]),
    )


def _oldest(
    member: Membership, on: date, offering: Offering | None, kind: str
) -> list[tuple[Objective, int]]:
    rows = queries.stalled(member, on=on)
    if offering:
        rows = rows.filter(offering=offering)
    if kind:
        rows = rows.filter(kind=kind)
    shown = rows.select_related("person", "organisation")
    return [
        (each, (on - each.first_contact_on).days)
        for each in shown.order_by("first_contact_on", "id")[:OLDEST]
    ]


def _driver(found: Driven) -> Driver:
    label = found.holds
    if isinstance(label, bool | int):
        label = str(DRIVERS[found.of, bool(label)])
    return Driver(label, cycle_words.driven(found.mean, found.won))


def drawn(curve: Curve) -> Drawn:
    """Two areas, one upon the other: what was won, and what ended otherwise."""
    last = max(curve.last, 1)
    days = [round(last * n / POINTS) for n in range(POINTS + 1)]
    points = [point for day in days if (point := curve.at(min(day, curve.last)))]
    won = [point.won for point in points]
    both = [point.won + point.lost for point in points]
    floor = [0.0] * len(points)
    median = curve.median
    return Drawn(
        won=_area(won, floor),
        lost=_area(both, won),
        last=curve.last,
        median=None if median is None else WIDTH * median / last,
    )


def _area(above: list[float], below: list[float]) -> str:
    return " ".join([*_corners(above), *reversed(_corners(below))])


def _corners(shares: list[float]) -> list[str]:
    return [
        f"{WIDTH * n / POINTS:.1f},{HEIGHT * (1 - share):.1f}"
        for n, share in enumerate(shares)
    ]
