"""The sphere, read in few queries however large it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, Kind
from bestfew.network.models import Direction, Learned, Referral, SphereMember
from bestfew.network.models.sphere import SphereQuerySet
from bestfew.network.queries import interview
from bestfew.network.rules.stage import Evidence, Standing, standing
from bestfew.people.models import LevelName
from bestfew.web.pages import Page, page_of

WHO = ("person", "organisation", "profession", "team_member__team", "team_member__seat")

Counts = dict[int, tuple[int, int]]
"""By sphere member: referrals they were given, and those they gave."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A member of the sphere, with what is known of the partnership."""

    member: SphereMember
    said: dict[str, Learned]
    evidence: Evidence
    standing: Standing

    @property
    def answered(self) -> int:
        return self.evidence.answers

    @property
    def wanted(self) -> str:
        """Whom they want to meet: as I noted it, else as they told the team."""
        seat = self.member.team_member
        return self.member.wanted or (seat.wanted if seat else "")

    @property
    def is_in_team(self) -> bool:
        seat = self.member.team_member
        return bool(seat and seat.left_at is None and seat.team.ended_at is None)


def seen_by(member: Membership) -> SphereQuerySet:
    """Those of the sphere whom a member sees, with who they are."""
    return SphereMember.objects.visible_to(member).select_related(*WHO)


def sphere_page(
    member: Membership, *, profession: int = 0, after: str = ""
) -> Page[SphereMember]:
    """One page of the sphere, the newest first."""
    rows = seen_by(member).current()
    if profession:
        rows = rows.filter(profession=profession)
    return page_of(rows, order=("-id",), after=after)


def partners(members: Sequence[SphereMember]) -> list[Partner]:
    """What is known of each, in three queries."""
    ids = [each.pk for each in members]
    said, talks, given = interview.said(ids), _talks(members), _referrals(ids)
    return [
        _partner(each, said[each.pk], talks[each.pk], *given.get(each.pk, (0, 0)))
        for each in members
    ]


def _partner(
    member: SphereMember, said: dict[str, Learned], talks: int, gave: int, got: int
) -> Partner:
    seat = member.team_member
    level = member.person.level if member.person else None
    evidence = Evidence(
        talks=talks,
        answers=interview.answered(said),
        told=sum(topic in said for topic in interview.MINE),
        knows_wanted=bool(member.wanted or (seat and seat.wanted)),
        has_bought=(level or 0) >= LevelName.BOUGHT,
        gave=gave,
        got=got,
    )
    return Partner(member, said, evidence, standing(evidence))


def _talks(members: Sequence[SphereMember]) -> Counter[int]:
    """One-to-ones that came about, by sphere member; with them or with their firm."""
    people = {each.person_id: each.pk for each in members if each.person_id}
    firms = {
        each.organisation_id: each.pk
        for each in members
        if each.organisation_id and not each.person_id
    }
    held = Activity.objects.spoken().filter(kind=Kind.MEETING)
    about = held.filter(Q(person__in=people) | Q(person=None, organisation__in=firms))
    found: Counter[int] = Counter()
    counted = about.values("person", "organisation").annotate(n=Count("pk")).order_by()
    for row in counted:
        pk = people.get(row["person"]) or firms.get(row["organisation"])
        if pk:
            found[pk] += row["n"]
    return found


def _referrals(ids: Collection[int]) -> Counts:
    """Given and got; those that came to nothing count, too: they were tries (2.A.4)."""
    given = Count("pk", filter=Q(direction=Direction.GIVEN))
    got = Count("pk", filter=Q(direction=Direction.GOT))
    rows = Referral.objects.filter(partner__in=ids).order_by().values("partner")
    counted = rows.annotate(gave=given, got=got)
    return {each["partner"]: (each["gave"], each["got"]) for each in counted}
