"""The coach's view: each seller beside the team, and which of two things to coach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from bestfew.accounts.models import Membership, User
from bestfew.levels import coach_words
from bestfew.levels.drawing import Row, pyramid_rows
from bestfew.levels.forms import sellers_of
from bestfew.levels.models import Standing
from bestfew.levels.queries.pyramids import Team
from bestfew.levels.queries.volume import Volumes
from bestfew.levels.rules.coaching import problem_of
from bestfew.levels.rules.pyramid import Period, Pyramid, middle
from bestfew.levels.rules.signals import takes_answers_for_prospects
from bestfew.levels.screen import Asked, with_reach


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller's pyramid, what to coach, and whether answers pass for prospects."""

    user: User
    pyramid: Pyramid
    rows: list[Row]
    said: str
    is_mislabelling: bool


def seen_as_team(member: Membership, asked: Asked) -> Mapping[str, Any]:
    """Everybody's pyramids in a period, in a handful of queries."""
    team = Team.read(asked.period, cycle=member.workspace.normal_cycle_days)
    volumes = Volumes.read(asked.period)
    users = {user.pk: user for user in sellers_of(member)}
    pyramids = {
        pk: with_reach(
            team.pyramid(pk), team, volumes, Asked(asked.period, asked.key, pk)
        )
        for pk in users
        if pk in team.sellers | volumes.sellers
    }
    whole = with_reach(team.pyramid(), team, volumes, Asked(asked.period, asked.key))
    outbound = _outbound(asked.period)
    sellers = [
        _seller(member, users[pk], pyramid, pyramids, outbound.get(pk, 0))
        for pk, pyramid in pyramids.items()
    ]
    sellers.sort(key=lambda each: -each.pyramid.counts[0])
    return {
        "sellers": sellers,
        "rows": pyramid_rows(whole, member.workspace),
        "ask": coach_words.ASK,
        "answer": coach_words.of_team(len(sellers)),
        "why": coach_words.HOW,
    }


def _outbound(period: Period) -> dict[int, int]:
    """Prospects whom a seller spoke to first: nobody takes them for answers (OQ-4)."""
    rows = Standing.objects.filter(is_outbound=True, prospect_on__lte=period.end)
    if period.start:
        rows = rows.filter(prospect_on__gte=period.start)
    counted = rows.order_by().values_list("seller_id").annotate(n=Count("pk"))
    return dict(counted)


def _seller(
    member: Membership,
    user: User,
    pyramid: Pyramid,
    pyramids: Mapping[int, Pyramid],
    outbound: int,
) -> Seller:
    others = [each.counts[0] for pk, each in pyramids.items() if pk != user.pk]
    problem = problem_of(pyramid, middle(others))
    answered, prospects = pyramid.counts[1] - outbound, pyramid.counts[2] - outbound
    return Seller(
        user,
        pyramid,
        pyramid_rows(pyramid, member.workspace),
        coach_words.problem(problem),
        takes_answers_for_prospects(answered, prospects),
    )
