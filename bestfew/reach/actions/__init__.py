"""Count people reached, correct it, aim; and keep the days in step."""

from __future__ import annotations

from bestfew.reach.actions.aims import Slot, keep_day, set_targets
from bestfew.reach.actions.channels import (
    ChannelThere,
    TooManyChannels,
    add_channel,
)
from bestfew.reach.actions.days import log_moved, rebuild, refresh_days
from bestfew.reach.actions.tallies import (
    CampaignClosed,
    ChannelClosed,
    CountedAnew,
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
    "ChannelThere",
    "CountOutOfBounds",
    "CountedAnew",
    "NotMoreThanLogged",
    "NotYours",
    "Slot",
    "TooManyChannels",
    "add_channel",
    "keep_day",
    "log_moved",
    "rebuild",
    "refresh_days",
    "set_targets",
    "set_total",
    "take_back",
    "tally",
]
