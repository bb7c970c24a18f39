"""Plans that members keep, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, Sum

from bestfew.accounts.models import Membership
from bestfew.levels.models import Axis, LevelDay, SavedPlan, Span
from bestfew.levels.rules.pyramid import working_days
from bestfew.reach.models import ReachDay

SHOWN = 50


@dataclass(frozen=True, slots=True)
class LevelSoFar:
    """One level since a plan was made: people planned until now, and who came."""

    level: int
    planned: Fraction
    came: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan beside what happened from its day to `on`, both included."""

    on: date
    working_days: int
    levels: list[LevelSoFar]


def plans_of(member: Membership) -> list[SavedPlan]:
    """The member's own plans, the newest first."""
    mine = SavedPlan.objects.kept().filter(owner=member.user_id)
    return list(mine.order_by("-pk")[:SHOWN])


def compared(plan: SavedPlan, *, on: date) -> Compared:
    """Planned people on each level until a day, beside those who came to it."""
    question = plan.question
    days = working_days(plan.made_on, on, plan.workspace.working_days)
    came = _came(plan, on)
    levels = [
        LevelSoFar(number, people / question.days * days, came.get(number, 0))
        for number, people in enumerate(question.month.levels, 1)
    ]
    return Compared(on, days, levels)


def _came(plan: SavedPlan, on: date) -> dict[int, int]:
    """People whom the plan's owner reached, and who came to the levels above."""
    since = {"on__gte": plan.made_on, "on__lte": on}
    days = LevelDay.objects.filter(
        axis=Axis.ALL, span=Span.DAY, seller=plan.owner_id, **since
    )
    found = dict(days.values_list("level").annotate(Sum("came")).order_by())
    reached = ReachDay.objects.filter(user=plan.owner_id, **since).aggregate(
        all=Sum(F("by_hand") + F("from_log"), default=0)
    )
    return {**found, 1: reached["all"]}
