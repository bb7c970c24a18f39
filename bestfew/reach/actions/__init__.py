"""Count people reached, correct it, aim; and keep the days in step."""

from __future__ import annotations

from bestfew.reach.actions.aims import set_target
from bestfew.reach.actions.days import log_moved, rebuild, refresh_days
from bestfew.reach.actions.tallies import (
    CampaignClosed,
    ChannelClosed,
    CountOutOfBounds,
    NotMoreThanLogged,
    NotYours,
    set_total,
    take_back,
    tally,
)

__all__ = [
    "CampaignClosed",
    "ChannelClosed",
    "CountOutOfBounds",
    "NotMoreThanLogged",
    "NotYours",
    "log_moved",
    "rebuild",
    "refresh_days",
    "set_target",
    "set_total",
    "take_back",
    "tally",
]
