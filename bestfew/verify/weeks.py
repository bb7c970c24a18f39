"""Blocks of one member never stand at the same time, unless one of them was dropped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bestfew.planning.models import TimeBlock
from bestfew.verify.check import Check, Found

CHUNK = 5_000


def overlapping() -> Found:
    """Every block beside the one before it, of the same member on the same day."""
    wrong = Found()
    last: TimeBlock | None = None
    rows = TimeBlock.objects.standing().order_by("user_id", "on", "starts", "id")
    for block in rows.iterator(chunk_size=CHUNK):
        beside = last is not None and (last.user_id, last.on) == (
            block.user_id,
            block.on,
        )
        if last is not None and beside:
            if last.slot.overlaps(block.slot):
                wrong.add(block.pk)
            if last.slot.end > block.slot.end:
                continue
        last = block
    return wrong


CHECKS = [
    Check(
        "weeks: blocks",
        _("Two blocks of one member stand at the same time."),
        overlapping,
    ),
]
