"""The map of professions: who serves a market, who is in the sphere for each (A35)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from bestfew.accounts.models import Membership
from bestfew.markets.models import TargetMarket
from bestfew.network.models import Profession, SphereMember
from bestfew.network.queries.interview import TOPICS
from bestfew.network.queries.sphere import Partner, partners, seen_by
from bestfew.network.rivals import Rivals
from bestfew.network.rules.building import WELL_KNOWN, Built
from bestfew.packs.professions import professions as known
from bestfew.people.finding import nearest
from bestfew.people.models import Organisation, Person, Role, Tag, Tagging
from bestfew.people.rules import fold
from bestfew.teams.queries import teams_of

FEW = 8
TOLD = (
    *("workspace", "owner", "wanted", "profession", "person__name", "person__level"),
    *("organisation__name", "team_member__name", "team_member__email"),
    *("team_member__wanted", "team_member__left_at", "team_member__team__ended_at"),
    *("team_member__seat__profession", "team_member__seat__label"),
)
"""What the map, and the steps beside it, tell of partners."""


@dataclass(frozen=True, slots=True)
class Line:
    """A profession of the map. `against`: what of mine it takes work from; `rivals`:
    which others of the map it competes with.
    """

    profession: Profession
    members: list[SphereMember]
    against: list[Profession]
    rivals: list[Profession]

    @property
    def is_competitor(self) -> bool:
        return bool(self.against)

    @property
    def is_gap(self) -> bool:
        """Nobody fills it, and somebody could."""
        return not self.members and not self.against


@dataclass(frozen=True, slots=True)
class Map:
    """The professions that serve a market, those that compete with me apart."""

    market: TargetMarket
    lines: list[Line]

    @property
    def open(self) -> list[Line]:
        """Those I could work with; first the ones in which I know nobody."""
        lines = [each for each in self.lines if not each.is_competitor]
        return sorted(lines, key=lambda each: bool(each.members))

    @property
    def competitors(self) -> list[Line]:
        return [each for each in self.lines if each.is_competitor]

    @property
    def gaps(self) -> list[Line]:
        return [each for each in self.lines if each.is_gap]


def sphere_of(member: Membership) -> list[SphereMember]:
    """Everybody of the sphere now whom a member sees, in the order they came in."""
    return list(seen_by(member).current().only(*TOLD).order_by("id"))


def map_of(
    market: TargetMarket, sphere: Iterable[SphereMember], against: Rivals
) -> Map:
    """The map of a market, with those of a sphere in their lines; one query."""
    professions = list(Profession.objects.filter(servings__market=market).listed())
    by_profession = defaultdict(list)
    for each in sphere:
        by_profession[each.profession_id].append(each)
    lines = [
        line_of(each, by_profession[each.pk], against, professions)
        for each in professions
    ]
    return Map(market, lines)


def line_of(
    profession: Profession,
    members: list[SphereMember],
    against: Rivals,
    others: list[Profession],
) -> Line:
    return Line(
        profession,
        members,
        against.against_me(profession.pk),
        against.among(profession.pk, others),
    )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who in my book could be it, by what is written of them: the nearest first."""

    people: list[Person]
    organisations: list[Organisation]

    def __bool__(self) -> bool:
        return bool(self.people or self.organisations)


def candidates(
    profession: Profession, member: Membership, *, limit: int = FEW
) -> Candidates:
    """People and organisations whose job, tag, name or note has the profession's name,
    in any language it has one in; without those who are in the sphere already."""
    current = SphereMember.objects.current()
    people = Person.objects.visible_to(member).approachable()
    people = people.exclude(in_sphere__in=current.exclude(person=None))
    firms = Organisation.objects.visible_to(member)
    firms = firms.exclude(in_sphere__in=current.exclude(organisation=None))
    names = names_of(profession)
    found = {each.pk: each for each in _by_job_or_tag(people, names)[:limit]}
    places: dict[int, Organisation] = {}
    for words in names:
        found |= {p.pk: p for p in nearest(people, member, words, limit=limit)}
        places |= {f.pk: f for f in nearest(firms, member, words, limit=limit)}
    return Candidates([*found.values()][:limit], [*places.values()][:limit])


def _by_job_or_tag(people: Any, names: list[str]) -> Any:
    """Who has the name as a job title or a tag."""
    wanted = {fold(each) for each in names}
    tags = [each for each in Tag.objects.all() if fold(each.name) in wanted]
    titles = reduce(or_, (Q(title__iexact=each) for each in names))
    jobs = Role.objects.filter(titles, ended_on=None).order_by().values("person")
    tagged = Tagging.objects.filter(tag__in=tags).order_by().values("person")
    return people.filter(Q(pk__in=jobs) | Q(pk__in=tagged)).order_by("sort_name", "id")


def names_of(profession: Profession) -> list[str]:
    """What it is called, each name once."""
    pack = known().get(profession.key)
    names = [*pack.name.values()] if pack else [profession.label]
    return list(dict.fromkeys(names))


def built(
    member: Membership, current: Sequence[SphereMember], against: Rivals
) -> Built:
    """How far the sphere is built: everything that its steps count."""
    with_them = partners(current)
    served = TargetMarket.objects.served().order_by()
    listed = Profession.objects.filter(servings__market__in=served).distinct()
    professions = [each.pk for each in listed if not against.against_me(each.pk)]
    filled = {each.profession_id for each in current}
    return Built(
        markets=served.count(),
        professions=len(professions),
        knows_mine=bool(against.mine),
        filled=len(filled.intersection(professions)),
        members=len(current),
        known=sum(_is_known(each) for each in with_them),
        wanted=sum(bool(each.wanted) for each in with_them),
        given=sum(bool(each.evidence.gave) for each in with_them),
        teams=len(teams_of(member)),
    )


def _is_known(partner: Partner) -> bool:
    """By half of the ten questions, or by talks (A22)."""
    answers = sum(topic in partner.said for topic in TOPICS)
    return answers >= WELL_KNOWN or partner.evidence.talks > 1
