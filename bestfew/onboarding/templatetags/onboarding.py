"""What other screens show of the sample."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext

from bestfew.accounts.models import Membership

register = template.Library()


@register.inclusion_tag("onboarding/sample_banner.html", takes_context=True)
def sample_banner(context: RequestContext) -> dict[str, Any]:
    """A slim line while sample data is here; for those who may take it out."""
    member: Membership | None = context.get("member")
    shown = member is not None and member.leads and member.workspace.has_sample
    return {"shown": shown, "csrf_token": context.get("csrf_token")}
