"""What is kept of the people reached equals what the tallies and the log say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bestfew.reach.counting import Counts, counted
from bestfew.reach.models import ReachDay
from bestfew.verify.check import Check, Found

CHUNK = 5_000


def miscounted() -> Found:
    """Every seller's day worked out anew from its facts."""
    should = counted()
    wrong = Found()
    columns = ("pk", "user_id", "on", "channel_id", "campaign_id")
    rows = ReachDay.objects.order_by().values_list(
        *columns, "by_hand", "from_log", "given", "minutes"
    )
    for pk, *key, hand, log, given, minutes in rows.iterator(chunk_size=CHUNK):
        if should.pop(tuple(key), None) != Counts(hand, log, given, minutes):
            wrong.add(pk)
    for user, day, channel, _campaign in should:
        wrong.add(f"{user} {day} {channel}")
    return wrong


CHECKS = [
    Check(
        "reach: days",
        _("A day's reach is not what the tallies and the log say."),
        miscounted,
    ),
]
"""`bestfew reach rebuild` cures it."""
