"""Those whose word decides about an objective: add, cover, remove."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions
from bestfew.funnel.forms import CoverForm, InfluenceForm
from bestfew.funnel.models import Influence
from bestfew.funnel.objective import (
    done,
    ids,
    objective_of,
    show,
    told_when_ended,
)


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
        found, **form.cleaned_data, by=request.member.user, at=timezone.now()
    )
    return done(request, found)


@writer_required
@require_POST
def cover(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what is true of one of them: contacted, satisfied, or a gap accepted."""
    influence = _influence(request, pk)
    form = CoverForm(request.POST)
    if form.is_valid():
        actions.cover(
            influence, **form.cleaned_data, by=request.member.user, at=timezone.now()
        )
    return done(request, influence.objective)


@writer_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """They do not decide after all."""
    influence = _influence(request, pk)
    actions.remove_influence(influence, by=request.member.user, at=timezone.now())
    return done(request, influence.objective)


def _influence(request: MemberRequest, pk: int) -> Influence:
    visible = Influence.objects.visible_to(request.member)
    found: Influence = get_object_or_404(
        visible.select_related("objective", "person"), pk=pk
    )
    return found
