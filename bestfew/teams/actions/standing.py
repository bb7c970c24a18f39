"""Who may do what at the table; and that the table stands still meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from bestfew.teams.models import Position, Team, TeamMember


class HasLeft(PermissionDenied):
    """Whoever acts sits in this team no longer, or the team has ended."""


class NotTheLeader(PermissionDenied):
    """This is for who leads the team."""


def at_the_table(me: TeamMember) -> TeamMember:
    """Myself as I sit there now; nobody else comes or goes until the transaction ends.

    What refers to the team may be written meanwhile (`no_key`): two deeds that need
    each other's rows must not wait for one another. Raises `HasLeft`.
    """
    team = Team.unscoped.select_for_update(no_key=True).filter(
        pk=me.team_id, ended_at=None
    )
    if team.first() is None:
        raise HasLeft
    return _sitting(me)


def as_leader(me: TeamMember) -> TeamMember:
    """As `at_the_table`, for a leader or coordinator; raises `NotTheLeader`."""
    found = at_the_table(me)
    if not found.leads:
        raise NotTheLeader
    return found


def as_first(me: TeamMember) -> TeamMember:
    """As `at_the_table`, for a leader alone; raises `NotTheLeader`."""
    found = at_the_table(me)
    if found.position != Position.LEADER:
        raise NotTheLeader
    return found


def beside(me: TeamMember, other: TeamMember) -> TeamMember:
    """Another member of the same team as they sit there now; raises `HasLeft`."""
    if other.team_id != me.team_id:
        raise HasLeft
    return _sitting(other)


def sitting_in(team: int) -> Any:
    """Everybody who sits in a team."""
    return TeamMember.unscoped.filter(team=team, left_at=None)


def _sitting(member: TeamMember) -> TeamMember:
    rows = sitting_in(member.team_id).select_related("team", "seat")
    found: TeamMember | None = rows.filter(pk=member.pk).first()
    if found is None:
        raise HasLeft
    return found
