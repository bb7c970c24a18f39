"""The minutes of a meeting, to read, to copy, to send."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bestfew.teams.door import Door, through_door
from bestfew.teams.meeting_letters import carrier_of, send_minutes
from bestfew.teams.meeting_screen import screen_of
from bestfew.teams.minutes import minutes_of, subject_of
from bestfew.teams.views.form import tried
from bestfew.teams.views.meetings import meeting_of
from bestfew.web.http import redirect, render_part, toast


@require_http_methods(["GET", "POST"])
@through_door
def show(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """The minutes; a POST sends them to the others."""
    if request.method == "POST":
        return _send(request, door, pk)
    screen = screen_of(door, meeting_of(door, pk))
    context = screen.context() | {
        "text": minutes_of(screen),
        "subject": subject_of(screen.meeting),
        "may_send": door.may_write and carrier_of(door.me) is not None,
    }
    return render_part(request, "teams/minutes.html", context)


def _send(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    meeting, sent = meeting_of(door, pk), []
    if tried(
        request, lambda: sent.append(send_minutes(door.me, meeting, at=now()))
    ) and any(sent):
        text = ngettext(
            "%(n)s letter is on its way.", "%(n)s letters are on their way.", sent[0]
        )
        toast(request, text % {"n": sent[0]})
    return redirect(request, door.url("minutes", pk))
