"""Those whose word decides about an objective: add, cover, remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions, deciding
from bestfew.funnel.forms import CoverForm, InfluenceForm
from bestfew.funnel.influence_forms import DescribeForm
from bestfew.funnel.models import BuyingRole, Influence
from bestfew.funnel.objective import (
    done,
    ids,
    objective_of,
    show,
    told_when_ended,
)
from bestfew.history.models import EditConflict
from bestfew.people.models import Person
from bestfew.web.http import fault, redirect, render_part, toast


@writer_required
@require_POST
@told_when_ended
def add(request: MemberRequest, pk: int) -> HttpResponse:
    """One more who decides."""
    found = objective_of(request, pk)
    form = InfluenceForm(request.POST, auto_id=ids("influence"))
    if not form.is_valid():
        return show(request, found, wrong={"influence": form}, status=422)
    actions.add_influence(
        found,
        role=form.cleaned_data["role"],
        name=form.cleaned_data["name"],
        person=_person(request, form.cleaned_data["person"]),
        by=request.member.user,
        at=timezone.now(),
    )
    return done(request, found)


def _person(request: MemberRequest, named: str) -> Person | None:
    """Whom the form names, if this member sees them; 404 if not."""
    if not named:
        return None
    people = Person.objects.visible_to(request.member)
    return get_object_or_404(people, pk=id_in(named))


@writer_required
@require_GET
def find(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody among the people who decides: first those who work there."""
    found = objective_of(request, pk)
    context = {
        "objective": found,
        "roles": BuyingRole.choices,
        "words": (words := request.GET.get("q", "").strip()[:100]),
        "role": request.GET.get("role", ""),
        "people": deciding.who_may_decide(request.member, found, words),
    }
    return render_part(request, "funnel/find_influence.html", context, "found")


@member_required
@require_http_methods(["GET", "POST"])
def influence(request: MemberRequest, pk: int) -> HttpResponse:
    """All that is known of one who decides; a post writes it down (409 if changed)."""
    found, today = _influence(request, pk), timezone.localdate()
    if request.method == "GET":
        return _about(request, found, DescribeForm(found, today=today))
    if not request.member.may_write:
        raise PermissionDenied
    form = DescribeForm(found, request.POST, today=today)
    if not form.is_valid():
        return _about(request, found, form, status=422)
    return _described(request, found, form)


def _described(
    request: MemberRequest, found: Influence, form: DescribeForm
) -> HttpResponse:
    try:
        actions.describe(
            found,
            before=form.before(),
            after=form.after(),
            by=request.member.user,
            at=timezone.now(),
        )
    except EditConflict as conflict:
        return _about(request, found, form, conflict=conflict, status=409)
    except actions.ObjectiveEnded:
        fault(request, _("This objective has ended; open it again to change it."))
    else:
        toast(request, _("Saved."))
    return redirect(request, "funnel:objective", found.objective_id)


def _about(
    request: MemberRequest,
    found: Influence,
    form: DescribeForm,
    *,
    conflict: EditConflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "influence": found,
        "objective": found.objective,
        "form": form,
        "conflict": conflict,
        "elsewhere": deciding.decides_elsewhere(request.member, found),
    }
    return render_part(request, "funnel/about_influence.html", context, status=status)


@writer_required
@require_POST
def cover(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what is true of one of them: contacted, satisfied, or a gap accepted."""
    influence = _influence(request, pk)
    form = CoverForm(request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, "by": request.member.user, "at": timezone.now()}
        with _told_why_not(request):
            actions.cover(influence, **said)
    return done(request, influence.objective)


@writer_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """They do not decide after all."""
    influence = _influence(request, pk)
    with _told_why_not(request):
        actions.remove_influence(influence, by=request.member.user, at=timezone.now())
    return done(request, influence.objective)


@contextmanager
def _told_why_not(request: MemberRequest) -> Iterator[None]:
    """Say in a sentence that it is too late."""
    try:
        yield
    except actions.ObjectiveEnded:
        fault(request, _("This objective has ended; open it again to change it."))


def _influence(request: MemberRequest, pk: int) -> Influence:
    visible = Influence.objects.visible_to(request.member)
    found: Influence = get_object_or_404(
        visible.select_related("objective", "person"), pk=pk
    )
    return found
