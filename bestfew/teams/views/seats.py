"""Seats: made, offered, closed; who would fit into an empty one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.teams import actions
from bestfew.teams.actions.standing import NotTheLeader
from bestfew.teams.door import Door, through_door
from bestfew.teams.forms import InviteForm, SeatForm, SuggestForm
from bestfew.teams.letters import letter_to, send_invitation
from bestfew.teams.meeting_letters import carrier_of
from bestfew.teams.models import Seat, SeatInvitation, Suggestion
from bestfew.teams.queries import chair_of, offers, suggestions
from bestfew.teams.rules.words import clean
from bestfew.teams.views.form import done, posted, show_form, tried
from bestfew.web.http import redirect, render_part, toast


@require_http_methods(["GET", "POST"])
@through_door
def add(request: HttpRequest, door: Door) -> HttpResponse:
    if not door.me.leads:
        raise NotTheLeader
    form = SeatForm(posted(request))
    if done(form, lambda: actions.add_seat(door.me, at=now(), **form.cleaned_data)):
        toast(request, _("The seat is there. Now find somebody for it."))
        return redirect(request, door.url("team"))
    return show_form(request, form, "teams/add_seat.html", door=door)


@require_GET
@through_door
def show(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    return _page(request, door, _seat(door, pk))


@require_POST
@through_door
def invite(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    seat = _seat(door, pk)
    form = InviteForm(request.POST, sends="send" in request.POST)
    made: dict[str, Any] = {}
    if not done(form, lambda: made.update(_invite(request, door, seat, form))):
        return _page(request, door, seat, invite_form=form, status=422)
    return _page(request, door, seat, **made)


def _invite(
    request: HttpRequest, door: Door, seat: Seat, form: InviteForm
) -> dict[str, Any]:
    """The link, and a letter with it; sent at once, if that was asked for."""
    invitation, secret = actions.invite(door.me, seat, at=now(), **form.cleaned_data)
    link = request.build_absolute_uri(reverse("teams:join", args=[secret]))
    if form.sends:
        send_invitation(door.me, invitation, link)
    sent_to = invitation.email if form.sends else ""
    return {"link": link, "letter": letter_to(invitation, link), "sent_to": sent_to}


@require_POST
@through_door
def suggest(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    seat, form = _seat(door, pk), SuggestForm(request.POST)
    if done(
        form,
        lambda: actions.suggest(door.me, seat, at=now(), **form.cleaned_data),
    ):
        toast(request, _("Thank you. The others see it."))
        return redirect(request, door.url("seat", pk))
    return _page(request, door, seat, suggest_form=form, status=422)


@require_POST
@through_door
def close(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    seat = _seat(door, pk)
    if tried(request, lambda: actions.close_seat(door.me, seat, at=now())):
        toast(request, _("The seat is gone."))
        return redirect(request, door.url("team"))
    return redirect(request, door.url("seat", pk))


@require_POST
@through_door
def forget(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    said = get_object_or_404(Suggestion.objects.filter(team=door.me.team_id), pk=pk)
    if tried(request, lambda: actions.forget_suggestion(door.me, said)):
        toast(request, _("Taken back."))
    return redirect(request, door.url("seat", said.seat_id))


@require_POST
@through_door
def withdraw(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    rows = SeatInvitation.objects.filter(team=door.me.team_id)
    offer = get_object_or_404(rows, pk=pk)
    if tried(request, lambda: actions.withdraw(door.me, offer, at=now())):
        toast(request, _("The invitation is withdrawn; its link is dead."))
    return redirect(request, door.url("seat", offer.seat_id))


def _seat(door: Door, pk: int) -> Seat:
    seats = Seat.objects.filter(team=door.me.team_id, closed_at=None)
    found: Seat = get_object_or_404(seats, pk=pk)
    return found


def _asked(request: HttpRequest) -> str:
    """Whom the page that led here has in mind."""
    return request.GET.get("name", "")[:150]


def _page(
    request: HttpRequest, door: Door, seat: Seat, *, status: int = 200, **more: Any
) -> HttpResponse:
    first = {"language": door.me.team.language, "name": clean(_asked(request))}
    context = {
        "door": door,
        "chair": chair_of(seat),
        "suggestions": suggestions(seat),
        "offers": offers(seat) if door.leads else [],
        "invite_form": InviteForm(initial=first),
        "may_send": door.leads and carrier_of(door.me) is not None,
        "suggest_form": SuggestForm(),
        **more,
    }
    return render_part(request, "teams/seat.html", context, status=status)
