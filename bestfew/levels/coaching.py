"""The coach's view: each seller beside the team, and which of two things to coach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bestfew.accounts.models import Membership, User
from bestfew.levels import coach_words
from bestfew.levels.drawing import Row, pyramid_rows
from bestfew.levels.queries.outbound import is_mislabelling, outbound_of
from bestfew.levels.queries.pyramids import Team
from bestfew.levels.queries.volume import Volumes
from bestfew.levels.rules.coaching import problem_of
from bestfew.levels.rules.pyramid import Pyramid, middle
from bestfew.levels.screen import Asked, with_reach
from bestfew.reach.card import EVENING
from bestfew.reach.watching import Watched, watched_team


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller's pyramid, what to coach, and whether answers pass for prospects;
    `habits`: how steadily they reach people (C22, C51)."""

    user: User
    pyramid: Pyramid
    rows: list[Row]
    said: str
    is_mislabelling: bool
    habits: str


def seen_as_team(
    member: Membership, asked: Asked, *, at: datetime
) -> Mapping[str, Any]:
    """Everybody's pyramids in a period, in a handful of queries; `at` as a moment of
    the workspace's zone."""
    team = Team.read(asked.period, cycle=member.workspace.normal_cycle_days)
    volumes = Volumes.read(asked.period)
    members = list(member.workspace.members.select_related("user", "workspace"))
    pyramids = _pyramids(members, team, volumes, asked)
    whole = with_reach(team.pyramid(), team, volumes, Asked(asked.period, asked.key))
    outbound = outbound_of(asked.period)
    seen = watched_team(members, today=at.date(), day_is_over=at.hour >= EVENING)
    sellers = [
        _seller(each, pyramids, outbound, seen.get(each.user_id))
        for each in members
        if each.user_id in pyramids
    ]
    sellers.sort(key=lambda each: -each.pyramid.counts[0])
    silent = [m.user for m in members if m.may_write and m.user_id not in pyramids]
    return {
        "sellers": sellers,
        "silent": sorted(silent, key=str),
        "rows": pyramid_rows(whole, member.workspace),
        "ask": coach_words.ASK,
        "answer": coach_words.of_team(len(sellers)),
        "why": coach_words.HOW,
    }


def _pyramids(
    members: Sequence[Membership], team: Team, volumes: Volumes, asked: Asked
) -> dict[int, Pyramid]:
    """Of each member who has a number, by the user's id."""
    return {
        pk: with_reach(
            team.pyramid(pk), team, volumes, Asked(asked.period, asked.key, pk)
        )
        for pk in (each.user_id for each in members)
        if pk in team.sellers | volumes.sellers
    }


def _seller(
    member: Membership,
    pyramids: Mapping[int, Pyramid],
    outbound: Mapping[int, int],
    seen: Watched | None,
) -> Seller:
    pyramid = pyramids[member.user_id]
    others = [each.counts[0] for pk, each in pyramids.items() if pk != member.user_id]
    problem = problem_of(pyramid, middle(others))
    return Seller(
        member.user,
        pyramid,
        pyramid_rows(pyramid, member.workspace),
        coach_words.problem(problem),
        is_mislabelling(pyramid, outbound.get(member.user_id, 0)),
        coach_words.habits(seen),
    )
