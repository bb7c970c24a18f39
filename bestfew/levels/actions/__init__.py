"""Deeds on levels: keep standings in step, words about them, thresholds."""

from __future__ import annotations

from bestfew.levels.actions.counting import counted_anew, hold_counts
from bestfew.levels.actions.marks import (
    InTheFuture,
    WordNeeded,
    mark,
    set_thresholds,
    withdraw,
)
from bestfew.levels.actions.rebuilding import (
    JOB,
    ask_if_behind,
    ask_to_climb,
    begin_climbing,
    go_on,
    rebuild,
    recount,
    standings,
)
from bestfew.levels.actions.standings import (
    By,
    put_aside,
    refresh,
    standings_of,
    stepping_aside,
)

__all__ = [
    "JOB",
    "By",
    "InTheFuture",
    "WordNeeded",
    "ask_if_behind",
    "ask_to_climb",
    "begin_climbing",
    "counted_anew",
    "go_on",
    "hold_counts",
    "mark",
    "put_aside",
    "rebuild",
    "recount",
    "refresh",
    "set_thresholds",
    "standings",
    "standings_of",
    "stepping_aside",
    "withdraw",
]
