"""Whom of my book the others at a table want to meet: told to me alone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.network.actions.referrals import seat_of
from bestfew.network.referring.matches import matches_for, wishing
from bestfew.teams.actions.slips import NotInTheTeam
from bestfew.web.http import render_part


@require_GET
@member_required
def matches(request: MemberRequest, team: int, meeting: int = 0) -> HttpResponse:
    try:
        me = seat_of(request.member, team)
    except NotInTheTeam:
        raise Http404 from None
    page = wishing(me, after=request.GET.get("after", ""))
    wanted = matches_for(page.rows, me, request.member)
    context = {"me": me, "wanted": wanted, "page": page, "meeting": meeting}
    part = "rows" if request.headers.get("HX-Target") == "more" else "card"
    return render_part(request, "network/matches.html", context, part)
