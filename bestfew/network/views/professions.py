"""The map of professions, and one of them with who could be it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.markets.models import TargetMarket
from bestfew.network import sphere_words
from bestfew.network.actions import professions as actions
from bestfew.network.forms.sphere import MarketChoice, ProfessionForm, RivalForm
from bestfew.network.models import Profession
from bestfew.network.queries import map as reading
from bestfew.network.queries.sphere import seen_by
from bestfew.network.rivals import rivals as all_rivals
from bestfew.network.rules.building import next_step, steps
from bestfew.web.http import back, redirect, render_part, toast


@member_required
@require_GET
def show_map(request: MemberRequest) -> HttpResponse:
    """Who serves the same market; who is known for each; what is to be done next."""
    return _map(request, ProfessionForm())


def _map(
    request: MemberRequest, form: ProfessionForm, *, status: int = 200
) -> HttpResponse:
    markets = list(TargetMarket.objects.served())
    chosen = MarketChoice({"market": request.GET.get("market", "")})
    market = chosen.cleaned_data["market"] if chosen.is_valid() else None
    market = market or next(iter(markets), None)
    sphere, against = reading.sphere_of(request.member), all_rivals()
    taken = steps(reading.built(request.member, sphere, against))
    context = {
        "markets": markets,
        "market": market,
        "map": reading.map_of(market, sphere, against) if market else None,
        "steps": [(each, sphere_words.STEPS[each.step]) for each in taken],
        "next": next_step(taken),
        "form": form,
    }
    return render_part(request, "network/professions.html", context, status=status)


@writer_required
@require_POST
def start(request: MemberRequest) -> HttpResponse:
    """List what the trade's pack knows to serve a market."""
    form = MarketChoice(request.POST)
    if not form.is_valid():
        return redirect(request, "network:professions")
    market = form.cleaned_data["market"]
    actions.start_map(request.member, market, at=now())
    return redirect(request, _address(market))


@writer_required
@require_POST
def add(request: MemberRequest) -> HttpResponse:
    form = ProfessionForm(request.POST)
    if not form.is_valid():
        return _map(request, form, status=422)
    market, by = form.cleaned_data["market"], request.member.user
    actions.add_profession(form.cleaned_data["name"], market=market, by=by, at=now())
    toast(request, _("Saved."))
    return redirect(request, _address(market))


def _address(market: TargetMarket) -> str:
    return f"{reverse('network:professions')}?market={market.pk}"


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """A profession: who is in the sphere for it, who could be, who its rivals are."""
    return _page(request, get_object_or_404(Profession, pk=pk))


def _page(
    request: MemberRequest,
    profession: Profession,
    form: RivalForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    others = list(Profession.objects.listed().exclude(pk=profession.pk))
    members = seen_by(request.member).current().filter(profession=profession)
    line = reading.line_of(profession, list(members), all_rivals(), others)
    served = set(profession.servings.values_list("market_id", flat=True))
    markets = TargetMarket.objects.served()
    found: Any = None
    if not line.is_competitor:
        found = reading.candidates(profession, request.member)
    context = {
        "profession": profession,
        "line": line,
        "candidates": found,
        "markets": [(each, each.pk in served) for each in markets],
        "form": form or RivalForm(),
    }
    return render_part(request, "network/profession.html", context, status=status)


@writer_required
@require_POST
def serves(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that it serves a market, or strike it out there."""
    profession = get_object_or_404(Profession, pk=pk)
    form = MarketChoice(request.POST)
    if form.is_valid():
        deed = actions.strike if request.POST.get("not") else actions.serve
        market = form.cleaned_data["market"]
        deed(profession, market, by=request.member.user, at=now())
        toast(request, _("Saved."))
    return back(request, "network:profession", pk)


@writer_required
@require_POST
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that this business is of that profession, or is not."""
    profession = get_object_or_404(Profession, pk=pk)
    is_mine = not request.POST.get("not")
    actions.set_mine(profession, is_mine=is_mine, by=request.member.user, at=now())
    toast(request, _("Saved."))
    return back(request, "network:profession", pk)


@writer_required
@require_POST
def rivals(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that two professions take work from each other, or that they do not."""
    profession = get_object_or_404(Profession, pk=pk)
    form = RivalForm(request.POST)
    if not form.is_valid():
        return _page(request, profession, form, status=422)
    compete = form.cleaned_data["compete"] == "yes"
    facts = {"compete": compete, "by": request.member.user, "at": now()}
    try:
        actions.set_rivals(profession, form.cleaned_data["other"], **facts)
    except actions.NotTwo:
        form.add_error("other", _("That is the same profession."))
        return _page(request, profession, form, status=422)
    toast(request, _("Saved."))
    return back(request, "network:profession", pk)
