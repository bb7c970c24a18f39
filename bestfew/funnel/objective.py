"""One objective: where it stands, why, and every deed that moves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions, bases, cycle_words, queries, words
from bestfew.funnel.checklist import checklist_of, uncovered
from bestfew.funnel.forms import FIELDS, EndForm, FieldForm, InfluenceForm, JudgeForm
from bestfew.funnel.influence_forms import ReviewForm
from bestfew.funnel.models import BuyingRole, Ending, Objective, Outcome
from bestfew.funnel.story import story_of
from bestfew.history.models import EditConflict, Event
from bestfew.web.http import fault, redirect, render_part, toast, wants_part

EDITED = ("next_deed", "name", "value", "offering", "fit", "first_contact_on")
MORE = ("strength", "competition", "reorganised_on", "currency")

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def told_when_ended(view: View[P]) -> View[P]:
    """Say in a sentence that the objective has ended, instead of doing the deed."""

    @wraps(view)
    def guarded(
        request: MemberRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except actions.ObjectiveEnded:
            fault(request, _("This objective has ended; open it again to change it."))
            return done(request, objective_of(request, cast(int, kwargs["pk"])))

    return cast("View[P]", guarded)


@member_required
@require_GET
def objective(request: MemberRequest, pk: int) -> HttpResponse:
    """Its place, what is missing for the next one, who decides, and its story."""
    actions.refresh_day(at=timezone.now())
    return show(request, objective_of(request, pk))


@writer_required
@require_POST
@told_when_ended
def edit(request: MemberRequest, pk: int, field: str) -> HttpResponse:
    """Change one field, from the value that was on the screen (409 if it changed)."""
    found = objective_of(request, pk)
    if field not in FIELDS:
        raise Http404
    form = FieldForm(field, request.POST, auto_id=ids(field))
    if not form.is_valid():
        return show(request, found, wrong={field: form}, status=422)
    try:
        event = actions.edit_objective(
            found,
            before=form.before(),
            after=form.after(),
            by=request.member.user,
            at=timezone.now(),
        )
    except EditConflict as conflict:
        return show(request, found, conflict=conflict, status=409)
    except actions.BeginsAhead:
        form.add_error(field, _("This day has not come yet."))
        return show(request, found, wrong={field: form}, status=422)
    if event:
        _offer_undo(request, found, event)
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def undo_edit(request: MemberRequest, pk: int, event: int) -> HttpResponse:
    """Put back what an edit changed."""
    found = objective_of(request, pk)
    edited = get_object_or_404(
        Event.objects.about(found).filter(verb="edited"), pk=event
    )
    try:
        actions.undo_edit(found, edited, by=request.member.user, at=timezone.now())
    except EditConflict as conflict:
        return show(request, found, conflict=conflict, status=409)
    toast(request, _("Taken back."))
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def verify_fit(request: MemberRequest, pk: int) -> HttpResponse:
    """The fit is verified; with `doubt`, it is not after all."""
    found = objective_of(request, pk)
    deed = actions.unverify_fit if request.POST.get("doubt") else actions.verify_fit
    deed(found, by=request.member.user, at=timezone.now())
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def judge(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it elsewhere than the rule says, for a reason."""
    found = objective_of(request, pk)
    form = JudgeForm(request.POST, auto_id=ids("judge"))
    if not form.is_valid():
        return show(request, found, wrong={"judge": form}, status=422)
    actions.judge(found, **form.cleaned_data, by=request.member.user, at=timezone.now())
    return done(request, found)


@writer_required
@require_POST
def follow_rules(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw the judgement."""
    found = objective_of(request, pk)
    actions.follow_the_rules(found, by=request.member.user, at=timezone.now())
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Set it aside, or take it up again."""
    found = objective_of(request, pk)
    paused = request.POST.get("paused") == "yes"
    actions.pause(found, paused=paused, by=request.member.user, at=timezone.now())
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Won, lost, or declined by us."""
    found = objective_of(request, pk)
    form = EndForm(request.POST, auto_id=ids("end"))
    if form.is_valid():
        try:
            ending = actions.end(
                found, **form.cleaned_data, by=request.member.user, at=timezone.now()
            )
        except actions.EndsBeforeFirstContact:
            form.add_error("on", words.ends_too_early(found))
        else:
            _tell_end(request, found, ending)
            return done(request, found)
    return show(request, found, wrong={"end": form}, status=422)


@writer_required
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the ending back."""
    found = objective_of(request, pk)
    actions.reopen(found, by=request.member.user, at=timezone.now())
    return done(request, found)


def ids(form: str) -> str:
    """Identifiers of a form's fields: several forms share the page."""
    return f"{form}_%s"


def objective_of(request: MemberRequest, pk: int) -> Objective:
    """The objective, if this member may see it; otherwise 404."""
    return get_object_or_404(
        Objective.objects.visible_to(request.member).for_card(), pk=pk
    )


def done(request: MemberRequest, found: Objective) -> HttpResponse:
    """The page as it is now; without JavaScript by going there again."""
    if not wants_part(request):
        return redirect(request, "funnel:objective", found.pk)
    return show(request, objective_of(request, found.pk))


def show(
    request: MemberRequest,
    found: Objective,
    *,
    wrong: dict[str, Any] | None = None,
    conflict: EditConflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the forms that went wrong in the place of fresh ones."""
    today = timezone.localdate()
    stood = queries.stored([found])[0]
    cycle = queries.cycles_of([found.cycle_key])[found.cycle_key]
    context = {
        "objective": found,
        "stood": stood,
        "why": words.why(stood, on=today),
        "age": words.age(stood, on=today),
        "age_days": stood.age_on(today),
        "left": words.days_left(stood, on=today),
        "basis": cycle_words.basis(cycle),
        "checklist": checklist_of(found),
        "uncovered": uncovered(found),
        "deed": words.next_deed(found),
        "signs": bases.signs_of(found, on=today),
        **bases.reviews_shown(found),
        "ending": Ending.objects.filter(objective=found).first(),
        "story": story_of(found),
        "conflict": conflict,
        "today": today,
        **_forms(found, wrong or {}),
    }
    return render_part(request, "funnel/objective.html", context, "body", status=status)


def _forms(found: Objective, wrong: dict[str, Any]) -> dict[str, Any]:
    fresh = {
        "review": ReviewForm(
            auto_id=ids("review"),
            initial={
                "expected_close_on": found.expected_close_on,
                "confidence": found.confidence,
            },
        ),
        "judge": JudgeForm(auto_id=ids("judge"), initial={"place": found.place}),
        "end": EndForm(
            auto_id=ids("end"),
            initial={"outcome": Outcome.WON, "on": timezone.localdate()},
        ),
        "influence": InfluenceForm(
            auto_id=ids("influence"), initial={"role": BuyingRole.USER}
        ),
    }
    edits = {name: wrong.get(name) or _edit_form(found, name) for name in EDITED}
    more = {name: wrong.get(name) or _edit_form(found, name) for name in MORE}
    forms = {name: wrong.get(name) or form for name, form in fresh.items()}
    return {"edits": edits, "more": more, "forms": forms}


def _edit_form(found: Objective, name: str) -> FieldForm:
    value = getattr(found, name)
    initial = {"before": value, name: value}
    return FieldForm(name, auto_id=ids(f"edit-{name}"), initial=initial)


def _offer_undo(request: MemberRequest, found: Objective, event: Event) -> None:
    undo = reverse("funnel:undo-edit", args=[found.pk, event.pk])
    toast(request, _("Saved."), undo_url=undo)


def _tell_end(request: MemberRequest, found: Objective, ending: Ending) -> None:
    said = {
        Outcome.WON: _("“%(name)s” is won. Well done."),
        Outcome.LOST: _("“%(name)s” is lost. The reason is kept.")
        if ending.reason
        else _("“%(name)s” is lost."),
        Outcome.DECLINED: _("“%(name)s” is declined by you."),
    }
    toast(
        request,
        said[Outcome(ending.outcome)] % {"name": found.name},
        undo_url=reverse("funnel:reopen", args=[found.pk]),
    )
