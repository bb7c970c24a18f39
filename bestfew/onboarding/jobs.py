"""What happens by itself, in every workspace."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel.actions import refresh_day


def turn_the_day() -> None:
    """Move what a new day moves in the funnel (OQ-10), wherever midnight has passed.

    Runs every quarter of an hour, for time zones end their days at odd minutes; where
    nothing is due it asks one question of an index.
    """
    now = timezone.now()
    for workspace in Workspace.objects.order_by("pk").iterator():
        with (
            workspace_scope(workspace),
            timezone.override(ZoneInfo(workspace.zone)),
        ):
            refresh_day(at=now)
