"""Days worked out anew in the background."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.reach.actions import rebuild

RECOUNT = "bestfew.reach.jobs.recount"


def recount(workspace: int) -> None:
    """By the days of the zone that the workspace is in by now; twice does no harm."""
    here = Workspace.objects.filter(pk=workspace).first()
    if here is None:
        return
    with workspace_scope(here), timezone.override(ZoneInfo(here.zone)):
        rebuild()
