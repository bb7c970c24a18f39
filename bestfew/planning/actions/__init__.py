"""Deeds of planning: choose shares, lay out a week and say what came of it."""

from __future__ import annotations

from bestfew.planning.actions.blocks import (
    MorningStays,
    NotYet,
    ReasonNeeded,
    Taken,
    add_block,
    drop,
    keep,
    move,
    restore,
)
from bestfew.planning.actions.choosing import choose
from bestfew.planning.actions.feeds import end_feed, open_feed
from bestfew.planning.actions.weeks import fill_week, set_morning, store_morning

__all__ = [
    "MorningStays",
    "NotYet",
    "ReasonNeeded",
    "Taken",
    "add_block",
    "choose",
    "drop",
    "end_feed",
    "fill_week",
    "keep",
    "move",
    "open_feed",
    "restore",
    "set_morning",
    "store_morning",
]
