"""What past customers have in common (A08): proposals for the signs of a market."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from bestfew.accounts.models import Membership
from bestfew.markets.models import TargetMarket, WorkAgain
from bestfew.markets.rules import FEW_BUYERS, Common, in_common, lines_of
from bestfew.people.models import LevelName, Person, Role, Tagging

NEWEST = 5_000
"""Everybody is known well enough by so many."""

MOST = 10

ASKED = 5
"""So many are asked about at a time."""


@dataclass(frozen=True, slots=True)
class PastSales:
    """How many count, and signs that they share and the market does not name yet.

    `wanted`: how many of them one would work with again, where those alone count;
    `unwanted`: how many are left out because one would not (A09). `asked`: of whom
    nothing is said yet.
    """

    bought: int
    signs: list[Common]
    wanted: int = 0
    unwanted: int = 0
    asked: Sequence[Person] = ()


def past_sales(market: TargetMarket, member: Membership) -> PastSales:
    """Of people whom a member sees: who bought, against all of them, the newest."""
    rows = Person.objects.visible_to(member).filter(is_sample=market.is_sample)
    everybody = _newest(rows)
    buyers = rows.filter(level__gte=LevelName.BOUGHT)
    bought, said = _newest(buyers), said_of(buyers)
    asked = list(buyers.filter(work_again=None).order_by("-pk")[:ASKED])
    wanted = {pk: bought[pk] for pk in bought if said.get(pk)}
    others = {pk: bought[pk] for pk in bought if said.get(pk) is not False}
    unwanted, is_told = len(bought) - len(others), len(wanted) >= FEW_BUYERS
    bought = wanted if is_told else others
    both = {**everybody, **bought}
    of_each = Counter(_signs(both))
    of_bought = Counter(_signs(bought))
    named = {line.casefold() for line in lines_of(market.who)}
    signs = in_common(of_bought, len(bought), of_each, len(both))
    new = [each for each in signs if each.sign.casefold() not in named]
    counts = (len(wanted) if is_told else 0, unwanted)
    return PastSales(len(bought), new[:MOST], *counts, asked)


def said_of(people: QuerySet[Person]) -> dict[int, bool]:
    """Whether one would work with them again, of those of whom it was said."""
    rows = WorkAgain.objects.filter(person__in=people).order_by("at", "id")
    return dict(rows.values_list("person_id", "is_wanted"))


def word_on(person: Person) -> bool | None:
    """The same of one customer; None where nothing was said."""
    return said_of(Person.objects.filter(pk=person.pk)).get(person.pk)


Traits = dict[int, dict[str, str]]


def _newest(rows: QuerySet[Person]) -> Traits:
    """Traits of the newest, by person."""
    return dict(rows.order_by("-pk").values_list("pk", "traits")[:NEWEST])


def _signs(people: Traits) -> Iterator[str]:
    """Each sign once for everybody who has it: tags, jobs, and what else is kept."""
    for traits in people.values():
        yield from (f"{name}: {value}" for name, value in traits.items() if value)
    tagged = Tagging.objects.filter(person__in=people)
    yield from tagged.values_list("tag__name", flat=True)
    held = Role.objects.filter(person__in=people, ended_on=None).exclude(title="")
    for _person, title in held.values_list("person", "title").distinct().order_by():
        yield title
