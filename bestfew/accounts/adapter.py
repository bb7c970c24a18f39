"""Where allauth asks Bestfew."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bestfew.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Keeps the name that was given, and the language the page was read in."""

    def save_user(
        self, request: HttpRequest, user: User, form: Any, commit: bool = True
    ) -> User:
        user.name = form.cleaned_data.get("name", "")
        user.language = request.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved
