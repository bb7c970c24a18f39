"""Which campaign a request means, and the links that lead to its form."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.campaigns.models import Call
from bestfew.prospecting.models import Campaign


def campaign_of(request: MemberRequest, pk: int) -> Campaign:
    """The campaign, if this member sees it; else 404."""
    rows = Campaign.objects.visible_to(request.member)
    rows = rows.select_related("channel", "owner", "form")
    found: Campaign = get_object_or_404(rows, pk=id_in(str(pk)))
    return found


def call_of(request: MemberRequest, pk: int) -> Call:
    """The call, if this member sees both whom and for what; else 404."""
    seen = Campaign.objects.visible_to(request.member)
    rows = Call.objects.visible_to(request.member).filter(campaign__in=seen)
    found: Call = get_object_or_404(
        rows.select_related("campaign", "person"), pk=id_in(str(pk))
    )
    return found


def link_of(request: HttpRequest, campaign: Campaign) -> str:
    """The public link of its form, whole, as it stands in a QR."""
    return request.build_absolute_uri(reverse("campaigns:form", args=[campaign.code]))


def short(link: str) -> str:
    """The same as one reads it aloud."""
    return link.partition("://")[2]
