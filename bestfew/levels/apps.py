from __future__ import annotations

from django.apps import AppConfig


class LevelsConfig(AppConfig):
    name = "bestfew.levels"
