"""What is wrong with the funnel, from the days that are kept (2.C.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from bestfew.accounts.models import Membership
from bestfew.funnel.models import (
    Ending,
    FunnelKept,
    Judgement,
    Objective,
    Outcome,
    Place,
)
from bestfew.funnel.queries.flow import WEEK, YEAR, Year
from bestfew.funnel.queries.lasting import only_stalled
from bestfew.funnel.queries.parts import Part
from bestfew.funnel.rules import flow


def faults(member: Membership, now: Mapping[str, Part], year: Year) -> list[flow.Fault]:
    """What is wrong with the funnel, in the order of work; `now` are its parts.

    Two queries.
    """
    found: list[flow.Fault | None] = [_too_early(member, now, year)]
    won = _won_in_a_year(member, on=year.on)
    if won is not None:
        found += _moving(now, year, won=won)
    return [each for each in found if each]


def stalled_some(
    member: Membership, now: Mapping[str, Part], *, on: date
) -> flow.StalledSome | None:
    """What is older than nearly every closed one of its kind; three queries.

    They read everything that is open and ended: not for a page that must be quick.
    """
    open_ = Objective.objects.visible_to(member).open().unpaused()
    count = only_stalled(open_, on=on).count()
    all_ = sum(part.count for part in now.values())
    return flow.StalledSome(count, all_) if count else None


def _moving(
    now: Mapping[str, Part], year: Year, *, won: int
) -> list[flow.Fault | None]:
    """What the days that are kept say: nothing where they are not counted yet."""
    weeks = min(flow.TESTED_WEEKS, year.known_weeks(Place.IN))
    middle = year.sums(Place.IN, year.on - WEEK * weeks)
    inside, came = now[Place.IN].count, year.old_enough(Place.ABOVE)
    return [
        flow.dry_top(
            above=now[Place.UNIVERSE].count + now[Place.ABOVE].count,
            below=inside + now[Place.BEST_FEW].count,
            wins=won * year.cycle / YEAR.days,
            won=came["won"],
            tried=came["entered"],
        ),
        flow.fewer_coming(year.weeks(Place.ABOVE)),
        flow.jammed_middle(
            inside=inside,
            left=middle["moved_out"],
            weeks=weeks,
            cycle=year.cycle,
        ),
    ]


def _too_early(
    member: Membership, now: Mapping[str, Part], year: Year
) -> flow.PrematureBestFew | None:
    moved = year.sums(Place.BEST_FEW, year.on - YEAR)
    return flow.premature_best_few(
        early=_judged_early(member),
        best_few=now[Place.BEST_FEW].count,
        fell=moved["fell"],
        left=moved["moved_out"],
    )


def _judged_early(member: Membership) -> int:
    """Best few by a judgement, though the rule still finds something missing."""
    open_ = Objective.objects.visible_to(member).at(Place.BEST_FEW).unpaused()
    judged = Judgement.objects.filter(place=Place.BEST_FEW, withdrawn_at=None)
    rows = open_.filter(is_judged=True, pk__in=judged.values("objective"))
    return int(rows.exclude(missing=[]).count())


def _won_in_a_year(member: Membership, *, on: date) -> int | None:
    """None where the days are not counted up to a week ago."""
    won = Ending.objects.visible_to(member).filter(
        outcome=Outcome.WON, on__gt=on - YEAR, on__lte=on
    )
    count = won.order_by().values("outcome").annotate(n=Count("pk")).values("n")
    kept = FunnelKept.objects.filter(until__gte=on - WEEK)
    told = kept.values_list(Coalesce(Subquery(count), 0), flat=True)
    found: int | None = told.first()
    return found
