"""The sample's network: sphere, team, meetings and referrals, and its removal."""

from __future__ import annotations

from bestfew.network.models import SphereMember
from bestfew.onboarding.sample.interviews import get_to_know
from bestfew.onboarding.sample.meetings import hold_meetings
from bestfew.onboarding.sample.slips import give_referrals
from bestfew.onboarding.sample.sphere import gather_sphere
from bestfew.onboarding.sample.stage import Stage
from bestfew.onboarding.sample.team import IN_TEAM, seat_team


def build_network(stage: Stage) -> int | None:
    """The key of the team it made; None where too few people are known for one."""
    partners = gather_sphere(stage)
    mine = SphereMember.objects.filter(is_sample=True).select_related("person")
    get_to_know(stage, list(mine.order_by("id")))
    if len(partners) <= IN_TEAM:
        return None
    made = seat_team(stage, partners)
    for partner, member in zip(partners, made.members[1:], strict=False):
        mine = SphereMember.objects.filter(person=partner.person)
        mine.update(team_member=member)
    give_referrals(made, hold_meetings(made))
    return made.team.pk
