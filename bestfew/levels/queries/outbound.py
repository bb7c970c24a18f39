"""Whether answers seem to be reported as prospects (C33, C56)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from bestfew.levels.models import Standing
from bestfew.levels.rules.pyramid import Period, Pyramid
from bestfew.levels.rules.signals import takes_answers_for_prospects


def outbound_of(period: Period) -> Mapping[int, int]:
    """Prospects whom a seller spoke to first: nobody takes them for answers (OQ-4)."""
    rows = Standing.objects.filter(is_outbound=True, prospect_on__lte=period.end)
    if period.start:
        rows = rows.filter(prospect_on__gte=period.start)
    counted = rows.order_by().values_list("seller_id").annotate(n=Count("pk"))
    return dict(counted)


def is_mislabelling(pyramid: Pyramid, outbound: int) -> bool:
    answered, prospects = (count - outbound for count in pyramid.counts[1:3])
    return takes_answers_for_prospects(answered, prospects)
