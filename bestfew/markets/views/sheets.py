"""The sheet that pictures my best customer: to print, and behind a link (A34)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.markets import actions
from bestfew.markets.models import SheetLink, TargetMarket
from bestfew.markets.rules import lines_of
from bestfew.web.http import redirect, toast


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """To print, in the member's own language."""
    market = get_object_or_404(TargetMarket, pk=pk)
    mine = {"is_mine": True, "languages": ()}
    context = _sheet(market, request.member.workspace) | mine
    return _rendered(request, context)


@never_cache
@require_GET
def public(request: HttpRequest, token: str) -> HttpResponse:
    """In the reader's language; 404 where the link was taken back, or is too old."""
    link = SheetLink.by_token(token, at=now())
    if link is None:
        raise Http404
    with workspace_scope(link.workspace), translation.override(_language(request)):
        response = _rendered(request, _sheet(link.market, link.workspace))
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _rendered(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context |= {
        "languages": settings.LANGUAGES,
        "language": translation.get_language(),
    }
    return render(request, "markets/sheet.html", context)


def _language(request: HttpRequest) -> str:
    """The one they switched to, else what their browser asks for."""
    chosen = request.GET.get("lang", "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return translation.get_language_from_request(request)


def _sheet(market: TargetMarket, workspace: Workspace) -> dict[str, Any]:
    """What partners may know: nothing but this passes."""
    sold = market.sold.filter(offering__is_retired=False).select_related("offering")
    return {
        "who": workspace.name,
        "market": market,
        "picture": market.picture,
        "introduce": market.introduce,
        "parts": [
            (_("How you know them"), lines_of(market.who)),
            (_("What they need"), lines_of(market.needs)),
            (_("What they wish for"), lines_of(market.desires)),
            (_("What they say when they need me"), lines_of(market.listen_for)),
            (_("What I have for them"), sorted(str(each.offering) for each in sold)),
        ],
    }


@writer_required
@require_POST
def share(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk, retired_at=None)
    actions.share(market, by=request.member.user, at=now())
    toast(request, _("The link is ready: copy it and send it to your partners."))
    return redirect(request, market)


@writer_required
@require_POST
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    market = get_object_or_404(TargetMarket, pk=pk)
    actions.stop_sharing(market, by=request.member.user, at=now())
    toast(request, _("The link opens nothing any more."))
    return redirect(request, market)
