"""Activities: the one log, and follow-ups."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "bestfew.activities"

    def ready(self) -> None:
        """A "no" takes somebody off the list of next steps (B35).

        And what is opened began when we first spoke of it (D30).
        """
        from bestfew.activities.actions import begin_with_first_talk, refresh_next
        from bestfew.funnel.actions import objective_opened
        from bestfew.people.actions.permission import permission_changed

        permission_changed.also(refresh_next)
        objective_opened.also(begin_with_first_talk)
