"""Levels: the pyramid, the team's, words on a level, and thresholds."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import leader_required, member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.levels import actions, words
from bestfew.levels.coaching import seen_as_team
from bestfew.levels.forms import (
    AskForm,
    MarkForm,
    PeriodForm,
    ThresholdsForm,
    WithdrawForm,
)
from bestfew.levels.models import LadderSettings
from bestfew.levels.page import page
from bestfew.levels.queries.person import of_person
from bestfew.levels.queries.ways import Ways
from bestfew.people.models import Person
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def levels(request: MemberRequest) -> HttpResponse:
    """Enough people? Good enough?"""
    today = timezone.localdate()
    ways = Ways.read()
    form = AskForm(request.GET, member=request.member, today=today, ways=ways)
    context = page(request.member, form, ways)
    return render_part(request, "levels/levels.html", context)


@leader_required
@require_GET
def team(request: MemberRequest) -> HttpResponse:
    """Each seller's pyramid beside the team's: volume, or skill?"""
    now = timezone.localtime()
    form = PeriodForm(request.GET, today=now.date())
    context = {"form": form, **seen_as_team(request.member, form.asked(), at=now)}
    return render_part(request, "levels/team.html", context)


@leader_required
@require_http_methods(["GET", "POST"])
def thresholds(request: MemberRequest) -> HttpResponse:
    """From which purchase on somebody is regular, close, and what makes loyal."""
    form = ThresholdsForm.of(LadderSettings.objects.first())
    if request.method == "POST":
        form = ThresholdsForm(request.POST)
        if form.is_valid():
            new, now = form.thresholds(), timezone.now()
            actions.set_thresholds(new, by=request.member, at=now)
            toast(
                request, _("Everybody’s level is being worked out by the new numbers.")
            )
            return redirect(request, "levels:thresholds")
    status = 422 if form.errors else 200
    context = {"form": form, **words.THRESHOLDS}
    return render_part(request, "levels/thresholds.html", context, status=status)


@member_required
@require_http_methods(["GET", "POST"])
def mark(request: MemberRequest, pk: int) -> HttpResponse:
    """Why somebody stands where they stand; and a word on it."""
    person = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    if request.method == "GET":
        return _why(request, person)
    if not request.member.may_write:
        raise PermissionDenied
    return _mark(request, person)


def _why(request: MemberRequest, person: Person) -> HttpResponse:
    context = {"person": person, "found": of_person(person), "form": MarkForm()}
    return render_part(request, "levels/person.html", context, "sheet")


def _mark(request: MemberRequest, person: Person) -> HttpResponse:
    form = MarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what is so, and since which day."))
        return redirect(request, person)
    try:
        actions.mark(request.member, person, at=timezone.now(), **form.cleaned_data)
    except (actions.WordNeeded, actions.InTheFuture) as fault:
        messages.error(request, str(words.FAULTS[type(fault)]))
        return redirect(request, person)
    toast(request, _("Your word is kept."))
    return redirect(request, person)


@writer_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a word on a level back; nonsense takes nothing back."""
    person = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        level = form.cleaned_data["level"]
        actions.withdraw(person, level, by=request.member, at=timezone.now())
        toast(request, _("The word is taken back."))
    return redirect(request, person)
