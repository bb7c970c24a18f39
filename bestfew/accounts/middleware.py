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
    """Set `request.member` (None for strangers and newcomers) and its scope.

    `request.memberships` are all the places where the user works, the oldest first.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        members = _memberships_of(request)
        member = _chosen(request, members)
        request.member = member  # type: ignore[attr-defined]
        request.memberships = members  # type: ignore[attr-defined]
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


def _memberships_of(request: HttpRequest) -> list[Membership]:
    if not request.user.is_authenticated:
        return []
    return request.user.places


def _chosen(request: HttpRequest, members: list[Membership]) -> Membership | None:
    """The membership chosen in this session, or else the oldest."""
    if not members:
        return None
    chosen = request.session.get(WORKSPACE_KEY)
    return next((each for each in members if each.workspace_id == chosen), members[0])
