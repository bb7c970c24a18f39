"""A second record of somebody, as it comes about: another list, another hand.

Something that tells whose it is always stays: at least two of name, phone, e-mail,
company and birthday agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bestfew.generator.misspelling import Written, written_otherwise
from bestfew.generator.people import Person, Record, person, second_email, second_phone
from bestfew.generator.reach import company

if TYPE_CHECKING:
    from bestfew.generator.chance import Chance
    from bestfew.generator.crowd import Crowd

TELLING = ("phone", "email", "name", "company", "birthday")


class Facets(NamedTuple):
    """What two records of a person are compared by."""

    name: Written
    phone: Written
    email: Written
    company: Written
    birthday: Written

    @property
    def agreeing(self) -> set[str]:
        return {name for name in TELLING if getattr(self, name).agrees}


GONE = Written("", False)


def copy_record(crowd: Crowd, number: int, copy: int) -> Record:
    """The second record of a person (`copy` 1), or the third (2)."""
    found = person(crowd, number)
    chance = crowd.chance(number, f"copy {copy}")
    facets = _enough(_changed(crowd, found, chance), crowd, found, chance)
    return Record(
        number,
        copy,
        name=facets.name.text,
        phone=facets.phone.text,
        email=facets.email.text,
        company=facets.company.text,
        job=_kept(found.job, chance, 0.6),
        city=_kept(found.city, chance, 0.7),
        birthday=facets.birthday.text,
        note=_kept(chance.of(found.pools.notes), chance, 0.15),
        country=_kept(found.pools.country, chance, 0.8),
    )


def _kept(text: str, chance: Chance, probability: float) -> str:
    return text if chance.happens(probability) else ""


def _changed(crowd: Crowd, found: Person, chance: Chance) -> Facets:
    return Facets(
        written_otherwise(found.name, chance),
        _phone(crowd, found, chance),
        _email(crowd, found, chance),
        _company(crowd, found, chance),
        Written(found.birthday, bool(found.birthday)) if chance.happens(0.7) else GONE,
    )


def _same(crowd: Crowd, found: Person, chance: Chance) -> Facets:
    """Nothing changed but how the number is written."""
    phone = found.phone.written(crowd.home, chance) if found.phone else ""
    texts = (found.name.text, phone, found.email, found.company, found.birthday)
    return Facets(*(Written(text, bool(text)) for text in texts))


def _enough(facets: Facets, crowd: Crowd, found: Person, chance: Chance) -> Facets:
    """Take changes back, in any order, until it can be told whose record it is."""
    same = _same(crowd, found, chance)
    for facet in chance.sample(TELLING, len(TELLING)):
        if _tells(facets.agreeing):
            break
        facets = facets._replace(**{facet: getattr(same, facet)})
    return facets


def _tells(agreeing: set[str]) -> bool:
    if agreeing & {"phone", "email"}:
        return len(agreeing) > 1
    return "name" in agreeing and len(agreeing) > 1


def _phone(crowd: Crowd, found: Person, chance: Chance) -> Written:
    draw = chance.random()
    if found.phone and draw < 0.72:
        return Written(found.phone.written(crowd.home, chance), True)
    if draw < 0.86:
        return Written(second_phone(crowd, found).written(crowd.home, chance), False)
    return GONE


def _email(crowd: Crowd, found: Person, chance: Chance) -> Written:
    draw = chance.random()
    if found.email and draw < 0.62:
        return Written(found.email, True)
    if found.email and draw < 0.67:
        return Written(found.email.upper(), True)
    if draw < 0.82:
        return Written(second_email(crowd, found, chance), False)
    return GONE


def _company(crowd: Crowd, found: Person, chance: Chance) -> Written:
    draw = chance.random()
    if not found.company or draw > 0.85:
        return GONE
    if draw < 0.5:
        return Written(found.company, True)
    if draw < 0.75:
        return Written(_shortened(found), True)
    number = chance.below(crowd.companies(found.pools))
    return Written(company(found.pools, number).name, False)


def _shortened(found: Person) -> str:
    for long, short in found.pools.short_forms:
        if long in found.company:
            return found.company.replace(long, short).strip()
    return found.company
