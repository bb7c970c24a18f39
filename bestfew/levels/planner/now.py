"""What a member's own log says of reach, rates and sales: where a plan starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Avg, Count, Exists, Min, OuterRef, Q

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Ending, Outcome
from bestfew.levels.queries.pyramids import Team
from bestfew.levels.queries.volume import Volumes
from bestfew.levels.rules.arithmetic import Rate
from bestfew.levels.rules.capacity import Channel
from bestfew.levels.rules.planning import MOST_A_DAY
from bestfew.levels.rules.pyramid import Period, Step, months_back, working_days
from bestfew.levels.screen import Asked, with_reach
from bestfew.people.models import Medium, Permission, Purpose
from bestfew.prospecting import models as prospecting
from bestfew.reach.queries import first_counted, used_between

STEPS = 4
"""From reached to bought: answered, prospect, viewed, bought."""

LOOKED_AT = 20_000
"""Permissions counted at most: more people than a day's mailing goes to."""

PURPOSES = (Purpose.NEWS, Purpose.ANY, Purpose.FOLLOW_UP)
PERSONAL = (Medium.PHONE, Medium.CHAT)

FOUR_WEEKS = timedelta(days=28)
MONTHS, YEAR = 12, 365


@dataclass(frozen=True, slots=True)
class Now:
    """What is measured so far; None, and no mix, where nothing is.

    `per_day`: people reached a working day, and `mix`: on which channels, by key, in
    the four weeks before. Of twelve months: `rates` of the four steps up to buying, the
    team's as `possible`, `sales` a month, and what a sale brings.
    """

    per_day: Fraction | None = None
    mix: Mapping[str, Fraction] = field(default_factory=dict)
    rates: tuple[float | None, ...] = (None,) * STEPS
    possible: tuple[Rate | None, ...] = (None,) * STEPS
    sales: Fraction | None = None
    each: Decimal | None = None


def now_of(member: Membership, *, on: date) -> Now:
    """The member's own figures of the time until a day, in eight queries.

    The rates are those of the Levels page: of cohorts old enough, small numbers drawn
    to everybody's rate.
    """
    period = Period(months_back(on, MONTHS), on, on)
    begun = first_counted(member.user_id)
    sales, each = _sales(member, period, begun)
    per_day, mix = _reach(member, on, begun)
    steps = _steps(member, period)
    return Now(
        per_day=per_day,
        mix=mix,
        rates=tuple(s.estimate.mean if s.estimate.tried else None for s in steps),
        possible=tuple(_rate(s.usual) for s in steps),
        sales=sales,
        each=each,
    )


def _steps(member: Membership, period: Period) -> Sequence[Step]:
    team = Team.read(period, cycle=member.workspace.normal_cycle_days)
    volumes = Volumes.read(period)
    asked = Asked(period, "", seller=member.user_id)
    mine = with_reach(team.pyramid(member.user_id), team, volumes, asked)
    return mine.steps[:STEPS]


def _rate(share: float | None) -> Rate | None:
    """A share among the rates a plan may have; None for none."""
    return Rate(share).limit_denominator(10**6) if share else None


def _reach(
    member: Membership, on: date, begun: date | None
) -> tuple[Fraction | None, Mapping[str, Fraction]]:
    """People a working day, and each channel's share, of the four weeks before.

    Days before the first that was counted tell nothing; today does while there is no
    other.
    """
    if begun is None:
        return None, {}
    last = on - timedelta(days=1) if begun < on else on
    first = max(begun, last - FOUR_WEEKS + timedelta(days=1))
    used = used_between(member.user_id, last - FOUR_WEEKS, last)
    counts = {pk: count for pk, count in used if count > 0}
    total = sum(counts.values())
    if not total:
        return None, {}
    keys = dict(prospecting.Channel.objects.values_list("pk", "key"))
    mix = {keys[pk]: Fraction(count, total) for pk, count in counts.items()}
    days = working_days(first, last, member.workspace.working_days)
    return Fraction(total, max(days, 1)), mix


def _sales(
    member: Membership, period: Period, begun: date | None
) -> tuple[Fraction | None, Decimal | None]:
    """Won a month, since somebody was first reached or bought; what each brought."""
    won = Ending.objects.filter(
        outcome=Outcome.WON,
        on__gte=period.start,
        on__lte=period.end,
        objective__owner=member.user_id,
    )
    currency = Q(objective__currency=member.workspace.currency)
    found = won.aggregate(
        n=Count("pk"), each=Avg("objective__value", filter=currency), first=Min("on")
    )
    if not found["n"]:
        return None, None
    days = (period.end - min(found["first"], begun or period.end)).days
    months = min(max(Fraction(days * MONTHS, YEAR), Fraction(1)), Fraction(MONTHS))
    each = found["each"]
    return found["n"] / months, None if each is None else round(each)


def channels_of(member: Membership) -> list[tuple[prospecting.Channel, Channel]]:
    """The workspace's open channels in their order, each with what it can do on a day.

    A channel that needs permission reaches at most those who allowed it, of the people
    whom the member sees.
    """
    rows = list(
        prospecting.Channel.objects.filter(is_open=True).order_by("position", "pk")
    )
    asking = {each.medium for each in rows if each.needs_permission}
    allowed = _allowed(member, asking)
    return [
        (
            row,
            Channel(
                key=row.key,
                per_hour=min(row.per_hour, MOST_A_DAY),
                cost=Fraction(row.cost),
                most=allowed[row.medium] if row.needs_permission else None,
                is_estimated=not row.is_counted,
            ),
        )
        for row in rows
    ]


def _allowed(member: Membership, media: set[str]) -> dict[str, int]:
    """People who gave permission and took none back since, by medium."""
    if not media:
        return {}
    about = Permission.objects.filter(purpose__in=PURPOSES)
    no = about.filter(state__in=(Permission.State.REFUSED, Permission.State.WITHDRAWN))
    taken_back = no.filter(person=OuterRef("person"), at__gte=OuterRef("at"))
    given = about.visible_to(member).filter(
        ~Exists(taken_back),
        state=Permission.State.GIVEN,
        person__do_not_contact=False,
    )
    newest = given.order_by("-pk").values("pk")[:LOOKED_AT]
    found = Permission.objects.filter(pk__in=newest).aggregate(
        **{medium: _people_by(medium) for medium in media}
    )
    return {medium: found[medium] for medium in media}


def _people_by(medium: str) -> Count:
    """A call or a chat goes on with whom one may follow up; a mailing needs more."""
    rule = Q(medium__in=[medium, Permission.ANY_MEDIUM])
    if medium not in PERSONAL:
        rule &= ~Q(purpose=Purpose.FOLLOW_UP)
    return Count("person", distinct=True, filter=rule)
