"""Meetings: their rhythm, one of them, planned, changed, called off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.teams import meeting_queries as queries
from bestfew.teams.actions import changing
from bestfew.teams.actions import series as deeds
from bestfew.teams.actions.standing import NotTheLeader, as_leader
from bestfew.teams.calendar import calendar_of_meeting, feed_of, token_of
from bestfew.teams.door import Door, through_door
from bestfew.teams.meeting_forms import (
    ONCE,
    ChangeForm,
    PlanForm,
    ReasonForm,
)
from bestfew.teams.meeting_letters import telling
from bestfew.teams.meeting_screen import screen_of
from bestfew.teams.meeting_words import reason_words, rhythm_words
from bestfew.teams.models import Meeting
from bestfew.teams.rhythm_picture import picture_of
from bestfew.teams.rule_letters import telling_days
from bestfew.teams.views.form import (
    done,
    posted,
    show_form,
    site_of,
    tried,
)
from bestfew.web.http import redirect, render_part, toast


@require_GET
@through_door
def list_meetings(request: HttpRequest, door: Door) -> HttpResponse:
    team, today = door.me.team, localdate()
    rhythm = queries.rhythm_of(team, today=today, since=localdate(team.created_at))
    found = feed_of(door.me)
    context = {
        "door": door,
        "rhythm": rhythm,
        "answer": rhythm_words(rhythm.held, rhythm.planned),
        "reasons": [reason_words(each) for each in rhythm.reasons],
        "picture": picture_of(rhythm.weeks, today),
        "upcoming": queries.upcoming(team, at=now()),
        "past": queries.past(team),
        "feed": _absolute(request, token_of(found)) if found else "",
    }
    return render_part(request, "teams/meetings.html", context)


def _absolute(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("teams:feed", args=[token]))


@require_http_methods(["GET", "POST"])
@through_door
def plan(request: HttpRequest, door: Door) -> HttpResponse:
    if not door.me.leads:
        raise NotTheLeader
    first = {"on": localdate(), "starts": "18:00", "pattern": "fortnightly"}
    form = PlanForm(posted(request), today=localdate(), initial=first)
    if done(form, lambda: _plan(door, form)):
        door.me.team.keep_site(site_of(request))
        toast(request, _("Planned. Calendars show it."))
        return redirect(request, door.url("meetings"))
    return show_form(request, form, "teams/plan_meetings.html", door=door)


def _plan(door: Door, form: PlanForm) -> None:
    me = as_leader(door.me)
    if form.cleaned_data["pattern"] == ONCE:
        deeds.plan_meeting(me, on=form.cleaned_data["on"], at=now(), **form.slot)
    else:
        deeds.plan_series(me, form.rule(), at=now(), **form.slot)


@require_GET
@through_door
def show(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    screen = screen_of(door, meeting_of(door, pk))
    return render_part(request, "teams/meeting.html", screen.context())


@require_http_methods(["GET", "POST"])
@through_door
def change(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    meeting = meeting_of(door, pk)
    if not door.me.leads:
        raise NotTheLeader
    form = ChangeForm(posted(request), meeting=meeting, today=localdate())

    def deed() -> None:
        me = as_leader(door.me)
        with telling(me, meeting), telling_days(me, is_rule=not form.is_of_one):
            _change(meeting, form)

    if done(form, deed):
        door.me.team.keep_site(site_of(request))
        toast(request, _("Changed. Calendars show it."))
        stays = Meeting.objects.filter(pk=pk).exists()
        to = door.url("meeting", pk) if stays else door.url("meetings")
        return redirect(request, to)
    context: dict[str, Any] = {"door": door, "meeting": meeting}
    return show_form(request, form, "teams/change_meeting.html", **context)


def _change(meeting: Meeting, form: ChangeForm) -> None:
    found, at = form.cleaned_data, now()
    seen = found.get("series_seen") or 0
    if form.is_of_one or meeting.series is None:
        facts = {"on": found["on"], "chair": found["chair"], **form.slot}
        deeds.move_meeting(meeting, seen=found["seen"], at=at, **facts)
    elif found["scope"] == form.FOLLOWING:
        changing.change_following(meeting, form.rule(), seen=seen, at=at, **form.slot)
    else:
        rule = form.rule(localdate())
        changing.change_all(meeting.series, rule, seen=seen, at=at, **form.slot)


@require_http_methods(["GET", "POST"])
@through_door
def call_off(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    meeting, form = meeting_of(door, pk), ReasonForm(posted(request))
    if not door.me.leads:
        raise NotTheLeader

    def deed() -> None:
        with telling(as_leader(door.me), meeting):
            deeds.call_off(meeting, reason=form.cleaned_data["reason"], at=now())

    if done(form, deed):
        undo = door.url("call-on", pk)
        toast(request, _("Called off. Calendars show it."), undo_url=undo)
        return redirect(request, door.url("meetings"))
    context: dict[str, Any] = {"door": door, "meeting": meeting}
    return show_form(request, form, "teams/call_off.html", **context)


@require_POST
@through_door
def call_on(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    meeting = meeting_of(door, pk)

    def deed() -> None:
        as_leader(door.me)
        deeds.call_on(meeting, at=now())

    if tried(request, deed):
        toast(request, _("It takes place."))
    return redirect(request, door.url("meetings"))


@require_POST
@through_door
def end_series(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    meeting = meeting_of(door, pk)

    def deed() -> None:
        me = as_leader(door.me)
        if meeting.series is None or meeting.occurs_on is None:
            raise deeds.NotPlanned
        last = meeting.occurs_on - timedelta(days=1)
        seen = meeting.series.version
        with telling(me, meeting), telling_days(me):
            deeds.end_series(meeting.series, seen=seen, on=last, at=now())

    if tried(request, deed):
        toast(request, _("You meet by this rule no longer."))
    return redirect(request, door.url("meetings"))


@require_GET
@through_door
def file(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    body = calendar_of_meeting(meeting_of(door, pk), door.me)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def meeting_of(door: Door, pk: int) -> Meeting:
    """A meeting of the door's team; any other is a 404."""
    rows = Meeting.objects.filter(team=door.me.team_id)
    found: Meeting = get_object_or_404(
        rows.select_related("series", "chair", "team"), pk=pk
    )
    return found
