"""The ideal customer, from those who bought already (A07, A08)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.markets import actions
from bestfew.markets.models import TargetMarket
from bestfew.markets.queries import past_sales
from bestfew.markets.rules import FEW_BUYERS
from bestfew.people.models import Person
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """What those who bought have in common, to be taken as signs of a market."""
    market = get_object_or_404(TargetMarket, pk=pk)
    context = {
        "market": market,
        "found": past_sales(market, request.member),
        "few": FEW_BUYERS,
    }
    return render_part(request, "markets/past_sales.html", context)


@writer_required
@require_POST
def add_sign(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    sign = request.POST.get("sign", "").replace("\0", "")[:200]
    try:
        actions.add_sign(market, sign, by=request.member.user, at=now())
    except actions.NoRoom:
        toast(request, _("There is no room for another sign: shorten the others."))
    else:
        toast(request, _("Saved."))
    return redirect(request, "target:past-sales", pk)


@writer_required
@require_POST
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Would one work with this customer again? Asked beside what they bought (A09)."""
    person = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    is_wanted = request.POST.get("again") == "yes"
    actions.say_again(person, is_wanted=is_wanted, by=request.member.user, at=now())
    toast(request, _("Saved."))
    market = request.POST.get("market", "")
    if market.isascii() and market.isdecimal() and len(market) < 20:
        return redirect(request, "target:past-sales", int(market))
    return redirect(request, person)
