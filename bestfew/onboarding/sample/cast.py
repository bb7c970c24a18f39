"""People and organisations who might exist, and how to reach them."""

from __future__ import annotations

from datetime import date, timedelta
from unicodedata import normalize

from bestfew.onboarding.sample.stage import Stage
from bestfew.people.actions import search_text
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    LawfulBasis,
    Organisation,
    Person,
    Role,
)
from bestfew.people.rules import contact_key, fold, full_name

SOURCES = {
    "referral": 16,
    "web_form": 14,
    "bought_list": 14,
    "phone_book": 10,
    "internet_search": 8,
    "conversation": 12,
    "open_day": 8,
    "event": 9,
    "walk_in": 6,
    "social": 12,
    "existing_customer": 6,
    "former_colleague": 6,
    "leaflet": 4,
    "banner": 3,
}
"""How many of a hundred people come from each source, where the trade has it."""

BASIS = {
    "referral": LawfulBasis.REFERRAL,
    "existing_customer": LawfulBasis.CUSTOMER,
    "phone_book": LawfulBasis.PUBLIC,
    "internet_search": LawfulBasis.PUBLIC,
    "bought_list": LawfulBasis.INTEREST,
    "leaflet": LawfulBasis.INTEREST,
    "banner": LawfulBasis.INTEREST,
}
FOUND = ("bought_list", "phone_book", "internet_search")
"""Sources that are lists: nobody there has asked for us."""


class Cast:
    """Makes everybody once; no two people have one name or one number."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._taken: set[str] = set()
        began = stage.today - timedelta(days=400)
        self.organisations = [
            self._organisation(name, began) for name in stage.names.organisations
        ]

    def _organisation(self, name: str, began: date) -> Organisation:
        stage = self._stage
        made = stage.book.add(
            Organisation(
                owner=stage.user,
                name=name,
                sort_name=fold(name),
                created_at=stage.moment(began),
                is_sample=True,
            )
        )
        area = stage.dice.pick(stage.names.areas)
        self._reach(ContactKind.PHONE, self._number(), organisation=made)
        self._reach(ContactKind.ADDRESS, area, organisation=made)
        return made

    def person(self, *, on: date, named: bool = True) -> Person:
        """Somebody taken up on that day, with their contact points."""
        stage = self._stage
        given, family = self._name() if named else ("", "")
        source = self._source() if named else "phone_book"
        made = stage.book.add(
            Person(
                owner=stage.user,
                name=full_name(given, family, stage.workspace.language),
                given_name=given,
                family_name=family,
                source=stage.sources.get(source),
                lawful_basis=BASIS.get(source, LawfulBasis.CONSENT),
                obtained_on=on,
                created_at=stage.moment(on),
                is_sample=True,
            )
        )
        self._reach_person(made)
        return made

    def employ(self, person: Person, organisation: Organisation | None = None) -> Role:
        """Give the person work at an organisation, or at one of them."""
        stage = self._stage
        title = stage.draw("jobs", stage.pack.sample.jobs)
        employer = organisation or stage.dice.pick(self.organisations)
        return stage.book.add(Role(person=person, organisation=employer, title=title))

    def _source(self) -> str:
        known = {key: n for key, n in SOURCES.items() if key in self._stage.sources}
        return self._stage.dice.weighted(known or SOURCES)

    def _name(self) -> tuple[str, str]:
        dice, names = self._stage.dice, self._stage.names
        while True:
            given = dice.pick(dice.pick((names.female, names.male)))
            family = dice.pick(names.family)
            if self._is_new(f"{family} {given}"):
                return given, family

    def _number(self) -> str:
        patterns = self._stage.names.phone_patterns
        while True:
            number = self._stage.dice.digits(self._stage.dice.pick(patterns))
            if self._is_new(number):
                return number

    def _is_new(self, word: str) -> bool:
        if word in self._taken:
            return False
        self._taken.add(word)
        return True

    def _reach_person(self, person: Person) -> None:
        dice, number = self._stage.dice, self._number()
        has_phone = not person.name or dice.chance(0.94)
        if has_phone:
            self._reach(ContactKind.PHONE, number, person=person)
        if has_phone and person.name and dice.chance(0.4):
            self._reach(self._stage.chat, number, person=person)
        if not has_phone or (person.name and dice.chance(0.4)):
            self._reach(ContactKind.EMAIL, self._address(person), person=person)

    def _address(self, person: Person) -> str:
        """A mail address under a domain that is reserved for examples."""
        plain = normalize("NFKD", fold(person.name)).encode("ascii", "ignore").decode()
        local = ".".join(plain.split()) or self._stage.dice.digits("mail####")
        return f"{local}@{self._stage.dice.pick(self._stage.names.email_domains)}"

    def _reach(
        self,
        kind: str,
        value: str,
        *,
        person: Person | None = None,
        organisation: Organisation | None = None,
    ) -> None:
        key = contact_key(kind, value, self._stage.workspace.country)
        self._stage.book.add(
            ContactPoint(
                person=person,
                organisation=organisation,
                kind=kind,
                value=value,
                key=key,
            )
        )


def make_findable(stage: Stage) -> None:
    """Fill the columns that lists sort and search by."""
    points: dict[int, list[tuple[str, str, str]]] = {}
    for each in stage.book.rows(ContactPoint):
        if each.person_id:
            point = (each.kind, each.value, each.key)
            points.setdefault(each.person_id, []).append(point)
    places: dict[int, list[str]] = {}
    for role in stage.book.rows(Role):
        places.setdefault(role.person_id, []).append(role.organisation.name)
    for person in stage.book.rows(Person):
        person.sort_name = fold(person.name)
        person.search = search_text(
            person.name,
            places.get(person.pk, ()),
            points.get(person.pk, ()),
            person.note,
        )
