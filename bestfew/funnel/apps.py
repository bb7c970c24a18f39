from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from bestfew.accounts.models import User, Workspace


class FunnelConfig(AppConfig):
    name = "bestfew.funnel"

    def ready(self) -> None:
        """What somebody is, and the normal cycle, decide where objectives stand."""
        from bestfew.accounts.actions import cycle_changed, zone_changed
        from bestfew.prospecting.actions import state_changed

        state_changed.also(look_again)
        cycle_changed.also(measure_again)
        zone_changed.also(count_days_anew)


def look_again(people: Sequence[int], by: User | None, at: datetime) -> None:
    from bestfew.funnel.actions import refresh_people

    refresh_people(people, by=by, at=at)


def measure_again(by: User, at: datetime) -> None:
    from bestfew.funnel.actions import refresh_by_own_figure

    refresh_by_own_figure(by=by, at=at)


def count_days_anew(workspace: Workspace, at: datetime) -> None:
    from bestfew.funnel.actions.days import forget_days

    forget_days()
