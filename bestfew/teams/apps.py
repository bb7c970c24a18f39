from __future__ import annotations

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "bestfew.teams"

    def ready(self) -> None:
        """Who leaves takes along what they said; a business keeps its seat."""
        from bestfew.accounts.models import has_left
        from bestfew.teams.actions.forgetting import forget
        from bestfew.teams.actions.handing_over import pass_on_seats
        from bestfew.teams.actions.leaving import member_left
        from bestfew.teams.actions.promises import blank_words_of

        if pass_on_seats not in has_left:
            has_left.append(pass_on_seats)
        member_left.also(forget)
        member_left.also(blank_words_of)
