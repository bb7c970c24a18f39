"""What was done with someone, and what is to be done."""

from __future__ import annotations

from django.db.models import Prefetch

from bestfew.accounts.models import Membership
from bestfew.activities.models import FollowUp
from bestfew.people.models import Role
from bestfew.web.pages import Page, page_of


def follow_ups(
    member: Membership, *, everybody: bool = False, after: str = ""
) -> Page[FollowUp]:
    """Open next steps that may be done, the oldest day first, a page at a time."""
    rows = FollowUp.objects.visible_to(member).open().allowed()
    if not everybody:
        rows = rows.filter(assignee=member.user_id)
    places = Role.objects.filter(ended_on=None).select_related("organisation")
    rows = rows.select_related(
        "person", "organisation", "objective", "assignee"
    ).prefetch_related(Prefetch("person__roles", places.order_by("id")))
    return page_of(rows, order=("due_on", "id"), after=after)
