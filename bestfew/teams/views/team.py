"""A team as its members see it: who sits where, which seats are empty, its deeds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
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
from bestfew.teams.forms import RivalsForm, TeamForm
from bestfew.teams.models import Position, Team, TeamRivalry
from bestfew.teams.queries import rivalries, table
from bestfew.teams.views.form import done, posted, show_form, tried
from bestfew.web.http import redirect, render_part, toast


@require_GET
@through_door
def show(request: HttpRequest, door: Door) -> HttpResponse:
    return _page(request, door, RivalsForm(team=door.me.team_id))


@require_http_methods(["GET", "POST"])
@through_door
def edit(request: HttpRequest, door: Door) -> HttpResponse:
    if not door.me.leads:
        raise NotTheLeader
    team = Team.objects.get(pk=door.me.team_id)  # the form changes its own
    form = TeamForm(posted(request), instance=team, initial={"seen": team.version})
    if done(form, lambda: actions.edit_team(door.me, **form.cleaned_data)):
        toast(request, _("Saved."))
        return redirect(request, door.url("team"))
    return show_form(request, form, "teams/edit.html", door=door)


@require_http_methods(["GET", "POST"])
@through_door
def end(request: HttpRequest, door: Door) -> HttpResponse:
    if door.me.position != Position.LEADER:
        raise NotTheLeader
    if request.method == "GET":
        return render_part(request, "teams/end.html", {"door": door}, "sheet")
    actions.end_team(door.me, at=now())
    return gone(request, door, _("The team has ended."))


@require_POST
@through_door
def say_rivals(request: HttpRequest, door: Door) -> HttpResponse:
    form = RivalsForm(request.POST, team=door.me.team_id)
    if done(form, lambda: actions.say_rivals(door.me, at=now(), **form.cleaned_data)):
        toast(request, _("Noted. Only one of them will be invited."))
        return redirect(request, door.url("team"))
    return _page(request, door, form, status=422)


@require_POST
@through_door
def unsay_rivals(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    said = get_object_or_404(TeamRivalry.objects.filter(team=door.me.team_id), pk=pk)
    if tried(request, lambda: actions.unsay_rivals(door.me, said)):
        toast(request, _("Taken back."))
    return redirect(request, door.url("team"))


def gone(request: HttpRequest, door: Door, text: str) -> HttpResponse:
    """Where somebody stands after their door has closed behind them."""
    if door.is_guest:
        context = {"said": text, "door": door}
        return render_part(request, "teams/gone.html", context)
    toast(request, text)
    return redirect(request, "teams:list")


def _page(
    request: HttpRequest, door: Door, form: RivalsForm, *, status: int = 200
) -> HttpResponse:
    chairs = table(door.me.team)
    context: dict[str, Any] = {
        "door": door,
        "chairs": chairs,
        "taken": [each for each in chairs if each.member],
        "empty": [each for each in chairs if not each.member],
        "rivalries": rivalries(door.me.team),
        "form": form,
    }
    return render_part(request, "teams/team.html", context, status=status)
