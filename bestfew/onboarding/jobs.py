"""What happens by itself, in every workspace."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils import timezone

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel import actions as funnel
from bestfew.funnel.actions import refresh_day


def turn_the_day() -> None:
    """Move what a new day moves in the funnel (OQ-10), wherever midnight has passed.

    Runs every quarter of an hour, for time zones end their days at odd minutes; where
    nothing is due it asks one question of an index.
    """
    now = timezone.now()
    for _workspace in _every_workspace():
        refresh_day(at=now)


def keep_days() -> None:
    """Count the funnel of the days that are over (`FunnelDay`), wherever it changed."""
    now = timezone.now()
    for _workspace in _every_workspace():
        funnel.keep_days(at=now)


def _every_workspace() -> Iterator[Workspace]:
    """Each workspace in turn, entered, in its own time zone."""
    for workspace in Workspace.objects.order_by("pk").iterator():
        with (
            workspace_scope(workspace),
            timezone.override(ZoneInfo(workspace.zone)),
        ):
            yield workspace
