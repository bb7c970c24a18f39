"""Levels follow from facts that lower apps write: here is what makes them follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from bestfew.accounts.models import User, Workspace
    from bestfew.activities.actions import LogChange


class LevelsConfig(AppConfig):
    name = "bestfew.levels"

    def ready(self) -> None:
        from bestfew.accounts.actions import zone_changed
        from bestfew.activities.actions import log_changed
        from bestfew.funnel.actions import ending_changed
        from bestfew.people.actions import person_changed
        from bestfew.prospecting.actions import (
            answers_changed,
            state_changed,
            ways_changed,
        )

        log_changed.also(climb_by_the_log)
        for consequence in (
            *(answers_changed, state_changed),
            *(ending_changed, person_changed),
        ):
            consequence.also(climb_again)
        ways_changed.also(climb_all)
        zone_changed.also(climb_by_other_days)


def climb_again(people: Sequence[int], by: User | None, at: datetime) -> None:
    from bestfew.levels.actions import refresh

    refresh(people, by=by, at=at)


def climb_by_the_log(change: LogChange) -> None:
    from django.utils import timezone

    from bestfew.levels.actions import refresh

    refresh(change.people, by=None, at=timezone.now())


def climb_all(at: datetime) -> None:
    from bestfew.levels.actions import ask_to_climb

    ask_to_climb(at=at)


def climb_by_other_days(workspace: Workspace, at: datetime) -> None:
    climb_all(at)
