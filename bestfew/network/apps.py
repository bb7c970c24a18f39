from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from bestfew.accounts.models import User
    from bestfew.activities.actions import LogChange
    from bestfew.funnel.models import Objective


class NetworkConfig(AppConfig):
    name = "bestfew.network"

    def ready(self) -> None:
        """Who sits in a team is in each other's sphere (A19). A slip's steps are
        mirrored in both books, and what is logged moves it."""
        from bestfew.activities.actions import log_changed
        from bestfew.campaigns.mailing import dispatching
        from bestfew.funnel.actions import ending_changed, objective_opened
        from bestfew.network.actions import mirroring, teammates
        from bestfew.network.post import AccountPost, may_still_leave
        from bestfew.teams import meeting_letters
        from bestfew.teams.actions.leaving import member_left
        from bestfew.teams.actions.seats import member_seated
        from bestfew.teams.actions.slips import agreeing, slip_moved
        from bestfew.teams.actions.thanks import thanked

        if not meeting_letters.carriers:
            meeting_letters.carriers.append(AccountPost())
            dispatching.asked.append(may_still_leave)
        member_seated.also(teammates.meet)
        member_left.also(teammates.part)
        member_left.also(mirroring.sever)
        slip_moved.also(mirroring.mirror)
        agreeing.also(mirroring.tell_details)
        thanked.also(mirroring.keep_closed)
        log_changed.also(follow_the_log)
        objective_opened.also(follow_the_opening)
        ending_changed.also(follow_the_ending)


def follow_the_log(change: LogChange) -> None:
    from django.utils import timezone

    from bestfew.network.actions.progress import follow

    follow(change.people, at=timezone.now())


def follow_the_opening(objective: Objective, at: datetime) -> None:
    from bestfew.network.actions.progress import follow

    if objective.person_id:
        follow([objective.person_id], at=at)


def follow_the_ending(people: Sequence[int], by: User | None, at: datetime) -> None:
    from bestfew.network.actions.progress import follow

    follow(people, at=at)
