"""What is said at a meeting: promises, wishes, good words, notes for the minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.teams.actions import promises
from bestfew.teams.actions.attendance import LeftMeanwhile, write_note
from bestfew.teams.actions.standing import HasLeft, at_the_table, beside
from bestfew.teams.door import Door, through_door
from bestfew.teams.meeting_forms import NoteForm, PraiseForm, PromiseForm, WishForm
from bestfew.teams.models import TeamMember, Wish
from bestfew.teams.views.form import done, posted, show_form
from bestfew.teams.views.meetings import meeting_of
from bestfew.teams.views.recording import news_of
from bestfew.web.http import fault, redirect, toast


@require_POST
@through_door
def promise(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """Somebody promises something."""
    meeting = meeting_of(door, pk)
    form = PromiseForm(request.POST, team=door.me.team_id)
    if done(
        form,
        lambda: promises.promise(
            by=at_the_table(door.me), meeting=meeting, at=now(), **_named(door, form)
        ),
    ):
        return news_of(request, door, pk, "made")
    return _refused(request, door, pk, form)


@require_http_methods(["GET", "POST"])
@through_door
def wish(request: HttpRequest, door: Door, pk: int, member: int) -> HttpResponse:
    """Whom a member wants to meet most this month."""
    meeting = meeting_of(door, pk)
    month = meeting.on.replace(day=1)
    rows = TeamMember.objects.filter(team=door.me.team_id).seated()
    who = get_object_or_404(rows, pk=member)
    known = Wish.objects.filter(team=who.team_id, member=who, month=month).first()
    first: dict[str, Any] = {"seen": 0}
    if known:
        first = {"text": known.text, "why": known.why, "seen": known.version}
    form = WishForm(posted(request), initial=first)

    def deed() -> None:
        at_the_table(door.me)
        _here(door, who)
        promises.wish(who, month=month, at=now(), **form.cleaned_data)

    if done(form, deed):
        return redirect(request, f"{door.url('meeting', pk)}#wishes")
    context: dict[str, Any] = {"door": door, "meeting": meeting, "who": who}
    return show_form(request, form, "teams/wish.html", **context)


@require_POST
@through_door
def praise(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """A good word about somebody else's work."""
    meeting, form = meeting_of(door, pk), PraiseForm(request.POST, me=door.me)
    if done(
        form,
        lambda: promises.praise(
            at_the_table(door.me), meeting=meeting, at=now(), **_named(door, form)
        ),
    ):
        return news_of(request, door, pk, "praise")
    return _refused(request, door, pk, form)


@require_http_methods(["GET", "POST"])
@through_door
def note(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """The notes for the minutes; two who write at once overwrite nobody."""
    meeting = meeting_of(door, pk)
    first = {"note": meeting.note, "seen": meeting.version}
    form = NoteForm(posted(request), initial=first)

    def deed() -> None:
        at_the_table(door.me)
        write_note(meeting, **form.cleaned_data)

    if done(form, deed):
        toast(request, _("Noted."))
        return redirect(request, f"{door.url('meeting', pk)}#next")
    context: dict[str, Any] = {"door": door, "meeting": meeting}
    return show_form(request, form, "teams/note.html", **context)


def _named(door: Door, form: forms.Form) -> dict[str, Any]:
    """What was filled in; whoever is named there still sits there."""
    for named in form.cleaned_data.values():
        if isinstance(named, TeamMember):
            _here(door, named)
    return form.cleaned_data


def _here(door: Door, who: TeamMember) -> None:
    """Raises `LeftMeanwhile`: what is said of who left would outlive their leaving."""
    try:
        beside(door.me, who)
    except HasLeft:
        raise LeftMeanwhile from None


def _refused(request: HttpRequest, door: Door, pk: int, form: Any) -> HttpResponse:
    """What is wrong with a short form, as a toast beside it."""
    for errors in form.errors.values():
        fault(request, " ".join(errors))
    return news_of(request, door, pk, "made")
