"""What comes first, now or on another day: the order of work (D38)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.funnel import queries as funnel
from bestfew.funnel import words as funnel_words
from bestfew.funnel.models import Objective, Place
from bestfew.people.models import ContactPoint, Person
from bestfew.planning import rules
from bestfew.planning.rules import Work
from bestfew.prospecting.queries import by_source, to_qualify
from bestfew.web.pages import MOST_COUNTED

LIMITS: Mapping[Work, int] = {Work.CLOSE: 5, Work.PROSPECT: 3, Work.COVER: 5}
"""How many rows of each kind of work are shown."""

PLACES: Mapping[Work, tuple[str, ...]] = {
    Work.CLOSE: (Place.BEST_FEW,),
    Work.PROSPECT: (Place.ABOVE, Place.UNIVERSE),
    Work.COVER: (Place.IN,),
}
"""Where the objectives of each kind of work stand (OQ-8)."""


SOURCES = 4

CALLED = Subquery(
    ContactPoint.unscoped.filter(person=OuterRef("pk"))
    .order_by("id")
    .values("value")[:1]
)
"""What people without a name are called by, read with them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do: with whom, what, why, and the next deed as a button.

    `order` says in a few words what puts it before others of its kind.
    """

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
    order: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of work in the order of work (D38), with the first things to do.

    `people` wait for questions (prospecting only), from `sources`; `count`, `values`
    and `recheck_on` are of the objectives.
    """

    number: int
    work: Work
    count: int
    values: Mapping[str, Decimal]
    objectives: list[Entry]
    people: list[Entry] = field(default_factory=list)
    recheck_on: date | None = None
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
        """The sources most of them came from; none where not all were counted."""
        is_counted = self.waiting < MOST_COUNTED
        return list(self.sources.items())[:SOURCES] if is_counted else []

    @property
    def is_empty(self) -> bool:
        return not self.count and not self.waiting


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
            people=waiting.select_related("source").annotate(called=CALLED)[
                : limits[work]
            ],
        )
        for number, work in enumerate(rules.ORDER, start=1)
    ]


Chosen = Mapping[Work, list[funnel.Stood]]
Parts = Mapping[str, funnel.Part]


def _stored(member: Membership, limits: Mapping[Work, int]) -> tuple[Parts, Chosen]:
    """Today's places: only the rows that are shown are read, all in one query."""
    parts = funnel.parts(member, reachable=True)
    visible = Objective.objects.visible_to(member).open().unpaused()
    wanted = {place: limits[work] for work in PLACES for place in PLACES[work]}
    rows = funnel.first_of(visible.reachable(), parts, wanted)
    name_the_nameless(row.person for row in rows if row.person)
    stood = funnel.stored(rows, own_figure=member.workspace.normal_cycle_days)
    return parts, _first_things_first(stood, parts, limits)


def _worked_out(
    member: Membership, limits: Mapping[Work, int], *, on: date, today: date
) -> tuple[Parts, Chosen]:
    """Another day's places, worked out for everything that was open."""
    objectives = funnel.open_on(member, on=on).unpaused().reachable()
    stood = list(funnel.stood_on(objectives, on=on, today=today))
    parts = funnel.parts_of(stood)
    return parts, _first_things_first(stood, parts, limits)


def _first_things_first(
    stood: Sequence[funnel.Stood], parts: Parts, limits: Mapping[Work, int]
) -> Chosen:
    """The rows of each kind of work: its places in their order, and the best in each.

    What brings more for each step comes first; among the best few, what closes next.
    Money is measured by what is usual in its currency.
    """
    usual = funnel.usual_values(parts)

    def key(each: funnel.Stood) -> tuple[object, ...]:
        close = each.expected_close or date.max
        gain = each.gain / usual[each.objective.currency]
        closes = each.place == Place.BEST_FEW
        order = (close, -gain) if closes else (-gain, close)
        return (*order, each.objective.pk)

    return {
        work: [
            each
            for place in places
            for each in sorted((one for one in stood if one.place == place), key=key)
        ][: limits[work]]
        for work, places in PLACES.items()
    }


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
        recheck_on=min(
            (day for place in PLACES[work] if (day := parts[place].recheck_on)),
            default=None,
        ),
    )


def _with_people(
    step: Step, *, sources: Mapping[str, int], people: Iterable[Person]
) -> Step:
    return replace(
        step,
        people=[_person(each) for each in people],
        waiting=sum(sources.values()),
        sources=sources,
    )


def name_the_nameless(people: Iterable[Person]) -> None:
    """Read the contact points by which people without a name are called."""
    prefetch_related_objects(
        [each for each in people if not each.name], "contact_points"
    )


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
        order="" if stood.place == Place.BEST_FEW else funnel_words.chance(stood),
    )


def _person(person: Person) -> Entry:
    url = reverse("prospecting:qualify")
    return Entry(
        kind="person",
        id=person.pk,
        who=person.name or getattr(person, "called", None) or str(person),
        what=str(person.source or ""),
        why=str(person.get_state_display()),
        short_why=str(person.get_state_display()),
        deed=_("Qualify"),
        url=f"{url}?person={person.pk}",
    )
