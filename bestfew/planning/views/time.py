"""The time really spent beside what was planned, week by week; the team's, too."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from bestfew.accounts.access import leader_required, member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel.actions import keep_days_if_few
from bestfew.planning import screen, week_words, weeks_out
from bestfew.planning.queries import team_of, time_of, weeks_of
from bestfew.planning.week_forms import weeks_asked
from bestfew.web.http import render_part


@member_required
@require_GET
def time(request: MemberRequest) -> HttpResponse:
    """Weeks side by side: proposed, chosen, planned, spent."""
    today = _with_days_kept()
    count = weeks_asked(request.GET)
    weeks, lag = time_of(request.member, today=today, count=count)
    context = {
        "answer": week_words.time_answer(weeks),
        "said": week_words.coaster(weeks, lag),
        "bars": screen.bars(weeks),
        "legend": screen.LEGEND,
        "lines": screen.lines(weeks),
        "lately": screen.spent_shown(week_words.lately(weeks)),
        "blank": sum(len(week.blank) for week in weeks),
        "declined": sum(week.declined for week in weeks),
        "count": count,
    }
    return render_part(request, "planning/time.html", context)


@never_cache
@writer_required
@require_GET
def export(request: MemberRequest) -> HttpResponse:
    """The same weeks as a file: CSV, or JSON with `format=json`."""
    today = _with_days_kept()
    weeks = weeks_of(request.member, today=today, count=weeks_asked(request.GET))
    if request.GET.get("format") == "json":
        response: HttpResponse = JsonResponse({"weeks": weeks_out.as_json(weeks)})
        kind = "json"
    else:
        body = "\ufeff" + "".join(weeks_out.as_csv(weeks))
        response, kind = HttpResponse(body, content_type="text/csv"), "csv"
    name = f"bestfew-weeks-{today}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@leader_required
@require_GET
def team(request: MemberRequest) -> HttpResponse:
    """The example of text 003 for the members of a team (D46, D47)."""
    found = team_of(request.member, today=timezone.localdate())
    context = {
        "answer": week_words.team_answer(found),
        "team": screen.team_lines(found),
        "since": week_words.since_when(),
    }
    return render_part(request, "planning/team.html", context)


def _with_days_kept() -> date:
    """Today, with the funnel's past days counted, from which it is proposed."""
    now = timezone.now()
    keep_days_if_few(at=now)
    return timezone.localdate(now)
