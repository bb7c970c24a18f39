"""Say how many a day one aims at."""

from __future__ import annotations

from datetime import date, datetime

from bestfew.accounts.models import User
from bestfew.prospecting.models import Channel
from bestfew.reach.models import DailyTarget
from bestfew.reach.queries import targets_on


def set_target(
    user: User,
    *,
    level: int,
    count: int,
    since: date,
    at: datetime,
    channel: Channel | None = None,
) -> DailyTarget | None:
    """A daily target from a day on (levels 1 to 5); None where it holds already."""
    known = targets_on(user.pk, since).get((level, channel.pk if channel else None), 0)
    if known == count:
        return None
    target: DailyTarget = DailyTarget.objects.create(
        user=user, level=level, count=count, since=since, at=at, channel=channel
    )
    return target
