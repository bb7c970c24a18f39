"""The Planner, and the plans one keeps."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.levels.actions import plans
from bestfew.levels.models.plans import SavedPlan
from bestfew.levels.planner import kept, shown, words
from bestfew.levels.planner.forms import NameForm, PlannerForm, filled, first_inputs
from bestfew.levels.planner.now import now_of
from bestfew.levels.queries.plans import compared, plans_of
from bestfew.web.http import fault, redirect, render_part, toast, wants_part


@member_required
@require_GET
def plan(request: MemberRequest) -> HttpResponse:
    """One question, from the address; every figure is reckoned here."""
    now = now_of(request.member, on=timezone.localdate())
    first = first_inputs(now, request.member.workspace)
    form = PlannerForm(filled(request.GET.dict(), first))
    context = shown.page(request.member, form, now)
    context |= {"plans": plans_of(request.member), "is_part": wants_part(request)}
    status = 200 if context["answer"] else 422
    return render_part(request, "levels/plan.html", context, "live", status=status)


@member_required
@require_GET
def card(request: MemberRequest) -> HttpResponse:
    """The planner beside the levels; with a question, its answer in figures alone."""
    now = now_of(request.member, on=timezone.localdate())
    first = first_inputs(now, request.member.workspace)
    form = PlannerForm(filled(request.GET.dict(), first))
    context = shown.page(request.member, form, now)
    name = "levels/plan_card.html"
    part = f"{name}#out" if "start" in request.GET else name
    return render_part(request, part, context)


@writer_required
@require_POST
def save(request: MemberRequest) -> HttpResponse:
    """Keep the question under a name."""
    form, named = PlannerForm(request.POST), NameForm(request.POST)
    if not (form.is_valid() and named.is_valid()):
        fault(request, _("This plan has no name, or a figure that cannot be."))
        return redirect(request, "levels:plan")
    inputs, name = form.inputs(), named.cleaned_data["name"]
    try:
        plan = plans.save_plan(request.member, inputs, name=name, at=timezone.now())
    except plans.TooManyPlans:
        fault(request, _("You keep 50 plans already: put one away first."))
        return redirect(request, shown.url_of(inputs))
    toast(request, _("The plan is kept."), undo_url=_url("put-away", plan))
    return redirect(request, "levels:saved-plan", plan.pk)


@writer_required
@require_POST
def aim(request: MemberRequest) -> HttpResponse:
    """Make the question's answer one's daily target."""
    form = PlannerForm(request.POST)
    if not form.is_valid():
        fault(request, _("A figure of this plan cannot be: nothing was changed."))
        return redirect(request, "levels:plan")
    now, today = timezone.now(), timezone.localdate()
    found = shown.outcome(
        request.member, form.inputs(), now_of(request.member, on=today)
    )
    levels = plans.aim(request.member, found, at=now)
    toast(request, words.aimed(levels))
    return redirect(request, shown.url_of(found.inputs))


@member_required
@require_GET
def saved(request: MemberRequest, pk: int) -> HttpResponse:
    """A plan beside what happened since."""
    found = _plan(request, pk)
    facts = compared(found, on=timezone.localdate())
    context = kept.page(found, facts)
    return render_part(request, "levels/saved_plan.html", context)


@writer_required
@require_POST
def put_away(request: MemberRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    plans.put_away(found, by=request.member.user, at=timezone.now())
    text = _("“%(name)s” is put away.") % {"name": found.name}
    toast(request, text, undo_url=_url("bring-back", found))
    return redirect(request, "levels:plan")


@writer_required
@require_POST
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    plans.bring_back(found, by=request.member.user, at=timezone.now())
    toast(request, _("The plan is back."))
    return redirect(request, "levels:saved-plan", found.pk)


def _plan(request: MemberRequest, pk: int) -> SavedPlan:
    found: SavedPlan = get_object_or_404(
        SavedPlan.objects.visible_to(request.member), pk=pk
    )
    return found


def _url(name: str, plan: SavedPlan) -> str:
    return reverse(f"levels:{name}-plan", args=[plan.pk])
