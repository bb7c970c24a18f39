"""Plan: the proposal, one's own choice, and the choices before."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.funnel.actions import refresh_day
from bestfew.planning import actions, words
from bestfew.planning.forms import ChooseForm
from bestfew.planning.queries import Plan, choices, done_by, plan_on
from bestfew.planning.rules import Shares
from bestfew.planning.rules.spent import Minutes
from bestfew.planning.rules.week import monday_of
from bestfew.planning.screen import shown, spent_shown
from bestfew.planning.week_words import LATELY
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest) -> HttpResponse:
    """How the week is shared; a choice is kept with its date."""
    now = timezone.now()
    refresh_day(at=now)
    today = timezone.localdate(now)
    found = plan_on(request.member, on=today, today=today)
    if request.method == "GET":
        return _show(request, found, ChooseForm(initial=_as_typed(found.chosen)))
    if not request.member.may_write:
        raise PermissionDenied
    form = ChooseForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    actions.choose(request.member, form.shares(), proposed=found.proposed, at=now)
    toast(request, _("Your choice is kept."))
    return redirect(request, "planning:plan")


def _show(
    request: MemberRequest, found: Plan, form: ChooseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "plan": found,
        "form": form,
        "answer": words.plan_answer(found),
        "counts_said": words.counts(found.counts),
        "morning": words.morning(found),
        "proposed": shown(found.proposed, found.week_hours),
        "own": shown(found.own.shares, found.week_hours) if found.own else [],
        "spent": spent_shown(_lately(request.member, today=found.on)),
        "history": choices(request.member),
    }
    return render_part(request, "planning/plan.html", context, status=status)


def _lately(member: Membership, *, today: date) -> Minutes:
    """The time of the last four weeks, this one included."""
    first = monday_of(today) - timedelta(weeks=LATELY - 1)
    return done_by([member.user_id], first, today)[member.user_id].minutes(first, today)


def _as_typed(shares: Shares) -> dict[str, int]:
    return {
        "best_few": shares.best_few,
        "above": shares.above,
        "in_funnel": shares.in_,
    }
