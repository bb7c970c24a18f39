"""The ten questions and GAINS: what partners answered, and how they are worded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.network.actions.learning import learn, word_questions
from bestfew.network.forms.sphere import GainsForm, InterviewForm, QuestionsForm
from bestfew.network.queries import interview
from bestfew.network.views.sphere import page, partner_of
from bestfew.web.http import redirect, render_part, toast


@writer_required
@require_POST
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """What they answered to the ten questions."""
    form = InterviewForm(request.POST, wording=interview.wording(), said={})
    return _kept(request, pk, form, "interview")


@writer_required
@require_POST
def gains(request: MemberRequest, pk: int) -> HttpResponse:
    """What they told, and what I told them."""
    return _kept(request, pk, GainsForm(request.POST, said={}), "gains")


def _kept(
    request: MemberRequest, pk: int, form: InterviewForm | GainsForm, name: str
) -> HttpResponse:
    partner = partner_of(request, pk)
    if not form.is_valid():
        wrong: dict[str, Any] = {name: form}
        return page(request, partner, status=422, **wrong)
    told = {name: text for name, text in form.cleaned_data.items() if name in form.data}
    learn(partner, told, by=request.member.user, at=now())
    toast(request, _("Saved."))
    return redirect(request, "network:member", pk)


@member_required
@require_http_methods(["GET", "POST"])
def questions(request: MemberRequest) -> HttpResponse:
    """How the ten are worded here."""
    if request.method == "POST":
        return _word(request)
    return _questions(request, QuestionsForm(wording=interview.wording()))


@writer_required
def _word(request: MemberRequest) -> HttpResponse:
    form = QuestionsForm(request.POST, wording=interview.wording())
    if not form.is_valid():
        return _questions(request, form, status=422)
    word_questions(form.texts(), by=request.member.user, at=now())
    toast(request, _("Saved."))
    return redirect(request, "network:questions")


def _questions(
    request: MemberRequest, form: QuestionsForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "wording": interview.wording().values()}
    return render_part(request, "network/questions.html", context, status=status)
