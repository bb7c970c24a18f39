"""Who of my sphere would fit into an empty seat: for me alone, beside that page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.network import sphere_words as words
from bestfew.network.queries.filling import candidates_for
from bestfew.teams.models import Seat, TeamMember
from bestfew.teams.rivalry import Competes, refuse_rivals, taken_seats
from bestfew.teams.saying import sentence
from bestfew.web.http import render_part


@member_required
@require_GET
def candidates(request: MemberRequest, pk: int) -> HttpResponse:
    """Nothing of it is seen by the team: it is read in my workspace."""
    mine = TeamMember.objects.of(request.member).values("team")
    seats = Seat.objects.filter(team__in=mine, closed_at=None)
    seat = get_object_or_404(seats.select_related("team"), pk=pk)
    rows = [
        (
            each,
            words.reasons(each.partner.standing),
            words.advice(each.partner.standing),
        )
        for each in candidates_for(seat, request.member)
    ]
    context = {"seat": seat, "rows": rows, "rival": _rival(seat)}
    return render_part(request, "network/filling.html", context, "card")


def _rival(seat: Seat) -> str:
    """Why nobody may sit there as things stand; '' where nothing is against it."""
    try:
        refuse_rivals(seat, taken_seats(seat.team_id))
    except Competes as rivals:
        return sentence(rivals)
    return ""
