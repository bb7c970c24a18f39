"""Who shows up, takes part and gives; and who gave whom. By both doors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bestfew.teams.door import Door, through_door
from bestfew.teams.health import words
from bestfew.teams.health.graph import graph_of
from bestfew.teams.health.reading import health_of
from bestfew.web.http import render_part


@require_GET
@through_door
def show(request: HttpRequest, door: Door) -> HttpResponse:
    found = health_of(door.me.team, at=timezone.now())
    mine = next(each for each in found.standings if each.member == door.me)
    context = {
        "door": door,
        "found": found,
        "answer": words.answer(found),
        "answers": words.answers(found),
        "mine": mine,
        "ways": words.ways(mine),
    }
    return render_part(request, "teams/health.html", context)


@require_GET
@through_door
def graph(request: HttpRequest, door: Door) -> HttpResponse:
    found = health_of(door.me.team, at=timezone.now())
    asked = request.GET.get("of", "")
    of = int(asked) if asked.isascii() and asked.isdecimal() else None
    context = {
        "door": door,
        "found": found,
        "graph": graph_of(found, me=door.me.pk, of=of),
    }
    return render_part(request, "teams/graph.html", context)
