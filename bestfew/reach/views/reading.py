"""The last weeks by day and channel, every entry with its corrections; targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.prospecting.models import Channel
from bestfew.reach import actions, card, words
from bestfew.reach.day_plan import planned
from bestfew.reach.forms import TargetsForm
from bestfew.reach.queries import (
    Aims,
    Days,
    OnChannel,
    entries,
    targets_on,
    totals,
)
from bestfew.web.http import redirect, render_part, toast

DAYS = 14


@member_required
@require_GET
def reach(request: MemberRequest) -> HttpResponse:
    now = timezone.localtime()
    today = now.date()
    on_page = card.of_today(request.member, at=now)
    context = {
        **on_page,
        **weeks(on_page["by_day"], on_page["aims"], today=today),
        "planned": planned(on_page["now"], request.member.user_id),
        "answer": words.answer(on_page["now"]),
        "entries": entries(request.member, after=request.GET.get("after", "")),
    }
    part = "entries" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "reach/reach.html", context, part)


def weeks(days: Days, aims: Aims, *, today: date) -> dict[str, Any]:
    """The last two weeks, since the first count in them, as a table: a row a day, a
    column for each channel used."""
    since = min([today, *days])
    span = [today - timedelta(days=n) for n in range(DAYS)]
    span = [day for day in span if day >= since]
    shown = [days[day] for day in span if day in days]
    used = {pk: each.channel for of in shown for pk, each in of.items()}
    columns = sorted(used.values(), key=lambda each: (each.position, each.pk))
    sums, targets = totals(days), {day: aims.reached_on(day) for day in span}
    rows = [_row(day, days.get(day, {}), columns, sums, targets) for day in span]
    return {"columns": columns, "days": rows}


def _row(
    day: date,
    of_day: Mapping[int, OnChannel],
    columns: list[Channel],
    sums: Mapping[date, int],
    targets: Mapping[date, int],
) -> dict[str, Any]:
    return {
        "on": day,
        "counts": [
            of_day[each.pk].total if each.pk in of_day else 0 for each in columns
        ],
        "total": sums.get(day, 0),
        "target": targets[day],
        "is_met": bool(targets[day]) and sums.get(day, 0) >= targets[day],
        "cost": sum((each.cost for each in of_day.values()), Decimal(0)),
    }


@member_required
@require_http_methods(["GET", "POST"])
def targets(request: MemberRequest) -> HttpResponse:
    """How many a day one aims at, from today on."""
    if request.method == "POST" and not request.member.may_write:
        raise PermissionDenied
    now = timezone.localtime()
    form = TargetsForm(
        request.POST if request.method == "POST" else None,
        channels=list(Channel.objects.filter(is_open=True).order_by("position", "pk")),
        known=targets_on(request.member.user_id, now.date()),
    )
    if form.is_valid():
        aims, today = form.chosen(), now.date()
        actions.set_targets(request.member.user, aims, since=today, at=now)
        toast(request, _("Your targets are kept."))
        return redirect(request, "reach:reach")
    status = 422 if form.errors else 200
    return render_part(request, "reach/targets.html", {"form": form}, status=status)
