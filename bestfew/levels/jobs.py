"""Everybody climbs anew in the background, in slices: other jobs get their turn."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.jobs.queue import enqueue
from bestfew.levels import actions


def catch_up() -> None:
    """Where the standings are older than the rules, have them made anew.

    Runs when a worker starts, and every quarter of an hour.
    """
    now = timezone.now()
    for workspace in Workspace.objects.order_by("pk").iterator():
        with workspace_scope(workspace):
            actions.ask_if_behind(at=now)


def climb(workspace: int, asked: int, after: int = 0) -> None:
    """A slice of one wish, then the next; twice does no harm."""
    here = Workspace.objects.filter(pk=workspace).first()
    if here is None:
        return
    with workspace_scope(here), timezone.override(ZoneInfo(here.zone)):
        last = actions.go_on(asked, after=after, at=timezone.now())
    if last is not None:
        enqueue(actions.JOB, workspace, asked, last)
