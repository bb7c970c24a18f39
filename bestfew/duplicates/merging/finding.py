"""Who may be the other one: those found by words, or those that look alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.duplicates.merging.fields import Someone
from bestfew.people.models import Organisation, Person
from bestfew.people.queries import found, organisations, possible_duplicates

SHOWN = 20


def candidates(member: Membership, someone: Someone, words: str) -> list[Any]:
    """People, or organisations, whom somebody may be merged with; never themselves."""
    if isinstance(someone, Person):
        alike: Iterable[Any] = found(member, words, limit=SHOWN)
        if not words.strip():
            alike = _alike(member, someone)
    else:
        alike = organisations(member, words=words.strip() or _begin(someone)).rows
    return [each for each in alike if each.pk != someone.pk][:SHOWN]


def _alike(member: Membership, person: Person) -> list[Person]:
    """Those with the same number or address, then those of the same name."""
    reaches = person.contact_points.order_by("id").values_list("value", flat=True)
    both: dict[int, Person] = {}
    for reach in reaches[:SHOWN]:
        for each in possible_duplicates(member, reach=reach):
            both.setdefault(each.pk, each)
    for each in possible_duplicates(member, name=person.name):
        both.setdefault(each.pk, each)
    return list(both.values())


def _begin(organisation: Organisation) -> str:
    """The first word of its name: what two spellings of it most likely share."""
    return next(iter(organisation.name.split()), "")
