"""The private calendar address of a member, opened and ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.teams.actions.standing import at_the_table
from bestfew.teams.models import MeetingFeed, TeamMember


@transaction.atomic
def open_feed(me: TeamMember, *, at: datetime) -> MeetingFeed:
    """A new address; the one before stops working."""
    me = at_the_table(me)
    end_feed(me, at=at)
    made: MeetingFeed = MeetingFeed.unscoped.create(
        team_id=me.team_id, member=me, created_at=at
    )
    return made


def end_feed(me: TeamMember, *, at: datetime) -> bool:
    """The address stops working at once; False when there was none."""
    live = MeetingFeed.unscoped.filter(member=me, ended_at=None)
    return bool(live.update(ended_at=at))
