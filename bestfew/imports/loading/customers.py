"""Whom a row of another noun is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports.loading.finding import (
    Owner,
    PointKey,
    organisations_named,
    owners_of,
    people_at,
    people_named,
)
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.sheet import Ref
from bestfew.people.models import Organisation, Person
from bestfew.people.rules import fold


class Customers:
    """The people and organisations of a batch, looked up at once."""

    def __init__(
        self,
        member: Membership,
        *,
        refs: Iterable[Ref],
        points: Iterable[PointKey],
        names: Iterable[str],
    ) -> None:
        wanted = set(names)
        self.owners = owners_of(refs, member)
        self.points = people_at(points, member)
        self.people = people_named(wanted, member)
        self.organisations = organisations_named(wanted, member)
        self._read_people()

    def _read_people(self) -> None:
        ids = {owner.person for owner in self.owners.values() if owner.person}
        ids |= {pk for found in self.points.values() for pk in found}
        ids |= {pk for found in self.people.values() for pk in found}
        rows = Person.objects.filter(pk__in=ids)
        self.facts: dict[int, Person] = {
            row.pk: row for row in rows.defer("search", "note", "traits")
        }

    def of(
        self, refs: Sequence[Ref], points: Sequence[PointKey], name: str = ""
    ) -> Owner:
        """The customer of a row; raises `Rejected` where none, or several, fit."""
        for ref in refs:
            owner = self.owners.get(ref)
            if owner and owner.is_visible:
                return owner
        for point in points:
            if people := self.points.get(point):
                return Owner(people[0], None)
        if name:
            return self._named(name)
        if refs:
            raise Rejected("unknown_id", "", f"{refs[0][0]} {refs[0][1]}")
        raise Rejected("no_customer")

    def _named(self, name: str) -> Owner:
        people = self.people.get(fold(name), [])
        place = self.organisations.get(fold(name))
        if len(people) + bool(place) > 1:
            raise Rejected("several_customers", "", name)
        if people:
            return Owner(people[0], None)
        if place:
            return Owner(None, place)
        raise Rejected("unknown_customer", "", name)

    def known_since(self, owner: Owner, ended: date | None) -> date | None:
        """The first contact with a customer, for deals whose file does not tell (D30).

        A day on which somebody was merely written down here says nothing about a deal
        that had ended by then.
        """
        person = self.facts.get(owner.person or 0)
        if person is None or person.obtained_on is None:
            return None
        since = person.obtained_on
        is_told = since < timezone.localdate(person.created_at)
        return since if is_told or ended is None or since <= ended else None

    def name_of(self, owner: Owner) -> str:
        if owner.person:
            person = self.facts.get(owner.person)
            return person.name if person else ""
        names = Organisation.objects.filter(pk=owner.organisation or 0)
        return names.values_list("name", flat=True)[0]
