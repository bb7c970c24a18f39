"""What is said of a referral: they agreed, how it goes, what was closed."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.network.actions import moving
from bestfew.network.actions import referrals as actions
from bestfew.network.models import ClosedBusiness, Referral, ReferralStep
from bestfew.network.referring.saying import done, tried
from bestfew.network.referring.sheets import SHEET, words_of
from bestfew.network.referring.views import about, referral_of
from bestfew.teams.models import Status
from bestfew.teams.slip_forms import AgreedForm, MoveForm, ThanksForm
from bestfew.teams.views.form import posted, show_form
from bestfew.web.http import redirect, render_part, toast

ZERO = Decimal()


@require_http_methods(["GET", "POST"])
@writer_required
def agreed(request: MemberRequest, pk: int) -> HttpResponse:
    referral, form = referral_of(request, pk), AgreedForm(posted(request))
    deed = lambda: actions.agree(  # noqa: E731
        referral, request.member, how=form.cleaned_data["how"], at=now(),
        details=form.details(),
    )  # fmt: skip
    if done(form, deed):
        toast(request, _("They can be called now."))
        return redirect(request, referral)
    return show_form(request, form, SHEET, **words_of("agreed"))


@require_POST
@writer_required
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    referral, made = referral_of(request, pk), []
    if not tried(
        request,
        lambda: made.append(actions.ask(referral, request.member, at=now())),
    ):
        return redirect(request, referral)
    path = reverse("teams:asked", args=made)
    context = about(referral) | {"link": request.build_absolute_uri(path)}
    return render_part(request, "network/referral.html", context)


@require_POST
@writer_required
def move(request: MemberRequest, pk: int) -> HttpResponse:
    referral, form = referral_of(request, pk), MoveForm(request.POST)
    if form.is_valid() and tried(
        request,
        lambda: moving.move(referral, member=request.member, at=now(), **_step(form)),
    ):
        label = Status(form.cleaned_data["status"]).label
        toast(request, _("It stands at: %(status)s.") % {"status": label})
    return redirect(request, referral)


def _step(form: MoveForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("status", "note")}


@require_POST
@writer_required
def correct(request: MemberRequest, pk: int) -> HttpResponse:
    """The step that one saw was a mistake: sent twice, it takes one back."""
    referral = referral_of(request, pk)
    rows = ReferralStep.objects.filter(referral=referral)
    step = get_object_or_404(rows, pk=id_in(request.POST.get("step", "")))
    if tried(request, lambda: moving.correct(step, request.member, at=now())):
        toast(request, _("Corrected. The first entry is kept beside it."))
    return redirect(request, referral)


@require_http_methods(["GET", "POST"])
@writer_required
def thank(request: MemberRequest, pk: int) -> HttpResponse:
    referral = referral_of(request, pk)
    first = {"on": localdate(), "submit_id": secrets.token_hex(12)}
    currency = request.member.workspace.currency
    form = ThanksForm(posted(request), initial=first, currency=currency)
    if done(form, lambda: _thank(request, referral, form)):
        toast(request, _("Thank you said. It counts for whoever gave it."))
        return redirect(request, referral)
    return show_form(request, form, SHEET, **words_of("thank"))


def _thank(
    request: MemberRequest, referral: Referral, form: ThanksForm
) -> ClosedBusiness:
    clean = form.cleaned_data
    bill = moving.Bill(
        clean["invoiced"], clean["currency"], clean["on"], form.tax, form.places
    )
    return moving.thank(
        referral, request.member, bill, at=now(), submit_id=clean["submit_id"]
    )


@require_POST
@writer_required
def take_thanks_back(request: MemberRequest, pk: int, closed: int) -> HttpResponse:
    referral = referral_of(request, pk)
    entry = get_object_or_404(
        ClosedBusiness.objects.filter(referral=referral), pk=closed
    )
    if tried(
        request, lambda: moving.correct_closed(entry, request.member, ZERO, at=now())
    ):
        toast(request, _("Taken back: another entry says nothing was closed."))
    return redirect(request, referral)
