"""What happens to meetings by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bestfew.teams.actions.series import fill
from bestfew.teams.meeting_letters import remind, writer_of
from bestfew.teams.models import Meeting, MeetingSeries
from bestfew.teams.sharing import guest_scope

SOON = timedelta(hours=24)


def remind_of_meetings() -> None:
    """Remind once of every meeting of the next day, where somebody can send letters.

    Who chairs it writes, else who leads, else anybody; a moved meeting is reminded of
    again. Runs by itself; a meeting without a sender waits for one until it begins.
    """
    at = timezone.now()
    due = Meeting.unscoped.filter(
        state=Meeting.State.PLANNED, reminded_at=None, team__ended_at=None,
        begins_at__range=(at, at + SOON),
    )  # fmt: skip
    for meeting in due.select_related("team", "chair", "series"):
        _remind(meeting, at)


@transaction.atomic
def _remind(meeting: Meeting, at: datetime) -> None:
    """Both or neither: what is marked as reminded of is on its way."""
    sender = writer_of(meeting.team_id, first=meeting.chair_id)
    fresh = Meeting.unscoped.filter(pk=meeting.pk, reminded_at=None)
    if sender and fresh.update(reminded_at=at):
        with guest_scope(sender), timezone.override(ZoneInfo(meeting.team.zone)):
            remind(sender, meeting)


def keep_meetings() -> None:
    """See that the meetings of every rule are there for the months ahead.

    Runs by itself; twice is once.
    """
    at = timezone.now()
    lives = Q(until=None) | Q(until__gte=at.date())
    rules = MeetingSeries.unscoped.filter(lives, team__ended_at=None)
    for series in rules.iterator():
        fill(series, at=at)
