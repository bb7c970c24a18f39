"""Keep a choice of how to share the week."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.planning.models import Allocation
from bestfew.planning.queries import own_on
from bestfew.planning.rules import Shares


@transaction.atomic
def choose(
    member: Membership, shares: Shares, *, proposed: Shares, at: datetime
) -> Allocation:
    """This member's own choice from today on; the same one again adds nothing."""
    today = timezone.localdate(at)
    was = own_on(member, today)
    if was and was.shares == shares:
        return was
    choice: Allocation = Allocation.objects.create(
        user=member.user,
        since=today,
        at=at,
        above=shares.above,
        in_funnel=shares.in_,
        best_few=shares.best_few,
        proposed_above=proposed.above,
        proposed_in_funnel=proposed.in_,
        proposed_best_few=proposed.best_few,
    )
    record("chosen", choice, by=member.user, at=at, **shares.as_json())
    return choice
