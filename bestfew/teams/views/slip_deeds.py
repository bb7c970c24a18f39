"""What is said of a referral: they agreed, how it goes, thanks, its story."""

from __future__ import annotations

import secrets
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

from bestfew.accounts.ids import id_in
from bestfew.teams import slip_queries as queries
from bestfew.teams.actions import asking, slips, stories, thanks
from bestfew.teams.door import Door, through_door
from bestfew.teams.models import SlipStep, Status, Story
from bestfew.teams.slip_forms import AgreedForm, MoveForm, StoryForm, ThanksForm
from bestfew.teams.slip_sheets import SHEET, words_of
from bestfew.teams.views.form import done, posted, show_form, tried
from bestfew.teams.views.slips import about, currency_of, slip_of, to_slip
from bestfew.web.http import redirect, render_part, toast


@require_http_methods(["GET", "POST"])
@through_door
def agreed(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    slip, form = slip_of(door, pk), AgreedForm(posted(request))
    deed = lambda: slips.agree(  # noqa: E731
        slip, how=form.cleaned_data["how"], at=now(), by=door.me, details=form.details()
    )
    if done(form, deed):
        name = str(slip.receiver)
        toast(request, _("%(name)s can call them now.") % {"name": name})
        return to_slip(request, door, slip)
    return show_form(request, form, SHEET, **words_of("agreed", door))


@require_POST
@through_door
def ask(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    slip, made = slip_of(door, pk), []
    if not tried(
        request,
        lambda: made.append(asking.ask_person(slip, by=door.me, at=now())),
    ):
        return to_slip(request, door, slip)
    path = reverse("teams:asked", args=made)
    context = about(door, slip) | {"link": request.build_absolute_uri(path)}
    return render_part(request, "teams/slip.html", context)


@require_POST
@through_door
def move(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    slip, form = slip_of(door, pk), MoveForm(request.POST)
    if form.is_valid() and tried(
        request, lambda: slips.move(slip, by=door.me, at=now(), **form.cleaned_data)
    ):
        label = Status(form.cleaned_data["status"]).label
        toast(request, _("It stands at: %(status)s.") % {"status": label})
    return to_slip(request, door, slip)


@require_POST
@through_door
def correct(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """The step that one saw was a mistake: sent twice, it takes one back."""
    slip = slip_of(door, pk)
    rows = SlipStep.objects.filter(team=slip.team_id, slip=slip)
    step = get_object_or_404(rows, pk=id_in(request.POST.get("step", "")))
    if tried(request, lambda: slips.correct(step, by=door.me, at=now())):
        toast(request, _("Corrected. The first entry is kept beside it."))
    return to_slip(request, door, slip)


@require_http_methods(["GET", "POST"])
@through_door
def thank(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    slip = slip_of(door, pk)
    first = {"on": localdate(), "submit_id": secrets.token_hex(12)}
    form = ThanksForm(posted(request), initial=first, currency=currency_of(door.me))
    deed = lambda: thanks.thank(  # noqa: E731
        slip, by=door.me, amount=form.net(), at=now(), **form_facts(form)
    )
    if done(form, deed):
        name = str(slip.giver)
        toast(request, _("Thank you said to %(name)s.") % {"name": name})
        return to_slip(request, door, slip)
    return show_form(request, form, SHEET, **words_of("thank", door))


def form_facts(form: ThanksForm) -> dict[str, Any]:
    names = ("currency", "on", "submit_id")
    return {name: form.cleaned_data[name] for name in names}


@require_http_methods(["GET", "POST"])
@through_door
def tell(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    slip = slip_of(door, pk)
    told = Story.objects.filter(team=slip.team_id, slip=slip, teller=door.me).first()
    names = ("title", "text", "agreed_how")
    first = {name: getattr(told, name) for name in names} if told else {}
    first["seen"] = told.version if told else 0
    form = StoryForm(posted(request), initial=first)
    if done(
        form,
        lambda: stories.tell_story(slip, by=door.me, at=now(), **form.cleaned_data),
    ):
        toast(request, _("The story is kept."))
        return redirect(request, door.url("stories"))
    return show_form(request, form, SHEET, **words_of("tell", door))


@require_GET
@through_door
def list_stories(request: HttpRequest, door: Door) -> HttpResponse:
    page = queries.stories(door.me, after=request.GET.get("after", ""))
    context = {"door": door, "page": page}
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "teams/stories.html", context, part)


@require_POST
@through_door
def share(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    rows = Story.objects.filter(team=door.me.team_id, teller=door.me)
    story, made = get_object_or_404(rows, pk=pk), []
    context = {"door": door, "page": queries.stories(door.me)}
    if tried(
        request,
        lambda: made.append(stories.share_story(story, by=door.me, at=now())),
    ):
        path = reverse("teams:story", args=made)
        context["link"] = request.build_absolute_uri(path)
    return render_part(request, "teams/stories.html", context)


@require_POST
@through_door
def unshare(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    rows = Story.objects.filter(team=door.me.team_id, teller=door.me)
    stories.end_story_links(get_object_or_404(rows, pk=pk), at=now())
    toast(request, _("Its links are dead."))
    return redirect(request, door.url("stories"))
