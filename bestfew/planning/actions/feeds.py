"""A private address for one's calendar, opened and ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.planning.actions.blocks import one_at_a_time
from bestfew.planning.models import CalendarFeed


@transaction.atomic
def open_feed(
    member: Membership, *, with_next_steps: bool, at: datetime
) -> CalendarFeed:
    """A new address; the one before stops working."""
    one_at_a_time(member)
    _end(member, at=at)
    feed: CalendarFeed = CalendarFeed.objects.create(
        user=member.user, with_next_steps=with_next_steps, created_at=at
    )
    record("opened", feed, by=member.user, at=at, with_next_steps=with_next_steps)
    return feed


@transaction.atomic
def end_feed(member: Membership, *, at: datetime) -> bool:
    """The address stops working at once; False when there was none."""
    one_at_a_time(member)
    return _end(member, at=at)


def _end(member: Membership, *, at: datetime) -> bool:
    feed = CalendarFeed.objects.filter(user=member.user_id, ended_at=None).first()
    if feed is None:
        return False
    feed.ended_at = at
    feed.save(update_fields=["ended_at"])
    record("ended", feed, by=member.user, at=at)
    return True
