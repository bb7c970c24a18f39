"""A business keeps its seat when who sat there for it works for it no more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from bestfew.accounts.models import Membership
from bestfew.teams.actions.feeds import end_feed
from bestfew.teams.models import TeamMember


def pass_on_seats(gone: Membership, at: datetime) -> None:
    """The owner sits there from now on, under their own name and address.

    Call it once the membership has ended, in the same transaction: letters and the
    calendar reach whoever left no more. What the business said stays its own.
    """
    seats = TeamMember.unscoped.select_for_update(no_key=True).filter(
        workspace=gone.workspace_id, user=gone.user_id, left_at=None
    )
    for seat in seats.order_by("pk"):
        end_feed(seat, at=at)
        owner = gone.workspace.owner()
        TeamMember.unscoped.filter(pk=seat.pk).update(
            user=owner.user, name=str(owner.user), email=owner.user.email,
            language=owner.user.language or gone.workspace.language,
            version=F("version") + 1,
        )  # fmt: skip
