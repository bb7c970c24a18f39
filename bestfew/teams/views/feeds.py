"""A private address at which a calendar reads a team's meetings."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bestfew.teams import calendar
from bestfew.teams.actions import feeds as deeds
from bestfew.teams.door import Door, through_door
from bestfew.teams.sharing import guest_scope
from bestfew.web.http import redirect, toast


@require_POST
@through_door
def open_feed(request: HttpRequest, door: Door) -> HttpResponse:
    """A new address; the one before stops working."""
    deeds.open_feed(door.me, at=timezone.now())
    toast(request, _("Your address is ready."))
    return redirect(request, door.url("meetings") + "#calendar")


@require_POST
@through_door
def end_feed(request: HttpRequest, door: Door) -> HttpResponse:
    if deeds.end_feed(door.me, at=timezone.now()):
        toast(request, _("The address works no more."))
    return redirect(request, door.url("meetings"))


@never_cache
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file: nobody signs in, and nothing is written (trust.md I6)."""
    try:
        me = calendar.read(token)
    except calendar.NoSuchFeed:
        raise Http404 from None
    with (
        guest_scope(me),
        timezone.override(ZoneInfo(me.team.zone)),
        translation.override(me.language or me.team.language),
    ):
        body = calendar.calendar_of_team(me, today=timezone.localdate())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
