"""The list of campaigns, one of them with its numbers, and the deeds on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns import actions, queries
from bestfew.campaigns.forms import FACTS, CampaignForm, FormForm
from bestfew.campaigns.models import Form
from bestfew.campaigns.rules.sites import is_known_here_only
from bestfew.campaigns.views.reading import campaign_of, link_of, short
from bestfew.prospecting.models import Campaign
from bestfew.web.edits import Edit
from bestfew.web.http import back, redirect, render_part, toast


@member_required
@require_GET
def list_campaigns(request: MemberRequest) -> HttpResponse:
    page = queries.campaigns(request.member, after=request.GET.get("after", ""))
    numbers = queries.numbers_of(page.rows)
    context = {
        "page": page,
        "rows": [(each, numbers[each.pk]) for each in page.rows],
    }
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "campaigns/list.html", context, part)


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    numbers = queries.numbers_of([campaign])[campaign.pk]
    link = link_of(request, campaign)
    context = {
        "campaign": campaign,
        "form": getattr(campaign, "form", None),
        "numbers": numbers,
        "steps": queries.steps_of(campaign, numbers),
        "responders": queries.responders(campaign, request.member),
        "list_state": queries.list_state(campaign, request.member, at=now()),
        "link": link,
        "is_known_here_only": is_known_here_only(link),
        "short": short(link),
    }
    return render_part(request, "campaigns/campaign.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = CampaignForm(data, initial={"starts_on": localdate()})
    if not form.is_valid():
        return _form(request, form)
    facts = {name: form.cleaned_data[name] for name in ("channel", *FACTS)}
    campaign = actions.begin(request.member, at=now(), **facts)
    toast(request, _("The campaign stands. Its link and QR are ready."))
    return redirect(request, "campaigns:campaign", campaign.pk)


def _form(request: MemberRequest, form: Any, **context: Any) -> HttpResponse:
    status = 409 if context.get("conflict") else 422 if form.errors else 200
    context |= {"form": form}
    return render_part(request, "campaigns/edit.html", context, "sheet", status=status)


@writer_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    change = Edit(CampaignForm, campaign, request)
    if change.saved(actions.edit_campaign):
        toast(request, _("Saved."))
        return redirect(request, "campaigns:campaign", pk)
    context = {"campaign": campaign, "before": change.before}
    return _form(request, change.form, **context, conflict=change.conflict)


@writer_required
@require_http_methods(["GET", "POST"])
def edit_form(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    change = Edit(FormForm, _form_row(request, campaign), request)
    if change.saved(actions.edit_form):
        toast(request, _("Saved."))
        return redirect(request, "campaigns:campaign", pk)
    context = {"campaign": campaign, "form": change.form, "before": change.before}
    context |= {"conflict": change.conflict}
    status = 409 if change.conflict else 422 if change.form.errors else 200
    return render_part(request, "campaigns/form.html", context, status=status)


def _form_row(request: MemberRequest, campaign: Campaign) -> Form:
    """Its form; nothing is made by looking."""
    if request.method == "POST":
        return actions.form_of(campaign)
    return getattr(campaign, "form", None) or Form(campaign=campaign)


@writer_required
@require_POST
def close(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    actions.close(campaign, by=request.member.user, at=now())
    undo = reverse("campaigns:reopen", args=[pk])
    toast(request, _("Closed. Its form says so, too."), undo_url=undo)
    return back(request, _page(campaign))


@writer_required
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    actions.reopen(campaign, by=request.member.user, at=now())
    return back(request, _page(campaign))


def _page(campaign: Campaign) -> str:
    return reverse("campaigns:campaign", args=[campaign.pk])
