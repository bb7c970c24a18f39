from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from bestfew.activities.actions import LogChange


class ReachConfig(AppConfig):
    name = "bestfew.reach"

    def ready(self) -> None:
        """What is logged counts as reach."""
        from bestfew.activities.actions import log_changed

        log_changed.also(count_again)


def count_again(change: LogChange) -> None:
    from bestfew.reach.actions import refresh_days

    refresh_days(change.days)
