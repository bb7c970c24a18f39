"""The funnel of past days is what its history says (`FunnelDay`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bestfew.funnel.actions.days import CELL, COUNTED, counted_until
from bestfew.funnel.models import FunnelDay, FunnelKept
from bestfew.funnel.queries.lives import seen
from bestfew.funnel.rules.days import Cell, Count
from bestfew.verify.check import Check, Found

CHUNK = 5_000


def miscounted() -> Found:
    """Every day counted anew; what changed since the last count waits for the next."""
    kept = FunnelKept.objects.first()
    wrong = Found()
    if kept is None or kept.seen != seen():
        return wrong
    should = counted_until(kept.until)
    rows = FunnelDay.objects.order_by().values_list("pk", *CELL, *COUNTED)
    for pk, *row in rows.iterator(chunk_size=CHUNK):
        if should.pop(Cell(*row[:4]), None) != Count(*row[4:]):
            wrong.add(pk)
    for cell in should:
        wrong.add(f"{cell.on} {cell.seller} {cell.place} {cell.currency}")
    return wrong


CHECKS = [
    Check(
        "funnel: days",
        _("A past day of the funnel is not what its history says."),
        miscounted,
    ),
]
"""`bestfew funnel --rebuild` cures it."""
