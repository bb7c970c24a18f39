"""What past customers have in common (A08): proposals for the signs of a market."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from bestfew.accounts.models import Membership
from bestfew.markets.models import TargetMarket
from bestfew.markets.rules import Common, in_common, lines_of
from bestfew.people.models import LevelName, Person, Role, Tagging

NEWEST = 5_000
"""Everybody is known well enough by so many."""

MOST = 10


@dataclass(frozen=True, slots=True)
class PastSales:
    """How many bought, and signs that they share and the market does not name yet."""

    bought: int
    signs: list[Common]


def past_sales(market: TargetMarket, member: Membership) -> PastSales:
    """Of people whom a member sees: who bought, against all of them, the newest."""
    rows = Person.objects.visible_to(member).filter(is_sample=market.is_sample)
    everybody = _newest(rows)
    bought = _newest(rows.filter(level__gte=LevelName.BOUGHT))
    both = {**everybody, **bought}
    of_each = Counter(_signs(both))
    of_bought = Counter(_signs(bought))
    named = {line.casefold() for line in lines_of(market.who)}
    signs = in_common(of_bought, len(bought), of_each, len(both))
    new = [each for each in signs if each.sign.casefold() not in named]
    return PastSales(len(bought), new[:MOST])


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
