"""What guards a view: signed in, in a workspace, allowed to change things."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

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
        if getattr(request, "member", None) is None:
            return redirect("onboarding:start")
        return view(cast(MemberRequest, request), *args, **kwargs)

    return cast("View[P]", login_required(guarded))


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
