"""A meeting's agenda, arranged beforehand."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.teams.actions import agenda as deeds
from bestfew.teams.actions.standing import at_the_table
from bestfew.teams.door import Door, through_door
from bestfew.teams.meeting_forms import PointForm
from bestfew.teams.meeting_screen import screen_of
from bestfew.teams.models import AgendaItem
from bestfew.teams.views.form import done, posted, show_form, tried
from bestfew.teams.views.meetings import meeting_of
from bestfew.web.http import redirect

LONGEST = 600


@require_http_methods(["GET", "POST"])
@through_door
def arrange(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """The points in their order; another one is added."""
    meeting = meeting_of(door, pk)
    form = PointForm(posted(request))

    def deed() -> None:
        at_the_table(door.me)
        deeds.add_point(meeting, **form.cleaned_data)

    if done(form, deed):
        return redirect(request, door.url("agenda", pk))
    screen = screen_of(door, meeting)
    return show_form(request, form, "teams/agenda.html", **screen.context())


CHANGES: dict[str, Callable[[AgendaItem], None]] = {
    "up": deeds.raise_point,
    "remove": deeds.remove_point,
}


@require_POST
@through_door
def change(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """One point goes up, gets more or less time, or is left out."""
    rows = AgendaItem.objects.filter(team=door.me.team_id)
    item = get_object_or_404(rows, pk=pk)
    tried(request, lambda: _change(request, door, item))
    return redirect(request, door.url("agenda", item.meeting_id))


def _change(request: HttpRequest, door: Door, item: AgendaItem) -> None:
    at_the_table(door.me)
    minutes = request.POST.get("minutes", "")
    if minutes.isdecimal():
        deeds.change_point(item, minutes=min(int(minutes[:4]), LONGEST))
    elif deed := CHANGES.get(request.POST.get("do", "")):
        deed(item)
