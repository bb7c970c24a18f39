"""The page behind the link of a reminder: will you come? Nobody signs in."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.actions import attendance
from bestfew.teams.answering import Question, question_in
from bestfew.teams.models import Attendance
from bestfew.teams.views.asked import in_their_language, over, words


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Only a POST answers; it may be changed until the meeting begins. 410 after."""
    at = timezone.now()
    try:
        question = question_in(token, at=at)
        said = request.POST.get("answer", "")
        if said in Attendance.Reply.values:
            attendance.reply(question.meeting, question.member, answer=said, at=at)
    except (LinkUsedOrExpired, attendance.NotOpen, attendance.LeftMeanwhile):
        return in_their_language(request, "", partial(over, request))
    language = question.member.language or question.member.team.language
    return in_their_language(request, language, partial(_page, request, question))


def _page(request: HttpRequest, question: Question) -> HttpResponse:
    context = {
        "meeting": question.meeting,
        "reply": question.reply,
        "is_said": request.method == "POST",
        **words(),
    }
    with timezone.override(ZoneInfo(question.meeting.zone)):
        return render(request, "teams/public/answer.html", context)
