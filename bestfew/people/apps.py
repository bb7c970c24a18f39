from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bestfew.people"

    def ready(self) -> None:
        from bestfew.people import checks  # noqa: F401  (registers them)
