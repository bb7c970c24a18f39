"""What the Network page rests on: the sphere, one team, and what passed to and fro."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.markets.models import TargetMarket
from bestfew.network.models import (
    Profession,
    Referral,
    Rivalry,
    Serving,
    SphereMember,
)
from bestfew.teams.door import Door
from bestfew.teams.flow import passed_with, thanked
from bestfew.teams.models import Attendance, Meeting, Seat, TeamMember
from bestfew.teams.queries import Chair, table, teams_of
from bestfew.teams.rules.attendance import months_before
from bestfew.teams.rules.health import Balance, balance, share_inside

MONTHS = 6
MOST = 200
CANDIDATES = 4
WHO = ("profession", "person", "organisation", "team_member")
WORST = (
    *(Balance.OWE, Balance.NOTHING_BACK, Balance.LEAD, Balance.BEHIND),
    *(Balance.EVEN, Balance.NONE_YET),
)


@dataclass(frozen=True, slots=True)
class Partner:
    """With whom something passed, or could: a member of the team I sit in."""

    name: str
    profession: str
    gave: int
    got: int

    @property
    def balance(self) -> Balance:
        return balance(self.gave, self.got)

    @property
    def passed(self) -> int:
        return self.gave + self.got


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The nearest one; `number` of `planned` in its month; who said they come."""

    meeting: Meeting
    number: int
    planned: int
    url: str

    @property
    def coming(self) -> int:
        return int(getattr(self.meeting, "coming", 0))


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page. `door` is None for who sits in no team.

    `has_market`: without a target market a sphere is incomplete, and a team is not
    strategic (A01).
    `candidates`: who of my sphere could sit on the seat that is `missing`.
    `inside` is the share of all referrals given that stayed in teams (4.15), or None.
    """

    door: Door | None
    seats: list[TeamMember]
    chairs: list[Chair]
    partners: list[Partner]
    sphere: list[SphereMember]
    gap: list[Profession]
    has_market: bool = True
    candidates: list[SphereMember] = field(default_factory=list)
    next: NextMeeting | None = None
    earned: dict[str, Decimal] = field(default_factory=dict)
    inside: float | None = None

    @property
    def is_empty(self) -> bool:
        return not self.seats and not self.sphere and not self.gap

    @property
    def missing(self) -> Seat | None:
        """The seat that has been empty longest."""
        return longest_empty(self.chairs)

    @property
    def could(self) -> list[SphereMember]:
        """Those of the sphere who do not sit in the team, nor anybody of their line."""
        taken = Lines.of(each.seat for each in self.chairs if each.member)
        sitting = {each.member.pk for each in self.chairs if each.member}
        return [
            each
            for each in self.sphere
            if each.team_member_id not in sitting and each.profession not in taken
        ]

    @property
    def unknown(self) -> list[Profession]:
        """Professions that serve the market, in nobody's hands: neither seat nor
        sphere."""
        seats = Lines.of(each.seat for each in self.chairs)
        return [each for each in self.gap if each not in seats]

    @property
    def gave(self) -> int:
        return sum(each.gave for each in self.partners)

    @property
    def got(self) -> int:
        return sum(each.got for each in self.partners)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of business of some seats, by the packs' keys or in words."""

    keys: frozenset[str]
    labels: frozenset[str]

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> Self:
        rows = [(seat.profession, seat.label.casefold()) for seat in seats]
        keys, labels = zip(*rows, strict=True) if rows else ((), ())
        return cls(frozenset(keys), frozenset(labels))

    def __contains__(self, profession: Profession) -> bool:
        if profession.key:
            return profession.key in self.keys
        return profession.label.casefold() in self.labels


def longest_empty(chairs: Iterable[Chair]) -> Seat | None:
    empty = [each.seat for each in chairs if not each.member]
    dated = [seat for seat in empty if seat.empty_since]
    return min(dated, key=lambda seat: (str(seat.empty_since), seat.pk), default=None)


def home_of(member: Membership, *, at: datetime, team: int | None = None) -> Home:
    """The page of a member, on one of their teams: the one asked for, or the first."""
    seats = teams_of(member)
    me = next((each for each in seats if each.team_id == team), None)
    me = me or next(iter(seats), None)
    sphere = _sphere(member)
    gap, has_market = _gap(member), TargetMarket.objects.served().exists()
    if me is None:
        return Home(None, [], [], [], sphere, gap, has_market)
    door = Door(me, may_write=member.may_write)
    chairs = table(me.team)
    after = half_year(at)
    return Home(
        door,
        seats,
        chairs,
        _partners(me, chairs, after=after, at=at),
        sphere,
        gap,
        has_market,
        _candidates(chairs, sphere),
        _next(door, at=at),
        thanked(me.team_id, giver=me.pk, after=after, until=at),
        _inside(member, after=after, until=at),
    )


def _inside(member: Membership, *, after: datetime, until: datetime) -> float | None:
    given = Referral.objects.visible_to(member).given()
    counts = given.filter(given_at__gt=after, given_at__lte=until).aggregate(
        inside=Count("slip"), given=Count("pk")
    )
    share = share_inside(**counts)
    return None if share is None else float(share)


def half_year(at: datetime) -> datetime:
    """The moment at which the rolling half-year before another began."""
    day = months_before(timezone.localdate(at), MONTHS)
    end_of_day = datetime.combine(day, datetime.min.time()) + timedelta(days=1)
    return timezone.make_aware(end_of_day) - timedelta(microseconds=1)


def _partners(
    me: TeamMember, chairs: Iterable[Chair], *, after: datetime, at: datetime
) -> list[Partner]:
    """Everybody else in the team; where most is owed first."""
    counts = passed_with(me, after=after, until=at)
    rows = [
        Partner(
            str(chair.member),
            chair.seat.title,
            counts[me.pk, chair.member.pk],
            counts[chair.member.pk, me.pk],
        )
        for chair in chairs
        if chair.member and chair.member.pk != me.pk
    ]
    return sorted(
        rows, key=lambda each: (WORST.index(each.balance), -each.passed, each.name)
    )


def _sphere(member: Membership) -> list[SphereMember]:
    """Each with the profession alone: few of them are named."""
    current = SphereMember.objects.visible_to(member).current()
    known = current.select_related("profession").only("team_member", "profession")
    return list(known.order_by("profession__position", "id")[:MOST])


def _candidates(
    chairs: Iterable[Chair], sphere: Iterable[SphereMember]
) -> list[SphereMember]:
    seat = longest_empty(chairs)
    if seat is None:
        return []
    line = Lines.of([seat])
    fit = [each.pk for each in sphere if each.profession in line][:CANDIDATES]
    known = SphereMember.objects.select_related(*WHO)
    return list(known.filter(pk__in=fit).order_by("id")) if fit else []


def _gap(member: Membership) -> list[Profession]:
    """Professions that serve a market of mine, in whose line I know nobody; my rivals
    left out (A35)."""
    mine = Profession.objects.mine().values("pk")
    rivals = Rivalry.objects.filter(is_denied=False)
    against = rivals.filter(
        Q(first=OuterRef("pk"), second__in=mine)
        | Q(second=OuterRef("pk"), first__in=mine)
    )
    filled = SphereMember.objects.visible_to(member).current()
    serves = Serving.objects.filter(
        profession=OuterRef("pk"), market__in=TargetMarket.objects.served().order_by()
    )
    rows = Profession.objects.listed().filter(Exists(serves), is_mine=False)
    rows = rows.exclude(Exists(filled.filter(profession=OuterRef("pk"))))
    return list(rows.exclude(Exists(against))[:MOST])


def _next(door: Door, *, at: datetime) -> NextMeeting | None:
    """The nearest meeting, among those of its month."""
    team = door.me.team_id
    standing = Meeting.objects.filter(team=team).standing()
    first = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0)
    yes = Q(attendances__reply=Attendance.Reply.YES)
    rows = list(
        standing.filter(begins_at__gte=first)
        .annotate(coming=Count("attendances", filter=yes))
        .order_by("begins_at", "id")[:20]
    )
    ahead = [each for each in rows if each.is_open and each.ends_at > at]
    if not ahead:
        return None
    nearest = ahead[0]
    month = [each for each in rows if each.on.month == nearest.on.month]
    url = door.url("meeting", nearest.pk)
    return NextMeeting(nearest, month.index(nearest) + 1, len(month), url)
