"""What comes first, and how the week is shared, now or on another day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.funnel import queries as funnel
from bestfew.funnel import words as funnel_words
from bestfew.funnel.models import Objective, Place
from bestfew.people.models import Person
from bestfew.planning import rules
from bestfew.planning.models import Allocation
from bestfew.planning.rules import Shares, Work
from bestfew.prospecting.queries import COUNTED, by_source, to_qualify

LIMITS: Mapping[Work, int] = {Work.CLOSE: 5, Work.PROSPECT: 3, Work.COVER: 5}
"""How many rows of each kind of work are shown."""

PLACES: Mapping[Work, tuple[str, ...]] = {
    Work.CLOSE: (Place.BEST_FEW,),
    Work.PROSPECT: (Place.ABOVE, Place.UNIVERSE),
    Work.COVER: (Place.IN,),
}
"""Where the objectives of each kind of work stand (OQ-8)."""


SOURCES = 4

FIRST = ("place", "close_by", "-worth", "id")
"""In one kind of work: above before universe, then the next close, then the worth."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Open objectives, not paused, in each part (OQ-13)."""

    universe: int
    above: int
    in_: int
    best_few: int

    def proposed(self) -> Shares:
        """The universe's work is counted in work above the funnel (OQ-8)."""
        return rules.allocate(self.above + self.universe, self.in_, self.best_few)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the week may be shared, and how this member chose to share it."""

    on: date
    counts: Counts
    proposed: Shares
    own: Allocation | None
    week_hours: int

    @property
    def chosen(self) -> Shares:
        return self.own.shares if self.own else self.proposed

    def hours(self, work: Work) -> float:
        """Hours of the week for a kind of work, as it was chosen."""
        return rules.hours(self.chosen, work, self.week_hours)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do: with whom, what, why, and the next deed as a button."""

    kind: str
    id: int
    who: str
    what: str
    why: str
    short_why: str
    deed: str
    url: str
    value: Decimal | None = None
    currency: str = ""
    is_judged: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of work in the order of work (D38), with the first things to do.

    `people` wait for questions (prospecting only), from `sources`; `count` and `values`
    are of the objectives.
    """

    number: int
    work: Work
    count: int
    values: Mapping[str, Decimal]
    objectives: list[Entry]
    people: list[Entry] = field(default_factory=list)
    waiting: int = 0
    sources: Mapping[str, int] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        return [*self.people, *self.objectives]

    @property
    def more(self) -> int:
        """Objectives that are not shown."""
        return self.count - len(self.objectives)

    @property
    def shown_sources(self) -> list[tuple[str, int]]:
        """The sources most of them came from."""
        return list(self.sources.items())[:SOURCES]

    @property
    def is_empty(self) -> bool:
        return not self.count and not self.waiting


def plan_on(member: Membership, *, on: date, today: date) -> Plan:
    """The plan of a day: its counts, what they propose, and the choice in force."""
    parts = (
        funnel.parts(member)
        if on == today
        else funnel.parts_of(
            funnel.stood_on(funnel.open_on(member, on=on), on=on, today=today)
        )
    )
    counts = counts_of(parts)
    return Plan(
        on, counts, counts.proposed(), own_on(member, on), member.workspace.week_hours
    )


def counts_of(parts: Mapping[str, funnel.Part]) -> Counts:
    return Counts(
        universe=parts[Place.UNIVERSE].count,
        above=parts[Place.ABOVE].count,
        in_=parts[Place.IN].count,
        best_few=parts[Place.BEST_FEW].count,
    )


def own_on(member: Membership, on: date) -> Allocation | None:
    """This member's own choice in force on a day, or None."""
    choices = Allocation.objects.filter(user=member.user_id, since__lte=on)
    found: Allocation | None = choices.order_by("-since", "-at").first()
    return found


def choices(member: Membership, *, limit: int = 12) -> list[Allocation]:
    """This member's choices, the latest first."""
    mine = Allocation.objects.filter(user=member.user_id)
    return list(mine.order_by("-since", "-at")[:limit])


def order_of_work(
    member: Membership,
    *,
    on: date,
    today: date,
    limits: Mapping[Work, int] = LIMITS,
) -> list[Step]:
    """Close, then prospect, then work the funnel: what is there, first things first.

    People who asked not to be contacted, and what is for them, are left out.
    """
    if on == today:
        parts, chosen = _stored(member, limits)
    else:
        parts, chosen = _worked_out(member, limits, on=on, today=today)
    until = funnel.end_of_day(on) if on < today else None
    waiting = to_qualify(member, until=until)
    return [
        _step(number, work, parts, chosen, on=on)
        if work is not Work.PROSPECT
        else _with_people(
            _step(number, work, parts, chosen, on=on),
            sources=by_source(waiting),
            people=name_the_nameless(waiting.select_related("source")[: limits[work]]),
        )
        for number, work in enumerate(rules.ORDER, start=1)
    ]


Chosen = Mapping[Work, list[funnel.Stood]]
Parts = Mapping[str, funnel.Part]


def _stored(member: Membership, limits: Mapping[Work, int]) -> tuple[Parts, Chosen]:
    """Today's places: only the rows that are shown are read, in one query each."""
    objectives = funnel.in_order(
        Objective.objects.visible_to(member)
        .open()
        .filter(is_paused=False)
        .reachable()
        .for_row()
    )
    rows = {
        work: list(objectives.filter(place__in=places).order_by(*FIRST)[: limits[work]])
        for work, places in PLACES.items()
    }
    shown = [row for some in rows.values() for row in some]
    funnel.with_influences(shown)
    name_the_nameless(row.person for row in shown if row.person)
    stood = {each.objective.pk: each for each in funnel.stored(shown)}
    return funnel.parts(member, reachable=True), {
        work: [stood[row.pk] for row in some] for work, some in rows.items()
    }


def _worked_out(
    member: Membership, limits: Mapping[Work, int], *, on: date, today: date
) -> tuple[Parts, Chosen]:
    """Another day's places, worked out for everything that was open."""
    objectives = funnel.open_on(member, on=on).filter(is_paused=False).reachable()
    stood = list(funnel.stood_on(objectives, on=on, today=today))
    return funnel.parts_of(stood), {
        work: sorted(
            (each for each in stood if each.place in places), key=_first_things_first
        )[: limits[work]]
        for work, places in PLACES.items()
    }


def _first_things_first(stood: funnel.Stood) -> tuple[str, date, Decimal, int]:
    worth = stood.objective.value
    return (
        stood.place,
        stood.expected_close or funnel.NEVER,
        -(funnel.NOTHING if worth is None else worth),
        stood.objective.pk,
    )


def _step(number: int, work: Work, parts: Parts, chosen: Chosen, *, on: date) -> Step:
    values: dict[str, Decimal] = {}
    for place in PLACES[work]:
        for currency, value in parts[place].values.items():
            values[currency] = values.get(currency, Decimal(0)) + value
    return Step(
        number,
        work,
        count=sum(parts[place].count for place in PLACES[work]),
        values=values,
        objectives=[_objective(each, on=on) for each in chosen[work]],
    )


def _with_people(
    step: Step, *, sources: Mapping[str, int], people: Iterable[Person]
) -> Step:
    return Step(
        step.number,
        step.work,
        step.count,
        step.values,
        step.objectives,
        people=[_person(each) for each in people],
        waiting=sum(sources.values()),
        sources=sources,
    )


def name_the_nameless(people: Iterable[Person]) -> list[Person]:
    """People, with the contact points by which those without a name are called."""
    found = list(people)
    prefetch_related_objects(
        [each for each in found if not each.name], "contact_points"
    )
    return found


def _objective(stood: funnel.Stood, *, on: date) -> Entry:
    objective = stood.objective
    return Entry(
        kind="objective",
        id=objective.pk,
        who=str(objective.customer),
        what=objective.name,
        why=funnel_words.why(stood, on=on),
        short_why=funnel_words.short_why(stood, on=on),
        deed=funnel_words.next_deed(objective, stood=stood),
        url=reverse("funnel:objective", args=[objective.pk]),
        value=objective.value,
        currency=objective.currency,
        is_judged=stood.is_judged,
    )


def _person(person: Person) -> Entry:
    url = reverse("prospecting:qualify")
    return Entry(
        kind="person",
        id=person.pk,
        who=str(person),
        what=str(person.source or ""),
        why=str(person.get_state_display()),
        short_why=str(person.get_state_display()),
        deed=_("Qualify"),
        url=f"{url}?person={person.pk}",
    )


__all__ = [
    "COUNTED",
    "Counts",
    "Entry",
    "Plan",
    "Step",
    "choices",
    "counts_of",
    "name_the_nameless",
    "order_of_work",
    "own_on",
    "plan_on",
]
