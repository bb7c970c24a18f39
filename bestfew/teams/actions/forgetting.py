"""What somebody said in referrals goes with them; counts stay (trust.md I8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bestfew.teams.actions.stories import end_story_links
from bestfew.teams.models import Slip, SlipLink, SlipStep, Story, TeamMember


def forget(member: TeamMember, at: datetime) -> None:
    """Blank it; call it in the transaction in which they leave.

    Whoever gave takes their words along, and what they told of people. Who got a
    referral has no use for how to reach somebody. Links that ask or show end.
    """
    team = member.team_id
    gone: dict[str, Any] = {"person_name": "", "phone": "", "email": ""}
    given = Slip.unscoped.filter(team=team, giver=member)
    got = Slip.unscoped.filter(team=team, receiver=member)
    given.update(**gone, summary="", agreed_how="")
    got.update(**gone)
    SlipStep.unscoped.filter(team=team, by=member).update(note="")
    for slips in (given, got):
        links = SlipLink.unscoped.filter(team=team, slip__in=slips, ended_at=None)
        links.update(ended_at=at)
    stories = Story.unscoped.filter(team=team, teller=member)
    for story in stories:
        end_story_links(story, at=at)
    stories.update(title="", text="", agreed_how="", agreed_at=None)
