"""What every template may ask for; nothing is read before a template does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bestfew.accounts.models import Membership
from bestfew.web.places import PLACES, place_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """The member, their workspace, and where else they could work."""
    member: Membership | None = getattr(request, "member", None)
    return {
        "member": member,
        "workspace": member.workspace if member else None,
        "memberships": getattr(request, "memberships", []),
        "places": [place for place in PLACES if place.is_for(member)],
        "here": SimpleLazyObject(lambda: place_of(request.path)),
    }
