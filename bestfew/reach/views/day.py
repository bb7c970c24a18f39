"""The plan of the day: when, through what, how many."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.prospecting.models import Channel
from bestfew.reach import actions
from bestfew.reach.day_form import DayPlanForm
from bestfew.reach.day_plan import slots_of
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest) -> HttpResponse:
    if request.method == "POST" and not request.member.may_write:
        raise PermissionDenied
    now, user = timezone.localtime(), request.member.user
    form = DayPlanForm(
        request.POST if request.method == "POST" else None,
        slots=slots_of(user.pk, now.date()),
        channels=list(Channel.objects.filter(is_open=True).order_by("position", "pk")),
    )
    if form.is_valid():
        actions.keep_day(user, form.slots(), since=now.date(), at=now)
        toast(request, _("Your day is kept."))
        return redirect(request, "reach:reach")
    status = 422 if form.is_bound else 200
    return render_part(request, "reach/day.html", {"form": form}, status=status)
