"""The list of target markets, and one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.markets import actions, rules
from bestfew.markets.forms import MarketForm, OfferForm
from bestfew.markets.models import TargetMarket
from bestfew.markets.words import advice
from bestfew.web.edits import Edit
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def list_markets(request: MemberRequest) -> HttpResponse:
    """Whom one serves, the most promising first; those given up at the end."""
    served = TargetMarket.objects.served().annotate(offered=Count("sold"))
    rows = [(each, advice(each)) for each in served]
    context = {
        "rows": rows,
        "are_many": len(rows) > rules.MANY_MARKETS,
        "given_up": TargetMarket.objects.exclude(retired_at=None).order_by("name"),
    }
    return render_part(request, "markets/list.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    form = MarketForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            market = actions.add_market(request.member, at=now(), **form.cleaned_data)
        except actions.MarketExists:
            _name_taken(form)
        else:
            toast(request, _("Saved."))
            return redirect(request, market)
    status = 422 if form.errors else 200
    return render_part(request, "markets/add.html", {"form": form}, status=status)


@member_required
@require_http_methods(["GET", "POST"])
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """What is known of a market, to read and to change."""
    if request.method == "POST":
        return _save(request, pk)
    market = get_object_or_404(TargetMarket, pk=pk)
    return _page(request, market, Edit(MarketForm, market, request))


@writer_required
def _save(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    change = Edit(MarketForm, market, request)
    try:
        if change.saved(actions.edit_market):
            toast(request, _("Saved."))
            return redirect(request, "target:market", pk)
    except actions.MarketExists:
        _name_taken(change.form)
    status = 409 if change.conflict else 422
    stored = TargetMarket.objects.get(pk=pk)  # the form changed ours
    return _page(request, stored, change, status=status)


def _name_taken(form: MarketForm) -> None:
    form.add_error("name", _("There is already a target market of that name."))


def _page(
    request: MemberRequest, market: TargetMarket, change: Edit, *, status: int = 200
) -> HttpResponse:
    sold = list(market.sold.values_list("offering_id", flat=True))
    context: dict[str, Any] = {
        "market": market,
        "form": change.form,
        "before": change.before,
        "conflict": change.conflict,
        "advice": advice(market),
        "offers": OfferForm(initial={"offerings": sold}),
        "link": market.links.filter(ended_at=None, expires_at__gt=now()).first(),
    }
    if context["link"]:
        path = reverse("target:public", args=[context["link"].token])
        context["address"] = request.build_absolute_uri(path)
    return render_part(request, "markets/market.html", context, status=status)


@writer_required
@require_POST
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    form = OfferForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["offerings"]
        actions.offer(market, chosen, by=request.member.user, at=now())
        toast(request, _("Saved."))
    return redirect(request, market)


@writer_required
@require_POST
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    actions.retire(market, by=request.member.user, at=now())
    undo = reverse("target:take-up", args=[pk])
    toast(request, _("You aim at them no more."), undo_url=undo)
    return redirect(request, "target:list")


@writer_required
@require_POST
def take_up(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    actions.take_up(market, by=request.member.user, at=now())
    return redirect(request, market)
