"""What other screens show of duplicates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext

from bestfew.accounts.models import Membership
from bestfew.duplicates.queries import count_open

register = template.Library()

MOST = 100
"""More are not counted: the list of people is opened more often than any other page."""


@register.inclusion_tag("duplicates/waiting.html", takes_context=True)
def waiting_pairs(context: RequestContext) -> dict[str, Any]:
    """A link to the pairs that wait, for those who may decide on them."""
    member: Membership | None = context.get("member")
    if member is None or not member.may_write:
        return {"waiting": 0}
    return {"waiting": count_open(member, most=MOST), "most": MOST}
