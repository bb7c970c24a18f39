"""Accounts that mailings are sent through: kept, tried, capped."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import accounts, words
from bestfew.campaigns.mailing.forms import HERE_ALREADY, AccountForm
from bestfew.campaigns.models import MailAccount
from bestfew.web.http import redirect, render_part, toast

TRYING = "trying"


@writer_required
@require_GET
def list_accounts(request: MemberRequest) -> HttpResponse:
    seen = MailAccount.objects.visible_to(request.member).order_by("id")
    rows = [
        (each, words.ACCOUNT_FAULTS.get(each.fault, ""), each.is_led_by(request.member))
        for each in accounts.with_today(seen, now())
    ]
    context = {
        "rows": rows,
        "a_day": sum(each.daily_cap for each, _say, _led in rows if each.is_in_use),
        "is_trying": any(each.fault == TRYING for each, _say, _led in rows),
    }
    return render_part(request, "campaigns/mail_accounts.html", context, "rows")


@writer_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    user = request.member.user
    form = AccountForm(
        request.POST or None, initial={"from_name": user.name, "address": user.email}
    )
    return _kept(request, form, None)


@writer_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    account = _mine(request, pk)
    return _kept(request, AccountForm(request.POST or None, instance=account), account)


def _kept(
    request: MemberRequest, form: AccountForm, account: MailAccount | None
) -> HttpResponse:
    kept = _keep(request, form, account) if form.is_valid() else None
    if kept is None:
        context = {"form": form, "account": account}
        status = 422 if form.errors else 200
        return render_part(
            request, "campaigns/mail_account.html", context, status=status
        )
    jobs.try_out(kept, request.member)
    toast(request, _("%(address)s is kept, and tried out now.") % {"address": kept})
    return redirect(request, "mailings:accounts")


def _keep(
    request: MemberRequest, form: AccountForm, account: MailAccount | None
) -> MailAccount | None:
    facts = dict(form.cleaned_data)
    password = facts.pop("password")
    try:
        return accounts.keep(
            request.member, account, facts, password=password, at=now()
        )
    except accounts.HereAlready:  # sent twice at once
        form.add_error(None, HERE_ALREADY)
        return None


@writer_required
@require_POST
def try_out(request: MemberRequest, pk: int) -> HttpResponse:
    jobs.try_out(_mine(request, pk), request.member)
    return redirect(request, "mailings:accounts")


def _mine(request: MemberRequest, pk: int) -> MailAccount:
    """One that the member may change; any other is not there."""
    seen = MailAccount.objects.visible_to(request.member)
    account: MailAccount = get_object_or_404(seen, pk=pk)
    if not account.is_led_by(request.member):
        raise Http404
    return account
