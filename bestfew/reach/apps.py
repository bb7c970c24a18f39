from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from datetime import datetime

    from bestfew.accounts.models import Workspace
    from bestfew.activities.actions import LogChange


class ReachConfig(AppConfig):
    name = "bestfew.reach"

    def ready(self) -> None:
        """What is logged counts as reach, on the days of the workspace's zone."""
        from bestfew.accounts.actions import zone_changed
        from bestfew.activities.actions import log_changed

        log_changed.also(count_again)
        zone_changed.also(count_all)


def count_again(change: LogChange) -> None:
    from bestfew.reach.actions import refresh_days

    refresh_days(change.days)


def count_all(workspace: Workspace, at: datetime) -> None:
    from bestfew.jobs.queue import enqueue
    from bestfew.reach.jobs import RECOUNT

    enqueue(RECOUNT, workspace.pk)
