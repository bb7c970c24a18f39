"""What a member's own log says of reach, rates and sales: where a plan starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Avg, Count, Exists, OuterRef, Q

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Ending, Outcome
from bestfew.levels.queries.pyramids import Team
from bestfew.levels.queries.volume import Volumes
from bestfew.levels.rules.arithmetic import Rate
from bestfew.levels.rules.capacity import Channel
from bestfew.levels.rules.planning import MOST_A_DAY
from bestfew.levels.rules.pyramid import Period, Step, months_back
from bestfew.levels.screen import Asked, with_reach
from bestfew.people.models import Medium, Permission, Purpose
from bestfew.prospecting import models as prospecting
from bestfew.reach.queries import used_between

STEPS = 4
"""From reached to bought: answered, prospect, viewed, bought."""

LOOKED_AT = 20_000
"""Permissions counted at most: more people than a day's mailing goes to."""

PURPOSES = (Purpose.NEWS, Purpose.ANY, Purpose.FOLLOW_UP)
PERSONAL = (Medium.PHONE, Medium.CHAT)

FOUR_WEEKS = timedelta(days=28)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Now:
    """What is measured so far; None, and no mix, where nothing is.

    `per_day`: people reached a working day, and `mix`: on which channels, by key, in
    the last four weeks. Of twelve months: `rates` of the four steps up to buying, the
    team's as `possible`, `sales` a month, and what a sale brings.
    """

    per_day: Fraction | None = None
    mix: Mapping[str, Fraction] = field(default_factory=dict)
    rates: tuple[float | None, ...] = (None,) * STEPS
    possible: tuple[Rate | None, ...] = (None,) * STEPS
    sales: Fraction | None = None
    each: Decimal | None = None


def now_of(member: Membership, *, on: date) -> Now:
    """The member's own figures of the time until a day, in seven queries.

    The rates are those of the Levels page: of cohorts old enough, small numbers drawn
    to everybody's rate.
    """
    period = Period(months_back(on, MONTHS), on, on)
    sales, each = _sales(member, period)
    per_day, mix = _reach(member, on)
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
    member: Membership, on: date
) -> tuple[Fraction | None, Mapping[str, Fraction]]:
    """People a working day, and each channel's share, of the four weeks before."""
    used = dict(used_between(member.user_id, on - FOUR_WEEKS, on))
    counts = {pk: count for pk, count in used.items() if count > 0}
    total = sum(counts.values())
    if not total:
        return None, {}
    keys = dict(prospecting.Channel.objects.values_list("pk", "key"))
    mix = {keys[pk]: Fraction(count, total) for pk, count in counts.items()}
    week = len(member.workspace.working_days) or 5
    return Fraction(total, FOUR_WEEKS.days // 7 * week), mix


def _sales(
    member: Membership, period: Period
) -> tuple[Fraction | None, Decimal | None]:
    won = Ending.objects.filter(
        outcome=Outcome.WON,
        on__gte=period.start,
        on__lte=period.end,
        objective__owner=member.user_id,
    )
    currency = Q(objective__currency=member.workspace.currency)
    found = won.aggregate(n=Count("pk"), each=Avg("objective__value", filter=currency))
    if not found["n"]:
        return None, None
    each = found["each"]
    return Fraction(found["n"], MONTHS), None if each is None else round(each)


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
