"""Puts every request of a signed-in user into their workspace, language and zone."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope

WORKSPACE_KEY = "workspace"

View = Callable[[HttpRequest], HttpResponse]


class MemberRequest(HttpRequest):
    """A request of someone who works in a workspace."""

    member: Membership


def workspace(next_step: View) -> View:
    """Set `request.member` (None for strangers and newcomers) and its scope."""

    def middleware(request: HttpRequest) -> HttpResponse:
        member = _member_of(request)
        request.member = member  # type: ignore[attr-defined]
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        if member is None:
            return next_step(request)
        with (
            workspace_scope(member.workspace),
            timezone.override(ZoneInfo(member.workspace.zone)),
        ):
            return next_step(request)

    return middleware


def _member_of(request: HttpRequest) -> Membership | None:
    """The membership chosen in this session, or else the oldest."""
    if not request.user.is_authenticated:
        return None
    members = request.user.memberships.select_related("workspace", "user")
    chosen = request.session.get(WORKSPACE_KEY)
    found = members.filter(workspace=chosen).first() if chosen else None
    return found or members.order_by("joined_at", "pk").first()
