"""The funnel over time, and what fell back in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions
from bestfew.funnel.flow_forms import BetweenForm, TargetForm
from bestfew.funnel.flow_words import alarms
from bestfew.funnel.models import Objective
from bestfew.funnel.over_time import falls, over_time_of
from bestfew.funnel.queries import parts
from bestfew.funnel.queries.faults import stalled_some
from bestfew.funnel.queries.flow import first_kept
from bestfew.web.http import back, render_part, toast, wants_part


@member_required
@require_GET
def over_time(request: MemberRequest) -> HttpResponse:
    """Two days of the funnel beside each other, and what moved between them."""
    now = timezone.now()
    today = timezone.localdate(now)
    actions.refresh_day(at=now)
    actions.keep_days_if_few(at=now)
    begun = first_kept(request.member)
    form = BetweenForm(request.GET, today=today, begun=begun)
    target = TargetForm(request.GET)
    found = over_time_of(
        request.member, form.days(), today=today, begun=begun, target=target.amount()
    )
    context = {"form": form, "target": target, "found": found}
    return render_part(request, "funnel/over_time.html", context)


@member_required
@require_GET
def stalled(request: MemberRequest) -> HttpResponse:
    """How much is stalled: a part of the Funnel, which asks for it when it is there."""
    today = timezone.localdate()
    found = stalled_some(request.member, parts(request.member), on=today)
    context = {"alarms": alarms([found] if found else [])}
    return render_part(request, "funnel/alarms.html", context)


@member_required
@require_GET
def fell(request: MemberRequest) -> HttpResponse:
    """What fell back by itself, and nobody has said yet that they know."""
    actions.refresh_day(at=timezone.now())
    context = {"falls": falls(request.member), "is_part": wants_part(request)}
    return render_part(request, "funnel/fell.html", context, "fell")


@writer_required
@require_POST
def seen(request: MemberRequest, pk: int) -> HttpResponse:
    """I know that it fell back."""
    rows = Objective.objects.visible_to(request.member)
    actions.say_seen(get_object_or_404(rows, pk=pk))
    if wants_part(request):
        return HttpResponse()
    toast(request, _("Seen."))
    return back(request, "funnel:objective", pk)
