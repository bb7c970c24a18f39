from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bestfew.accounts"

    def ready(self) -> None:
        from bestfew.accounts import checks  # noqa: F401  (registers them)
