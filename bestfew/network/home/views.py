"""The Network page: one question, answered in words, in circles and in a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.network.home import words
from bestfew.network.home.picture import circles
from bestfew.network.home.reading import home_of
from bestfew.network.home.today import deeds_of
from bestfew.web.http import render_part

ROWS = 12


@member_required
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    """Who is missing? Who gives?"""
    asked = request.GET.get("team", "")
    team = int(asked) if asked.isdecimal() and len(asked) < 20 else None
    found = home_of(request.member, at=timezone.now(), team=team)
    context = {
        "found": found,
        "answer": words.answer(found),
        "why": words.why(found),
        "pictures": [] if found.is_empty else circles(found),
        "partners": found.partners[:ROWS],
        "more": max(0, len(found.partners) - ROWS),
    }
    return render_part(request, "network/home.html", context)


@member_required
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """Rows for the landing screen, asked for once it is there."""
    context = {"deeds": deeds_of(request.member, at=timezone.now())}
    return render_part(request, "network/today.html", context)
