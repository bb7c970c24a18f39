from __future__ import annotations

from django.apps import AppConfig


class ProspectingConfig(AppConfig):
    name = "bestfew.prospecting"
