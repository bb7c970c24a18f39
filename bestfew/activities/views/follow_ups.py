"""Next steps: the list, done, moved, handed over, planned."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import (
    leader_required,
    member_required,
    writer_required,
)
from bestfew.accounts.middleware import MemberRequest
from bestfew.activities import actions
from bestfew.activities.forms import AssignForm, PlanForm, SnoozeForm, workers
from bestfew.activities.queries import follow_ups
from bestfew.activities.rules import day_chips, snoozes
from bestfew.activities.views.log import FAULTS
from bestfew.activities.views.reading import About, chosen, follow_up_of, way_back
from bestfew.history.models import noun_of
from bestfew.people.forms import DayForm
from bestfew.people.models import MayNotContact
from bestfew.web import formats
from bestfew.web.http import back, fault, render_part, toast, wants_part


@member_required
@require_GET
def list_follow_ups(request: MemberRequest) -> HttpResponse:
    everybody = request.member.leads and request.GET.get("whose") == "all"
    after = request.GET.get("after", "")
    today = localdate()
    context = {
        "page": follow_ups(request.member, everybody=everybody, after=after),
        "everybody": everybody,
        "after": after,
        "today": today,
        "snoozes": snoozes(today),
        "workers": workers(request.member) if request.member.leads else (),
    }
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "activities/follow_ups.html", context, part)


@writer_required
@require_POST
def done(request: MemberRequest, pk: int) -> HttpResponse:
    follow_up = follow_up_of(request, pk)
    actions.finish(follow_up, by=request.member.user, at=now())
    undo = reverse("activities:reopen", args=[pk])
    text = _("Done: %(what)s.") % {"what": follow_up}
    return _gone(request, text, undo)


@writer_required
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    follow_up = follow_up_of(request, pk)
    actions.reopen(follow_up, by=request.member.user, at=now())
    return back(request, "activities:follow-ups")


@writer_required
@require_POST
def snooze(request: MemberRequest, pk: int) -> HttpResponse:
    follow_up = follow_up_of(request, pk)
    form = SnoozeForm(request.POST, today=localdate())
    if not form.is_valid():
        said = next(iter(form.errors.values()))[0]
        fault(request, str(said))
        return back(request, "activities:follow-ups")
    before, day = follow_up.due_on, form.cleaned_data["day"]
    actions.snooze(follow_up, to=day, by=request.member.user, at=now())
    written = formats.weekday_day(day, get_language() or "en")
    undo = reverse("activities:move-back", args=[pk])
    text = _("Moved to %(day)s.") % {"day": written}
    return _gone(request, text, undo, on=str(before))


@writer_required
@require_POST
def move_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo `snooze`: to the day it stood on, which may be past."""
    follow_up, form = follow_up_of(request, pk), DayForm(request.POST)
    if form.is_valid() and (day := form.cleaned_data["on"]):
        actions.snooze(follow_up, to=day, by=request.member.user, at=now())
    return back(request, "activities:follow-ups")


@leader_required
@require_POST
def assign(request: MemberRequest, pk: int) -> HttpResponse:
    follow_up = follow_up_of(request, pk)
    form = AssignForm(request.POST, member=request.member)
    if not form.is_valid():
        fault(request, _("Please choose who does it."))
        return back(request, "activities:follow-ups")
    to = form.cleaned_data["to"]
    try:
        actions.assign(follow_up, to=to, by=request.member, at=now())
    except actions.CannotSee:
        text = _("%(name)s does not see this person: share them first.")
        fault(request, text % {"name": to.user})
    else:
        toast(request, _("%(name)s does it now.") % {"name": to.user})
    return back(request, "activities:follow-ups")


@writer_required
@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest) -> HttpResponse:
    """A next step of its own, without a log entry."""
    data = request.POST if request.method == "POST" else None
    about = chosen(request, request.GET if data is None else data)
    if about is None:
        raise Http404
    form = PlanForm(data, today=localdate())
    if form.is_valid() and _planned(request, about, form):
        return back(request, about)
    return _plan_form(request, about, form)


def _plan_form(request: MemberRequest, about: About, form: PlanForm) -> HttpResponse:
    context = {
        "about": about,
        "about_what": noun_of(about),
        "form": form,
        "chips": day_chips(localdate()),
        "way_back": way_back(request, about),
    }
    status = 422 if form.errors else 200
    return render_part(request, "activities/plan.html", context, "sheet", status=status)


def _planned(request: MemberRequest, about: About, form: PlanForm) -> bool:
    try:
        step = form.cleaned_data["step"]
        planned = actions.plan(request.member, about, step, at=now())
    except MayNotContact:
        form.add_error(None, FAULTS[MayNotContact])
        return False
    written = formats.weekday_day(planned.due_on, get_language() or "en")
    toast(request, _("Planned for %(day)s.") % {"day": written})
    return True


def _gone(request: MemberRequest, text: str, undo: str, **fields: str) -> HttpResponse:
    """The row leaves the list; a word says why, and takes it back."""
    toast(request, text, undo_url=undo, undo_data=fields)
    if wants_part(request):
        return render_part(request, "activities/follow_ups.html", {}, "gone")
    return back(request, "activities:follow-ups")
