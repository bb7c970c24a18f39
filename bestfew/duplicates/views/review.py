"""Pairs that may be one person, one at a time: merge, tell apart, undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.duplicates import merging_safely, queries, reviewing, sheet
from bestfew.duplicates.merging import comparing, undo_merge, words
from bestfew.duplicates.merging.forms import MergeForm
from bestfew.duplicates.models import Decision, Merge, Pair, leads
from bestfew.web.http import fault, redirect, render_part, toast
from bestfew.web.pages import MOST_COUNTED, Page


@writer_required
@require_GET
def review(request: MemberRequest) -> HttpResponse:
    """The likeliest pair, and those behind it."""
    return _page(request, _with_people(request).order_by(*queries.ORDER).first())


@writer_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One pair of the queue; one that was decided on leads to the next."""
    pair = _seen(request, pk)
    if pair.decision != Decision.OPEN:
        return redirect(request, "duplicates:review")
    return _page(request, pair)


@writer_required
@require_POST
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    pair = _seen(request, pk)
    form = _form(request, pair)
    if not form.is_valid():
        return _page(request, pair, form=form, status=422)
    behind = _behind(request, pair)
    try:
        done = reviewing.make_one(
            request.member,
            pair,
            chosen=form.chosen(),
            seen=form.versions(),
            at=now(),
        )
    except reviewing.DecidedBefore:
        return _decided(request)
    except words.FAULTS as why:
        fault(request, words.sentence(why))
        return redirect(request, "duplicates:pair", pair.pk)
    text = _("%(other)s and %(into)s are one now.")
    _say(request, pair, text % {"other": done.other_name, "into": done.someone})
    return redirect(request, behind)


@writer_required
@require_POST
def tell_apart(request: MemberRequest, pk: int) -> HttpResponse:
    pair = _seen(request, pk)
    behind = _behind(request, pair)
    try:
        reviewing.tell_apart(pair, by=request.member.user, at=now())
    except reviewing.DecidedBefore:
        return _decided(request)
    text = _("%(first)s and %(second)s stay two.")
    _say(request, pair, text % {"first": pair.first, "second": pair.second})
    return redirect(request, behind)


@writer_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what was said of a pair, and show it again."""
    pair = get_object_or_404(Pair.objects.all(), pk=pk)
    done = queries.merge_of(pair, request.member)
    try:
        if done:
            _part(request, done)
        else:
            reviewing.reopen(_seen(request, pk), by=request.member.user, at=now())
    except words.FAULTS as why:
        fault(request, words.sentence(why))
        return redirect(request, "duplicates:review")
    return redirect(request, "duplicates:pair", pk)


def _part(request: MemberRequest, done: Merge) -> None:
    if not done.is_led_by(request.member):
        raise PermissionDenied
    undone = undo_merge(done, by=request.member.user, at=now())
    toast(request, words.undone(undone, done.other_name))


def _with_people(request: MemberRequest) -> Any:
    return queries.open_pairs(request.member).select_related("first", "second")


def _seen(request: MemberRequest, pk: int) -> Pair:
    seen = Pair.objects.visible_to(request.member).select_related("first", "second")
    found: Pair = get_object_or_404(seen, pk=pk)
    return found


def _behind(request: MemberRequest, pair: Pair) -> str:
    """Where to go once the pair is decided on: the next one, else the one before."""
    before, behind = queries.neighbours(request.member, pair)
    following = behind or before
    if following is None:
        return reverse("duplicates:review")
    return reverse("duplicates:pair", args=[following.pk])


def _say(request: MemberRequest, pair: Pair, text: str) -> None:
    toast(request, text, undo_url=reverse("duplicates:undo", args=[pair.pk]))


def _decided(request: MemberRequest) -> HttpResponse:
    fault(request, _("Somebody decided on this pair already."))
    return redirect(request, "duplicates:review")


def _form(request: MemberRequest, pair: Pair) -> MergeForm:
    data = request.POST if request.method == "POST" else None
    different = comparing.differences(pair.first, pair.second, request.member)
    return MergeForm(pair.first, pair.second, different, data)


def _page(
    request: MemberRequest,
    pair: Pair | None,
    *,
    form: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    after = request.GET.get("after", "")
    page: Page[Pair] = queries.listed(request.member, after=after)
    context: dict[str, Any] = {
        "pair": pair,
        "page": page,
        "after": after,
        "waiting": queries.count_open(request.member),
        "most": MOST_COUNTED,
        "scan": queries.last_scan(request.member),
        "merges_safely": merging_safely.is_wanted(),
    }
    if pair and not after:
        context |= _of_pair(request, pair, form or _form(request, pair))
    template = "duplicates/review.html"
    return render_part(request, template, context, "rows", status=status)


def _of_pair(request: MemberRequest, pair: Pair, form: MergeForm) -> dict[str, Any]:
    first, second = sheet.both_of(pair)
    before, behind = queries.neighbours(request.member, pair)
    handed = first.owner_id != second.owner_id
    return {
        "first": first,
        "second": second,
        "form": form,
        "choices": sheet.choices(form),
        "lines": sheet.lines(first, second),
        "agrees": sheet.in_words(pair.agrees),
        "differs": sheet.in_words(pair.differs),
        "before": before,
        "behind": behind,
        "keeps_a_no": comparing.keeps_a_no(first, second),
        "is_theirs": handed and not leads(request.member, second),
    }
