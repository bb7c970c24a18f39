"""The QR of a campaign, and its page to print."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns import wording
from bestfew.campaigns.forms import LeafletForm
from bestfew.campaigns.models import Form
from bestfew.campaigns.printing import FontsMissing, Leaflet, qr_svg
from bestfew.campaigns.rules.sites import is_known_here_only
from bestfew.campaigns.views.reading import campaign_of, link_of, short
from bestfew.prospecting.models import Campaign
from bestfew.web.http import render_part


@member_required
@require_GET
def qr(request: MemberRequest, pk: int) -> HttpResponse:
    """The QR as a drawing; `?download=1` to keep it."""
    campaign = campaign_of(request, pk)
    response = HttpResponse(
        qr_svg(link_of(request, campaign)), content_type="image/svg+xml"
    )
    if request.GET.get("download"):
        response["Content-Disposition"] = _attachment(campaign, "svg")
    return response


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    form = _form(request, campaign)
    context = {
        "campaign": campaign,
        "form": form,
        "short": short(link_of(request, campaign)),
        "is_known_here_only": is_known_here_only(link_of(request, campaign)),
    }
    return render_part(request, "campaigns/print.html", context)


@member_required
@require_GET
def leaflet(request: MemberRequest, pk: int) -> HttpResponse:
    """The page as PDF; 422 for what is not offered, 503 where the fonts are missing."""
    campaign = campaign_of(request, pk)
    form = _form(request, campaign)
    if not form.is_valid():
        context = {"campaign": campaign, "form": form}
        return render_part(request, "campaigns/print.html", context, status=422)
    try:
        pdf = _leaflet(request, campaign, form.cleaned_data).pdf()
    except FontsMissing as fault:
        return HttpResponse(str(fault), content_type="text/plain", status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = _attachment(campaign, "pdf")
    return response


def _form(request: MemberRequest, campaign: Campaign) -> LeafletForm:
    found = _usual(campaign)
    language = translation.get_language() or "en"
    usual = {
        "size": "a6",
        "language": language,
        "headline": found.headline,
        "call_to_action": found.call_to_action,
    }
    asked = request.GET if request.GET.get("size") else None
    return LeafletForm(asked, initial=usual, languages=settings.LANGUAGES)


def _usual(campaign: Campaign) -> Form:
    return getattr(campaign, "form", None) or Form(campaign=campaign)


def _leaflet(
    request: MemberRequest, campaign: Campaign, clean: dict[str, Any]
) -> Leaflet:
    link = link_of(request, campaign)
    usual = Form(headline=clean["headline"], call_to_action=clean["call_to_action"])
    with translation.override(clean["language"]):
        return Leaflet(
            size=clean["size"],
            language=clean["language"],
            headline=wording.headline_of(usual),
            call_to_action=wording.call_to_action_of(usual),
            who=request.member.workspace.name,
            link=link,
            short=short(link),
            bleed=3 if clean["bleed"] else 0,
        )


def _attachment(campaign: Campaign, ending: str) -> str:
    name = slugify(campaign.name) or _("campaign")
    plain = name if name.isascii() else campaign.code
    return f'attachment; filename="{plain}.{ending}"'
