"""Deeds of the log: one entry updates everything that follows from it (E06)."""

from __future__ import annotations

from bestfew.activities.actions.changes import LogChange, log_changed
from bestfew.activities.actions.contact import (
    begin_with_first_talk,
    refresh_last_contact,
)
from bestfew.activities.actions.follow_ups import (
    CannotSee,
    NextStep,
    assign,
    finish,
    plan,
    refresh_next,
    refresh_next_of,
    reopen,
    snooze,
)
from bestfew.activities.actions.log import (
    FollowUpDateNeeded,
    KeepInTouchNeeded,
    Logged,
    ObjectiveNeeded,
    log,
)
from bestfew.activities.actions.taking_back import take_back

__all__ = [
    "CannotSee",
    "FollowUpDateNeeded",
    "KeepInTouchNeeded",
    "LogChange",
    "Logged",
    "NextStep",
    "ObjectiveNeeded",
    "assign",
    "begin_with_first_talk",
    "finish",
    "log",
    "log_changed",
    "plan",
    "refresh_last_contact",
    "refresh_next",
    "refresh_next_of",
    "reopen",
    "snooze",
    "take_back",
]
