"""Members of a team: oneself, the others, and what who leads may do for them."""

from __future__ import annotations

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
from bestfew.teams.door import Door, through_door
from bestfew.teams.forms import MeForm, PositionForm
from bestfew.teams.models import Position, TeamMember
from bestfew.teams.queries import link_since
from bestfew.teams.views.form import done, posted, show_form, tried
from bestfew.teams.views.team import gone
from bestfew.web.http import redirect, render_part, toast


@require_http_methods(["GET", "POST"])
@through_door
def me(request: HttpRequest, door: Door) -> HttpResponse:
    mine = TeamMember.objects.get(pk=door.me.pk)  # the form changes its own
    form = MeForm(posted(request), instance=mine, initial={"seen": mine.version})
    if done(form, lambda: actions.tell(door.me, at=now(), **form.cleaned_data)):
        toast(request, _("Saved."))
        return redirect(request, door.url("team"))
    return show_form(
        request, form, "teams/me.html", door=door, link=link_since(door.me)
    )


@require_http_methods(["GET", "POST"])
@through_door
def leave(request: HttpRequest, door: Door) -> HttpResponse:
    if request.method == "GET":
        return render_part(request, "teams/leave.html", {"door": door}, "sheet")
    if not tried(request, lambda: actions.leave(door.me, at=now())):
        return redirect(request, door.url("team"))
    return gone(request, door, _("You have left. Nothing that you said remains there."))


@require_GET
@through_door
def show(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    context = {
        "door": door,
        "other": member_of(door, pk),
        "positions": Position.choices,
        "may_appoint": door.may_write and door.me.position == Position.LEADER,
    }
    return render_part(request, "teams/member.html", context)


@require_POST
@through_door
def appoint(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    other = member_of(door, pk)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return redirect(request, door.url("member", pk))
    position = form.cleaned_data["position"]
    if tried(request, lambda: actions.appoint(door.me, other, position)):
        facts = {"name": other, "position": Position(position).label}
        toast(request, _("%(name)s is now: %(position)s.") % facts)
    return redirect(request, door.url("member", pk))


@require_POST
@through_door
def remove(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    other = member_of(door, pk)
    name = str(other)
    if tried(request, lambda: actions.remove(door.me, other, at=now())):
        text = _("%(name)s sits here no longer. Nothing that they said remains.")
        toast(request, text % {"name": name})
    return redirect(request, door.url("team"))


@require_POST
@through_door
def new_link(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    guest, secrets = member_of(door, pk), []
    if not tried(
        request,
        lambda: secrets.append(actions.new_link(door.me, guest, at=now())),
    ):
        return redirect(request, door.url("member", pk))
    path = reverse("guest:team", args=secrets)
    context = {
        "door": Door(door.me, secrets[0]) if guest == door.me else door,
        "guest": guest,
        "link": request.build_absolute_uri(path),
    }
    return render_part(request, "teams/link.html", context)


@require_POST
@through_door
def revoke(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    guest = member_of(door, pk)
    if not tried(request, lambda: actions.revoke_links(door.me, guest, at=now())):
        return redirect(request, door.url("member", pk))
    if guest == door.me:
        return gone(request, door, _("Your link is dead. Your seat is kept."))
    toast(request, _("The link is dead. The seat is kept."))
    return redirect(request, door.url("member", pk))


def member_of(door: Door, pk: int) -> TeamMember:
    """Who sits in the door's team; anybody else is a 404."""
    rows = TeamMember.objects.filter(team=door.me.team_id).seated()
    found: TeamMember = get_object_or_404(rows.select_related("seat"), pk=pk)
    return found
