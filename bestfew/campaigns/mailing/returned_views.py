"""Letters that did not arrive: who they were to, why, and what came back since."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns.mailing import deeds, outcomes, returning, words
from bestfew.campaigns.mailing.forms import ReturnedForm
from bestfew.campaigns.models import Letter, Mailing
from bestfew.web.http import fault, redirect, render_part, toast
from bestfew.web.pages import page_of


@member_required
@require_http_methods(["GET", "POST"])
def show(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Mailing.objects.visible_to(request.member)
    mailing: Mailing = get_object_or_404(seen.exclude(state=Mailing.State.DRAFT), pk=pk)
    if request.method == "POST":
        return _take(request, mailing)
    return _page(request, mailing, ReturnedForm())


@writer_required
def _take(request: MemberRequest, mailing: Mailing) -> HttpResponse:
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        return _page(request, mailing, form, status=422)
    count = returning.came_back(
        mailing, form.cleaned_data["reports"],
        is_unknown=not form.cleaned_data["keeps_address"], at=now(),
    )  # fmt: skip
    if not count:
        form.add_error(
            "reports", _("It names nobody whom this mailing reached so far.")
        )
        return _page(request, mailing, form, status=422)
    text = ngettext("%(n)s letter came back.", "%(n)s letters came back.", count)
    toast(request, text % {"n": count})
    return redirect(request, "mailings:returned", mailing.pk)


def _page(
    request: MemberRequest, mailing: Mailing, form: ReturnedForm, *, status: int = 200
) -> HttpResponse:
    failed = Letter.objects.filter(mailing=mailing, state=Letter.State.FAILED)
    after = request.GET.get("after", "")
    page = page_of(failed.select_related("person"), order=("-id",), after=after)
    for letter in page.rows:
        letter.why = words.reason(letter.reason)  # type: ignore[attr-defined]
    context = {
        "mailing": mailing, "form": form, "page": page, "bounced": outcomes.BOUNCED,
    }  # fmt: skip
    template = "campaigns/mailing_returned.html"
    return render_part(request, template, context, "rows", status=status)


@writer_required
@require_POST
def arrived(request: MemberRequest, pk: int) -> HttpResponse:
    """It reached them after all: somebody was mistaken, or a server was."""
    letter: Letter = get_object_or_404(Letter.objects.visible_to(request.member), pk=pk)
    try:
        returning.arrived(letter, request.member, at=now())
        toast(request, _("It counts as sent."))
    except deeds.NotNow as refusal:
        fault(request, words.sentence(refusal))
    return redirect(request, "mailings:returned", letter.mailing_id)
