"""Old addresses of who was merged away lead to the one they became."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from bestfew.duplicates.merging.queries import merged_away
from bestfew.people.models import Organisation, Person

PAGES: Mapping[str, Any] = {
    "desk:person": Person,
    "people:organisation": Organisation,
}
"""The pages that bookmarks, calendars and other programs hold addresses of."""

View = Callable[[HttpRequest], HttpResponseBase]


def moved(next_step: View) -> View:
    """Where such a page is not found, see whether its row was merged away.

    A member who may not see whom they became gets the same 404 as for any other.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = next_step(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.method == "GET":
            return _to_whom_they_became(request) or response
        return response

    return middleware


def _to_whom_they_became(request: HttpRequest) -> HttpResponse | None:
    page = request.resolver_match
    member = getattr(request, "member", None)
    if page is None or member is None or page.view_name not in PAGES:
        return None
    away = merged_away(member, PAGES[page.view_name], page.kwargs["pk"])
    return redirect(away.someone) if away else None
