"""What the Funnel shows, and whom a new objective may be for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.funnel import queries, words
from bestfew.funnel.models import Objective, Place
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

    @property
    def place(self) -> str:
        return self.part.place


@dataclass(frozen=True, slots=True)
class Screen:
    """The four parts, and a page of the cards of the one chosen."""

    answer: str
    bands: list[Band]
    chosen: queries.Part
    by: str
    today: date
    cards: list[queries.Stood]
    cursor: str
    fits: str = ""
    fitting: Iterable[Person] = ()
    paused: list[Objective] = field(default_factory=list)

    @property
    def chosen_label(self) -> str:
        return str(Place(self.chosen.place).label)


def screen_of(
    member: Membership, *, part: str, by: str, after: str, on: date
) -> Screen:
    """The funnel now. Without a `part`, the nearest to the close where something is."""
    parts = queries.parts(member)
    chosen = part if part in Place.values else _nearest(parts)
    waiting = count_some(to_qualify(member))
    fitting = queries.fitting_people(member)
    # counted only where it is said
    is_said = chosen == Place.UNIVERSE or not waiting
    fits = count_some(fitting) if is_said else 0
    cards, cursor = queries.card_page(member, chosen, by=by, after=after)
    return Screen(
        answer=words.answer(parts),
        bands=[_band(parts[each], fits, waiting) for each in PARTS],
        chosen=parts[chosen],
        by=by,
        today=on,
        cards=cards,
        cursor=cursor,
        fits=words.fits(fits) if fits else "",
        fitting=fitting[:FITTING] if chosen == Place.UNIVERSE and fits else (),
        paused=queries.paused(member, limit=FITTING),
    )


def _nearest(parts: dict[str, queries.Part]) -> str:
    there = [place for place in reversed(PARTS) if parts[place].count]
    return str(there[0] if there else Place.UNIVERSE)


def _band(part: queries.Part, fits: int, waiting: int) -> Band:
    place = Place(part.place)
    return Band(
        part,
        str(place.label),
        words.line(place, part, fitting=fits, waiting=waiting),
        str(words.WORK[place]),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a search for a customer found; without words, people who fit."""

    words: str
    people: Iterable[Person]
    organisations: Iterable[Organisation]


def find_customers(member: Membership, wanted: str) -> Found:
    """People and organisations of a name, a phone number or an e-mail address."""
    wanted = wanted[:LONGEST]
    if not wanted:
        return Found("", queries.fitting_people(member)[:FOUND], ())
    people = Person.objects.visible_to(member).approachable()
    shown = people.select_related("source").prefetch_related("contact_points")
    return Found(
        wanted,
        nearest(people, member, wanted, limit=FOUND, shown=shown),
        nearest(Organisation.objects.visible_to(member), member, wanted, limit=FOUND),
    )
