"""What the Funnel shows, and whom a new objective may be for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.funnel import flow_words, queries, words
from bestfew.funnel.filters import Bar, address, bar_of
from bestfew.funnel.models import Objective, Place
from bestfew.funnel.queries.faults import faults
from bestfew.funnel.queries.flow import Year, year_of
from bestfew.funnel.sparks import Spark, spark
from bestfew.people.finding import nearest
from bestfew.people.models import Organisation, Person
from bestfew.prospecting.queries import to_qualify
from bestfew.web.pages import count_some

PARTS = (Place.UNIVERSE, Place.ABOVE, Place.IN, Place.BEST_FEW)
FITTING = 6
FOUND = 8
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the funnel as it is drawn."""

    part: queries.Part
    label: str
    line: str
    work: str

    href: str
    spark: Spark | None = None

    @property
    def place(self) -> str:
        return self.part.place


@dataclass(frozen=True, slots=True)
class Screen:
    """The four parts, and a page of the cards of the one chosen."""

    answer: str
    bands: list[Band]
    chosen: queries.Part
    wanted: queries.Wanted
    today: date
    cards: list[queries.Stood]
    cursor: str
    bar: Bar
    fits: str = ""
    fitting: Iterable[Person] = ()
    paused: list[Objective] = field(default_factory=list)
    alarms: list[flow_words.Alarm] = field(default_factory=list)

    @property
    def chosen_label(self) -> str:
        return str(Place(self.chosen.place).label)


def screen_of(
    member: Membership, wanted: queries.Wanted, *, after: str, on: date
) -> Screen:
    """The funnel now. Without a part, the nearest to the close where something is."""
    parts = queries.parts(member, wanted=wanted, on=on)
    chosen = wanted.part or _nearest(parts)
    cards, cursor = queries.card_page(member, chosen, wanted=wanted, on=on, after=after)
    waiting = 0 if wanted.is_narrow else count_some(to_qualify(member))
    fitting = queries.fitting_people(member)
    # counted only where it is said
    is_said = not wanted.is_narrow and (chosen == Place.UNIVERSE or not waiting)
    fits = count_some(fitting) if is_said else 0
    bands = [_band(parts[each], wanted, fits, waiting) for each in PARTS]
    year = None if wanted.is_narrow else year_of(member, on=on - timedelta(days=1))
    return Screen(
        answer=words.answer(parts),
        bands=_with_sparks(bands, year) if year else bands,
        chosen=parts[chosen],
        wanted=replace(wanted, part=chosen),
        today=on,
        cards=cards,
        cursor=cursor,
        bar=bar_of(member, wanted),
        fits=words.fits(fits) if fits else "",
        fitting=fitting[:FITTING] if chosen == Place.UNIVERSE and fits else (),
        **(_whole(member, parts, year) if year else {}),
    )


def _whole(
    member: Membership, parts: dict[str, queries.Part], year: Year
) -> dict[str, Any]:
    """What is told of the whole funnel only: what is wrong with it, what is paused."""
    return {
        "alarms": flow_words.alarms(faults(member, parts, year)),
        "paused": queries.paused(member, limit=FITTING),
    }


def _nearest(parts: dict[str, queries.Part]) -> str:
    there = [place for place in reversed(PARTS) if parts[place].count]
    return str(there[0] if there else Place.UNIVERSE)


def _band(part: queries.Part, wanted: queries.Wanted, fits: int, waiting: int) -> Band:
    place = Place(part.place)
    return Band(
        part,
        str(place.label),
        words.line(place, part, fitting=fits, waiting=waiting),
        str(words.WORK[place]),
        address(wanted, part=part.place),
    )


def _with_sparks(bands: list[Band], year: Year) -> list[Band]:
    """The last weeks drawn beside each part, where anything stood there."""
    if not year.has_weeks:
        return bands
    return [
        replace(
            band,
            spark=spark(
                [*(week[band.place] for week in year.weeks_ago), band.part.count]
            ),
        )
        for band in bands
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a search found; without words, people who fit, or who came last."""

    words: str
    people: Iterable[Person]
    organisations: Iterable[Organisation]


def find_customers(member: Membership, wanted: str) -> Found:
    """People and organisations of a name, a phone number or an e-mail address."""
    wanted = wanted[:LONGEST]
    if not wanted:
        fitting = list(queries.fitting_people(member)[:FOUND])
        return Found("", fitting or queries.newest_people(member)[:FOUND], ())
    people = Person.objects.visible_to(member).approachable()
    shown = people.select_related("source").prefetch_related("contact_points")
    return Found(
        wanted,
        nearest(people, member, wanted, limit=FOUND, shown=shown),
        nearest(Organisation.objects.visible_to(member), member, wanted, limit=FOUND),
    )
