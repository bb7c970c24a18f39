"""Mailings: written, looked over, sent off, watched."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import deeds, words
from bestfew.campaigns.mailing.forms import MailingForm, initial_of
from bestfew.campaigns.mailing.showing import draft_context, going_context
from bestfew.campaigns.models import Letter, Mailing
from bestfew.web.http import fault, redirect, render_part, toast
from bestfew.web.pages import page_of


@member_required
@require_GET
def list_mailings(request: MemberRequest) -> HttpResponse:
    rows = Mailing.objects.visible_to(request.member).select_related("campaign")
    page = page_of(rows, order=("-id",), after=request.GET.get("after", ""))
    return render_part(request, "campaigns/mailings.html", {"page": page}, "rows")


@writer_required
@require_http_methods(["GET", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    language = request.member.workspace.language
    start = {"language": language, "campaign": request.GET.get("campaign", "")}
    form = MailingForm(request.POST or None, member=request.member, initial=start)
    if not form.is_valid():
        return _form(request, form)
    try:
        mailing = deeds.write(
            request.member, form.facts(), campaign=form.cleaned_data["campaign"],
            at=now(),
        )  # fmt: skip
    except deeds.NoChannel:
        form.add_error("campaign", _("Choose a campaign: there is no e-mail channel."))
        return _form(request, form)
    return redirect(request, "mailings:mailing", mailing.pk)


@writer_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    mailing = _mailing(request, pk)
    form = MailingForm(
        request.POST or None, member=request.member, initial=initial_of(mailing)
    )
    if not form.is_valid():
        return _form(request, form, mailing=mailing)
    return _edited(request, form, mailing)


def _edited(
    request: MemberRequest, form: MailingForm, mailing: Mailing
) -> HttpResponse:
    try:
        deeds.rewrite(
            mailing, form.facts(), campaign=form.cleaned_data["campaign"],
            version=id_in(request.POST.get("version", "")),
            by=request.member.user, at=now(),
        )  # fmt: skip
    except deeds.ChangedMeanwhile:
        form.add_error(None, _("Somebody changed it meanwhile: look at it again."))
        return _form(request, form, mailing=mailing)
    except deeds.NotNow:
        fault(request, _("It has been sent off: it can be changed no more."))
    return redirect(request, "mailings:mailing", mailing.pk)


def _form(request: MemberRequest, form: MailingForm, **facts: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, **facts}
    return render_part(request, "campaigns/mailing_form.html", context, status=status)


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    mailing = _mailing(request, pk)
    if mailing.state == Mailing.State.DRAFT:
        context = draft_context(
            mailing, request.member, request.GET.get("reader", ""), site=_site(request)
        )
        return render_part(request, "campaigns/mailing_draft.html", context)
    context = going_context(mailing, request.member, at=now())
    return render_part(request, "campaigns/mailing.html", context, "progress")


@writer_required
@require_POST
def send(request: MemberRequest, pk: int) -> HttpResponse:
    mailing = _mailing(request, pk)
    try:
        seen = id_in(request.POST.get("version", "")) or None
        jobs.start(mailing, request.member, site=_site(request), version=seen)
    except words.REFUSALS as refusal:
        fault(request, words.sentence(refusal))
    return redirect(request, "mailings:mailing", pk)


@writer_required
@require_POST
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    return _move(request, pk, deeds.pause)


@writer_required
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    return _move(request, pk, deeds.cancel)


@writer_required
@require_POST
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    mailing = _mailing(request, pk)
    try:
        jobs.resume(mailing, request.member)
    except deeds.NotNow as refusal:
        fault(request, words.sentence(refusal))
    return redirect(request, "mailings:mailing", pk)


def _move(request: MemberRequest, pk: int, deed: Any) -> HttpResponse:
    mailing = _mailing(request, pk)
    try:
        deed(mailing, by=request.member.user, at=now())
    except deeds.NotNow as refusal:
        fault(request, words.sentence(refusal))
    return redirect(request, "mailings:mailing", pk)


@writer_required
@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody knows whether a letter arrived that nobody was sure of."""
    seen = Letter.objects.visible_to(request.member)
    letter: Letter = get_object_or_404(seen, pk=pk)
    try:
        if request.POST.get("arrived"):
            deeds.count_as_sent(letter, request.member, at=now())
            toast(request, _("It counts as sent."))
        else:
            deeds.send_again(letter, at=now())
            toast(request, _("It is sent again within a few minutes."))
    except deeds.NotNow as refusal:
        fault(request, words.sentence(refusal))
    return redirect(request, "mailings:mailing", letter.mailing_id)


def _site(request: MemberRequest) -> str:
    """What links in letters begin with: a host of ALLOWED_HOSTS."""
    return request.build_absolute_uri("/").rstrip("/")


def _mailing(request: MemberRequest, pk: int) -> Mailing:
    seen = Mailing.objects.visible_to(request.member)
    seen = seen.select_related("campaign__channel", "owner", "workspace")
    mailing: Mailing = get_object_or_404(seen, pk=pk)
    return mailing
