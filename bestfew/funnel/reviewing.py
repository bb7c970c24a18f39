"""Reviews: of one objective on its page, and of all of them once a week by keyboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions, bases, queries, words
from bestfew.funnel.influence_forms import ReviewForm
from bestfew.funnel.models import Objective, Place, Review
from bestfew.funnel.objective import (
    done,
    ids,
    objective_of,
    show,
    told_when_ended,
)
from bestfew.web import formats
from bestfew.web.http import fault, redirect, render_part, toast, wants_part
from bestfew.web.pages import count_some


@writer_required
@require_POST
@told_when_ended
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """How sure, and by when: kept as a review (409 if somebody reviewed meanwhile)."""
    found = objective_of(request, pk)
    form = ReviewForm(request.POST, auto_id=ids("review"))
    if not form.is_valid():
        return show(request, found, wrong={"review": form}, status=422)
    try:
        made = _keep(request, found, form)
    except actions.ReviewedMeanwhile as meanwhile:
        again = _after(request, meanwhile.review)
        return show(
            request, objective_of(request, pk), wrong={"review": again}, status=409
        )
    _offer_undo(request, made)
    return done(request, found)


@writer_required
@require_POST
@told_when_ended
def undo(request: MemberRequest, pk: int, review: int) -> HttpResponse:
    """Take the last review back."""
    found = objective_of(request, pk)
    made = get_object_or_404(Review.objects.filter(objective=found), pk=review)
    try:
        actions.take_review_back(made, by=request.member.user, at=timezone.now())
    except actions.ReviewedMeanwhile as meanwhile:
        fault(request, _told(meanwhile.review))
    else:
        toast(request, _("Taken back."))
    return done(request, objective_of(request, pk))


@writer_required
@require_GET
def week(request: MemberRequest) -> HttpResponse:
    """The next open objective of one's own that nobody reviewed this week."""
    actions.refresh_day(at=timezone.now())
    return _walk(request, request.GET.get("part", ""), request.GET.get("after", ""))


@writer_required
@require_POST
def keep(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a review of the walk; the next objective comes up."""
    found, form = objective_of(request, pk), ReviewForm(request.POST)
    if not form.is_valid():
        fault(request, _("Please say how sure you are, from 0 to 100."))
        return _walk(request, *_place_in(request), status=422)
    try:
        _offer_undo(request, _keep(request, found, form))
    except actions.ReviewedMeanwhile as meanwhile:
        fault(request, _told(meanwhile.review))
        return _walk(request, *_place_in(request), status=409)
    except actions.ObjectiveEnded:
        fault(request, _("This objective has ended; open it again to change it."))
    part, after = _place_in(request)
    if wants_part(request):
        return _walk(request, part, after)
    return redirect(request, f"{reverse('funnel:week')}?part={part}&after={after}")


def _place_in(request: MemberRequest) -> tuple[str, str]:
    return request.POST.get("part", ""), request.POST.get("after", "")


def _keep(request: MemberRequest, found: Objective, form: ReviewForm) -> Review:
    now = timezone.now()
    said = form.said(on=timezone.localdate(now))
    return actions.review(found, **said, by=request.member.user, at=now)


def _after(request: MemberRequest, last: Review) -> ReviewForm:
    """What was typed, to be kept again in knowledge of the other's review."""
    fault(request, _told(last))
    data = request.POST.copy()
    data["seen"] = str(last.pk)
    form = ReviewForm(data, auto_id=ids("review"))
    if form.is_valid():
        said = form.said(on=timezone.localdate())
        data["shift"] = ""
        data["expected_close_on"] = str(said["expected_close_on"] or "")
    return ReviewForm(data, auto_id=ids("review"))


def _told(review: Review) -> str:
    language = get_language() or "en"
    close = review.expected_close_on
    return _(
        "%(who)s reviewed it meanwhile: %(close)s, %(sure)s. Look, and review it again."
    ) % {
        "who": review.by,
        "close": formats.day(close, language) if close else _("no day to close"),
        "sure": formats.percent(review.confidence / 100, language),
    }


def _offer_undo(request: MemberRequest, made: Review) -> None:
    undo = reverse("funnel:undo-review", args=[made.objective_id, made.pk])
    said = _("Reviewed: %(sure)s sure.") % {
        "sure": formats.percent(made.confidence / 100, get_language() or "en")
    }
    toast(request, said, undo_url=undo)


def _walk(
    request: MemberRequest, part: str, after: str, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    since = queries.week_of(today)
    left = count_some(queries.to_review(request.member, since=since))
    turn = queries.turn(request.member, since=since, part=part, after=after)
    context = {
        "left": left,
        "waiting": bases.waiting(left),
        "turn": turn,
        "part": part,
        "after": after,
        "today": today,
        **(_card(turn.objective) if turn else {}),
    }
    return render_part(request, "funnel/week.html", context, "body", status=status)


def _card(found: Objective) -> dict[str, Any]:
    today = timezone.localdate()
    stood = queries.stored([found])[0]
    return {
        "objective": found,
        "stood": stood,
        "why": words.why(stood, on=today),
        "place": Place(found.place).label,
        "signs": bases.signs_of(found, on=today),
        **bases.reviews_shown(found),
    }
