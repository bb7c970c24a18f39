"""Plan: the proposal, one's own choice, and the choices before."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel.actions import refresh_day
from bestfew.planning import actions, rules, words
from bestfew.planning.forms import ChooseForm
from bestfew.planning.queries import Plan, choices, plan_on
from bestfew.planning.rules import ORDER, Shares, Work
from bestfew.web.http import redirect, render_part, toast

Shown = list[tuple[str, Work, int, float]]


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


def shown(shares: Shares, week_hours: int) -> Shown:
    """Title, work, percent and hours of each kind of work, in their order."""
    return [
        (
            str(words.TITLES[work]),
            work,
            shares.of(work),
            rules.hours(shares, work, week_hours),
        )
        for work in ORDER
    ]


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
        "history": choices(request.member),
    }
    return render_part(request, "planning/plan.html", context, status=status)


def _as_typed(shares: Shares) -> dict[str, int]:
    return {
        "best_few": shares.best_few,
        "above": shares.above,
        "in_funnel": shares.in_,
    }
