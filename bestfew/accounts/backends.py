"""Signing in, and who a session belongs to."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from bestfew.accounts.models import Membership, User


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]
    """Reads the user of a session together with all the places where they work."""

    def get_user(self, user_id: int) -> User | None:
        """The user, with `places`, in one query; one more for those without any."""
        rows = Membership.objects.filter(user=user_id).select_related(
            "user", "workspace"
        )
        places = list(rows.order_by("joined_at", "pk"))
        if not places:
            newcomer: User | None = super().get_user(user_id)
            return newcomer
        user = places[0].user
        for place in places:
            place.user = user
        user.places = places
        return user if self.user_can_authenticate(user) else None
