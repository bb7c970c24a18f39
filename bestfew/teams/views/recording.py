"""The taps of a running meeting. Each changes one thing, and the last one counts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.ids import id_in
from bestfew.teams.actions import agenda, attendance, promises
from bestfew.teams.actions.standing import at_the_table
from bestfew.teams.door import Door, through_door
from bestfew.teams.meeting_screen import screen_of
from bestfew.teams.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Promise,
    TeamMember,
)
from bestfew.teams.rules.words import clean
from bestfew.teams.views.form import site_of, tried
from bestfew.teams.views.meetings import meeting_of
from bestfew.web.http import redirect, toast, wants_part

STAGES: dict[str, Callable[[Meeting, TeamMember], None]] = {
    "begin": lambda meeting, _me: attendance.begin(meeting, at=now()),
    "close": lambda meeting, me: attendance.close(meeting, by=me, at=now()),
    "reopen": lambda meeting, _me: attendance.reopen(meeting),
}


@require_POST
@through_door
def stage(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Begin it, close it, or open it again."""
    meeting, deed = meeting_of(door, pk), STAGES.get(request.POST.get("to", ""))
    if deed:
        tried(request, lambda: deed(meeting, at_the_table(door.me)))
    return redirect(request, door.url("meeting", pk))


@require_POST
@through_door
def attend(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """How a member came, or whether they took part; or that all others are here."""
    meeting = meeting_of(door, pk)
    if request.POST.get("rest") == "here":
        tried(request, lambda: _mark_rest(door, meeting))
        return news_of(request, door, pk, "who")
    number = _number(request, "member")
    member = TeamMember.objects.filter(team=door.me.team_id, pk=number).first()
    if member:
        tried(request, lambda: _attend(request, door, meeting, member))
    return news_of(request, door, pk, f"m{number}")


def _mark_rest(door: Door, meeting: Meeting) -> None:
    attendance.mark_rest(meeting, by=at_the_table(door.me), at=now())


def _attend(
    request: HttpRequest, door: Door, meeting: Meeting, member: TeamMember
) -> None:
    me, at, sent = at_the_table(door.me), now(), request.POST
    if "part" in sent:
        took_part = sent["part"] == "1"
        attendance.mark_part(meeting, member, by=me, at=at, took_part=took_part)
    elif sent.get("state", "") in Attendance.State.values:
        attendance.mark(
            meeting, member, by=me, at=at, state=sent["state"],
            substitute=clean(sent.get("substitute", ""))[:150],
        )  # fmt: skip


@require_POST
@through_door
def reply(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Whether I come."""
    meeting, answer = meeting_of(door, pk), request.POST.get("answer", "")
    if answer in Attendance.Reply.values:
        me = door.me
        if tried(
            request, lambda: attendance.reply(meeting, me, answer=answer, at=now())
        ):
            me.team.keep_site(site_of(request))
            toast(request, _("Thank you. The others see it."))
    return redirect(request, door.url("meeting", pk))


@require_GET
@through_door
def news(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """The parts that changed since one looked; 204 where none did."""
    screen = screen_of(door, meeting_of(door, pk))
    if not screen.changed(request.GET.get("seen", "")):
        return HttpResponse(status=204)
    return news_of(request, door, pk, "")


def news_of(request: HttpRequest, door: Door, pk: int, anchor: str) -> HttpResponse:
    """What changed, for htmx; else the page again, at its place."""
    if not wants_part(request):
        return redirect(request, f"{door.url('meeting', pk)}#{anchor}")
    screen = screen_of(door, meeting_of(door, pk))
    sent = request.POST if request.method == "POST" else request.GET
    context = screen.context() | {"parts": screen.changed(sent.get("seen", ""))}
    body = render_to_string("teams/meeting_news.html", context, request)
    body += render_to_string("components/toasts.html#swap", {}, request)
    return HttpResponse(body)


@require_POST
@through_door
def tick(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """A point of the agenda is done, or is not."""
    rows = AgendaItem.objects.filter(team=door.me.team_id)
    item = get_object_or_404(rows, pk=pk)
    is_done = request.POST.get("done") == "1"

    def deed() -> None:
        at_the_table(door.me)
        agenda.tick(item, is_done=is_done, at=now())

    tried(request, deed)
    return news_of(request, door, item.meeting_id, "agenda")


@require_POST
@through_door
def settle(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """A promise was kept, is not yet, or is let go; said at a meeting."""
    rows = Promise.objects.filter(team=door.me.team_id)
    made = get_object_or_404(rows, pk=pk)
    rows = Meeting.objects.filter(team=door.me.team_id)
    meeting = rows.filter(pk=_number(request, "meeting")).first()
    state = request.POST.get("state", "")

    def deed() -> None:
        me = at_the_table(door.me)
        promises.settle(made, state=state, by=me, at=now(), meeting=meeting)

    if state in Promise.State.values:
        tried(request, deed)
    if meeting is None:
        return redirect(request, door.url("meetings"))
    return news_of(request, door, meeting.pk, f"p{pk}")


def _number(request: HttpRequest, name: str) -> int:
    return id_in(request.POST.get(name, ""))
