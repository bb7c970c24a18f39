"""One made-up person, and the row that tells of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bestfew.generator import reach
from bestfew.generator.chance import Chance
from bestfew.generator.names import Name, name_in
from bestfew.generator.pools import Pools, by_share

if TYPE_CHECKING:
    from bestfew.generator.crowd import Crowd

NAMESAKES, FAMILIES, BRANCHES, COLLEAGUES = 0.01, 0.03, 0.05, 0.07
"""Of all people: called as another; with another's phone; then, one switchboard."""
CHAINS = 0.005
"""Of all companies: those with branches, which are the largest, too."""
BIRTH_YEARS = range(1945, 2008)


class Record(NamedTuple):
    """A row as a seller has it. Rows of one `cluster` are about one person."""

    cluster: int
    copy: int
    name: str
    phone: str
    email: str
    company: str
    job: str
    city: str
    country: str
    birthday: str
    note: str

    @property
    def external_id(self) -> str:
        return f"{self.cluster}-{self.copy}"


class Person(NamedTuple):
    """All that is so of somebody; a record tells a part of it."""

    number: int
    pools: Pools
    name: Name
    phone: reach.Phone | None
    email: str
    firm: reach.Company | None
    company: str
    city: str
    job: str
    birthday: str
    note: str


def person(crowd: Crowd, number: int) -> Person:
    """Somebody of the crowd; some are easily taken for another, and are not."""
    chance = crowd.chance(number)
    draw = chance.random()
    if number and draw < FAMILIES:
        other = _alone(crowd, chance.below(number))
        if draw < NAMESAKES:
            return _alone(crowd, number, name=other.name, pools=other.pools)
        return _relative(crowd, number, other)
    alone = _alone(crowd, number)
    if draw < BRANCHES:
        return _in_a_branch(crowd, alone, chance)
    if draw < COLLEAGUES and alone.firm:
        return alone._replace(phone=alone.firm.switchboard)
    return alone


def _relative(crowd: Crowd, number: int, other: Person) -> Person:
    """Somebody else of the family, under the same number and roof."""
    chance = crowd.chance(number, "family")
    name = name_in(other.pools, chance, family=other.name.family)
    if name.given.latin == other.name.given.latin or other.phone is None:
        return _alone(crowd, number, pools=other.pools)
    alone = _alone(crowd, number, name=name, pools=other.pools)
    return alone._replace(phone=other.phone, city=other.city)


def _in_a_branch(crowd: Crowd, alone: Person, chance: Chance) -> Person:
    pools = alone.pools
    chains = max(1, int(crowd.companies(pools) * CHAINS))
    firm = reach.company(pools, chance.below(chains))
    area = chance.of(pools.areas)
    email = f"info@{firm.domain}" if chance.happens(0.3) else alone.email
    return alone._replace(
        firm=firm,
        company=pools.branch.format(company=firm.name, area=area),
        phone=firm.switchboard,
        email=email,
    )


def _alone(
    crowd: Crowd, number: int, name: Name | None = None, pools: Pools | None = None
) -> Person:
    """Somebody as they are without the others."""
    chance = crowd.chance(number, "alone")
    pools = pools or chance.of(by_share())
    name = name or name_in(pools, chance)
    firm = _firm(crowd, pools, chance) if chance.happens(0.75) else None
    email = _email(crowd, pools, number, name, firm, chance)
    has_phone = not email or chance.happens(0.86)
    return Person(
        number=number,
        pools=pools,
        name=name,
        phone=reach.mobile(pools, 2 * crowd.shifted(number)) if has_phone else None,
        email=email,
        firm=firm,
        company=firm.name if firm else "",
        city=chance.of(pools.cities) if chance.happens(0.8) else "",
        job=chance.of(pools.jobs) if firm else "",
        birthday=_birthday(chance) if chance.happens(0.12) else "",
        note=chance.of(pools.notes) if chance.happens(0.15) else "",
    )


def _firm(crowd: Crowd, pools: Pools, chance: Chance) -> reach.Company:
    """Most people are at few companies: those of small numbers."""
    size = crowd.companies(pools)
    return reach.company(pools, int(size * chance.random() ** 2))


def _email(
    crowd: Crowd,
    pools: Pools,
    number: int,
    name: Name,
    firm: reach.Company | None,
    chance: Chance,
) -> str:
    draw = chance.random()
    if draw < 0.3:
        return ""
    if firm and draw < 0.55:
        return reach.work_email(firm, name, crowd.shifted(number), chance)
    return reach.private_email(pools, name, crowd.sign(number), chance)


def _birthday(chance: Chance) -> str:
    year = chance.of(BIRTH_YEARS)
    return f"{year}-{1 + chance.below(12):02}-{1 + chance.below(28):02}"


def first_record(crowd: Crowd, number: int) -> Record:
    """The row by which the seller came to know of somebody."""
    found = person(crowd, number)
    chance = crowd.chance(number, "first")
    return Record(
        number,
        0,
        found.name.text,
        found.phone.written(crowd.home, chance) if found.phone else "",
        found.email,
        found.company,
        found.job,
        found.city,
        found.pools.country,
        found.birthday,
        found.note,
    )


def second_phone(crowd: Crowd, found: Person) -> reach.Phone:
    return reach.mobile(found.pools, 2 * crowd.shifted(found.number) + 1)


def second_email(crowd: Crowd, found: Person, chance: Chance) -> str:
    """Their private address beside that at work, or another way round."""
    number = crowd.shifted(found.number)
    if found.firm and found.firm.domain not in found.email and chance.happens(0.6):
        return reach.work_email(found.firm, found.name, number, chance)
    sign = crowd.sign(found.number)
    return reach.private_email(found.pools, found.name, sign, chance)
