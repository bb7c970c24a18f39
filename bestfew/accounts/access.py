"""What guards a view: signed in, in a workspace, allowed to change things."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from bestfew.accounts.middleware import MemberRequest

P = ParamSpec("P")
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def member_required(view: MemberView[P]) -> View[P]:
    """Strangers sign in first; newcomers answer the two questions first."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        if getattr(request, "member", None) is None:
            return redirect("onboarding:start")
        return view(cast(MemberRequest, request), *args, **kwargs)

    return cast("View[P]", guarded)


def writer_required(view: MemberView[P]) -> View[P]:
    """For views that change something: a viewer gets 403, and nothing is written."""

    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.member.may_write:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return member_required(wraps(view)(guarded))


def leader_required(view: MemberView[P]) -> View[P]:
    """For team and settings: owners and managers only."""

    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.member.leads:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return member_required(wraps(view)(guarded))


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the door, then back; htmx leaves the page rather than fill a part of it."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if htmx:
        page = htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(page).url)
    return redirect_to_login(request.get_full_path())
