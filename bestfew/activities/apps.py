"""Activities: the one log, and follow-ups."""

from __future__ import annotations

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "bestfew.activities"

    def ready(self) -> None:
        """A "no" takes somebody off the list of next steps (B35)."""
        from bestfew.activities.actions import refresh_next
        from bestfew.people.actions.permission import permission_changed

        permission_changed.also(refresh_next)
