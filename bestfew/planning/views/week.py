"""A week laid out in blocks, around the morning that is kept for prospecting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.planning import actions, week_words
from bestfew.planning.models import TimeBlock
from bestfew.planning.queries import Week, blocks_of, plan_on, week_of
from bestfew.planning.screen import days_of, free_slot, shown_block, sums_of
from bestfew.planning.week_forms import (
    AddBlockForm,
    BlockDeedForm,
    MorningForm,
    SlotForm,
    week_asked,
)
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def week(request: MemberRequest) -> HttpResponse:
    return _show(request, week_asked(request.GET, today=timezone.localdate()))


@member_required
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """What is laid out for today: a part of the landing screen, which asks for it."""
    day = timezone.localdate()
    found = blocks_of(request.member, day, day)
    context = {"shown": [shown_block(each, day) for each in found if each.is_standing]}
    return render_part(request, "planning/today.html", context)


@writer_required
@require_POST
def add(request: MemberRequest) -> HttpResponse:
    """Put a block in; where something stands, a sentence and nothing else."""
    now = timezone.localtime()
    form = AddBlockForm(request.POST, today=now.date())
    if form.is_valid():
        data = form.cleaned_data
        slot = form.slot(data["work"])
        try:
            made = actions.add_block(request.member, slot, what=data["what"], at=now)
        except week_words.FAULTS as fault:
            form.add_error(None, week_words.why_not(fault))
        else:
            _say(request, made, _("Planned."), undo="drop")
            return _to_week(request, made.on)
    monday = week_asked(request.POST, today=now.date())
    return _show(request, monday, form, status=422)


@writer_required
@require_POST
def fill(request: MemberRequest) -> HttpResponse:
    """Lay out the days that are left as one's own shares say."""
    now = timezone.now()
    today = timezone.localdate(now)
    monday = week_asked(request.POST, today=today)
    plan = plan_on(request.member, on=today, today=today)
    made = actions.fill_week(request.member, monday, plan.chosen, at=now)
    toast(request, _("Laid out as you chose.") if made else _("Nothing was missing."))
    return _to_week(request, monday)


@writer_required
@require_POST
def morning(request: MemberRequest) -> HttpResponse:
    """A deed on the morning of a week that nobody touched yet."""
    now = timezone.now()
    monday = week_asked(request.POST, today=timezone.localdate(now))
    if not BlockDeedForm(request.POST).is_valid():
        return _show(request, monday, status=422)
    block = actions.store_morning(request.member, monday, at=now)
    return _do(request, block)


@writer_required
@require_POST
def block(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep it, drop it, plan it again, or move it."""
    mine = TimeBlock.objects.of(request.member)
    return _do(request, get_object_or_404(mine, pk=pk))


@writer_required
@require_POST
def mornings(request: MemberRequest) -> HttpResponse:
    """When the protected morning is, from this week on."""
    form = MorningForm(request.POST)
    if not form.is_valid():
        return _show(request, week_asked({}, today=timezone.localdate()), form, 422)
    data = form.cleaned_data
    actions.set_morning(
        request.member,
        weekday=data["weekday"],
        start=data["starts"].hour * 60 + data["starts"].minute,
        minutes=form.minutes(),
        at=timezone.now(),
    )
    toast(request, _("Your morning is kept."))
    return _to_week(request, timezone.localdate())


def _do(request: MemberRequest, found: TimeBlock) -> HttpResponse:
    form = BlockDeedForm(request.POST)
    where = SlotForm(request.POST, today=timezone.localdate())
    is_move = request.POST.get("deed") == "move"
    if is_move and not where.is_valid():
        return _show(request, _monday(found), where, 422, changing=found)
    if not form.is_valid():
        return _show(request, _monday(found), form, 422, changing=found)
    try:
        _deed(request.member, found, form.cleaned_data, where)
    except week_words.FAULTS as fault:
        form.add_error(None, week_words.why_not(fault))
        found.refresh_from_db()
        return _show(request, _monday(found), form, 422, changing=found)
    said = {"keep": _("Kept."), "drop": _("Dropped."), "move": _("Moved.")}
    deed = form.cleaned_data["deed"]
    undo = "restore" if deed in ("keep", "drop") else ""
    _say(request, found, said.get(deed, _("Planned again.")), undo=undo)
    return _to_week(request, found.on)


def _deed(
    member: Membership, found: TimeBlock, told: dict[str, Any], where: SlotForm
) -> None:
    now = timezone.now()
    if told["deed"] == "keep":
        actions.keep(found, by=member, at=now)
    elif told["deed"] == "drop":
        actions.drop(found, reason=told["reason"], by=member, at=now)
    elif told["deed"] == "move":
        actions.move(found, where.slot(found.work), by=member, at=now)
    else:
        actions.restore(found, by=member, at=now)


def _say(request: MemberRequest, made: TimeBlock, text: str, *, undo: str) -> None:
    if undo:
        url = reverse("planning:block", args=[made.pk])
        toast(request, text, undo_url=url, undo_data={"deed": undo})
    else:
        toast(request, text)


def _monday(found: TimeBlock) -> date:
    return found.morning_of or found.on - timedelta(days=found.on.isoweekday() - 1)


def _morning(found: Week) -> dict[str, Any]:
    block = found.morning
    if block is None:
        return {}
    weekday = block.on.isoweekday()
    return {"weekday": weekday, "starts": block.starts, "ends": block.ends}


def _to_week(request: MemberRequest, day: date) -> HttpResponse:
    url = reverse("planning:week")
    return redirect(request, f"{url}?week={day.isoformat()}")


def _show(
    request: MemberRequest,
    monday: date,
    form: forms.Form | None = None,
    status: int = 200,
    *,
    changing: TimeBlock | None = None,
) -> HttpResponse:
    """The week; `changing` is the block whose change went wrong: it stays open."""
    today = timezone.localdate()
    found = week_of(request.member, monday, today=today)
    is_add = isinstance(form, AddBlockForm)
    context = {
        "week": found,
        "days": days_of(found, request.member, today=today),
        "sums": sums_of(found),
        "answer": week_words.week_answer(
            found, week_hours=request.member.workspace.week_hours
        ),
        "title": week_words.week_title(monday),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "form": form,
        "add": form if is_add else free_slot(found, today=today),
        "morning_form": form
        if isinstance(form, MorningForm)
        else MorningForm(initial=_morning(found)),
        "is_past": found.sunday < today,
        "changing": changing.uid if changing else "",
    }
    return render_part(request, "planning/week.html", context, status=status)
