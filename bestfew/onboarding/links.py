"""Ways in without a password: the one-time link, and the demo's user."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from bestfew.accounts.models import SignInLink, User

DEMO_EMAIL = "demo@localhost"


def sign_in_link(user: User, *, site: str, at: datetime) -> str:
    """A new link for the user; `site` is where Bestfew is reached."""
    secret = SignInLink.issue(user, at=at)
    return site.rstrip("/") + reverse("accounts:sign-in", args=[secret])


def demo_user() -> User | None:
    return User.objects.filter(email=DEMO_EMAIL).first()


def waiting_demo_user() -> User | None:
    """The demo's user while nobody has signed in to it yet."""
    user = demo_user()
    return user if user and user.last_login is None else None
