"""Readings of what passed between a team's members: counts, never what it was.

A referral counts from the moment the referred person agreed: a name whose owner does
not know of it is no referral yet (2.A.8). Counts are what all of a team may see; a
referral itself is its giver's and its receiver's (docs/rules/contract.md).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from bestfew.teams.models import Slip, TeamMember, Thanks
from bestfew.teams.rules.health import Pair
from bestfew.teams.rules.slips import SUMS_FROM


def passed(team: int, *, after: datetime, until: datetime) -> Counter[Pair]:
    """How many referrals each gave to each in (after, until]."""
    rows = _between(after, until).filter(team=team)
    return _counted(rows)


def passed_with(me: TeamMember, *, after: datetime, until: datetime) -> Counter[Pair]:
    """The same between one member and each of the others."""
    mine = Q(giver=me.pk) | Q(receiver=me.pk)
    return _counted(_between(after, until).filter(mine, team=me.team_id))


def _between(after: datetime, until: datetime) -> Any:
    return Slip.objects.filter(
        given_at__gt=after, given_at__lte=until, agreed_at__isnull=False
    )


def _counted(rows: Any) -> Counter[Pair]:
    pairs = rows.values_list("giver", "receiver").annotate(number=Count("pk"))
    return Counter({(giver, got): number for giver, got, number in pairs.order_by()})


def thanked(
    team: int, *, giver: int | None = None, after: datetime, until: datetime
) -> dict[str, Decimal]:
    """Won money by currency: of a team, or of what one member gave.

    Of fewer than two thanks no sum is told: it would tell what one of them was.
    """
    rows = Thanks.objects.filter(team=team, at__gt=after, at__lte=until)
    if giver is not None:
        rows = rows.filter(giver=giver)
    rows = rows.exclude(pk__in=_corrected(team)).filter(amount__gt=0)
    sums = rows.values("currency").annotate(sum=Sum("amount"), number=Count("pk"))
    known = sums.filter(number__gte=SUMS_FROM).order_by("currency")
    return {row["currency"]: row["sum"] for row in known}


def _corrected(team: int) -> Any:
    """Entries that a later one stands for."""
    corrections = Thanks.objects.filter(team=team, corrects__isnull=False)
    return corrections.values(key=F("corrects"))
