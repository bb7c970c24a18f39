"""Deeds on objectives. Each keeps the place in step with its facts."""

from __future__ import annotations

from bestfew.funnel.actions.endings import (
    EndsBeforeFirstContact,
    end,
    ending_changed,
    reopen,
)
from bestfew.funnel.actions.influences import (
    add_influence,
    contacted,
    cover,
    remove_influence,
)
from bestfew.funnel.actions.objectives import (
    ObjectiveEnded,
    ReasonNeeded,
    edit_objective,
    follow_the_rules,
    judge,
    open_objective,
    pause,
    undo_edit,
    unverify_fit,
    verify_fit,
)
from bestfew.funnel.actions.offerings import OfferingExists, save_offering
from bestfew.funnel.actions.places import (
    refresh_day,
    refresh_people,
    refresh_places,
)

__all__ = [
    "EndsBeforeFirstContact",
    "ObjectiveEnded",
    "OfferingExists",
    "ReasonNeeded",
    "add_influence",
    "contacted",
    "cover",
    "edit_objective",
    "end",
    "ending_changed",
    "follow_the_rules",
    "judge",
    "open_objective",
    "pause",
    "refresh_day",
    "refresh_people",
    "refresh_places",
    "remove_influence",
    "reopen",
    "save_offering",
    "undo_edit",
    "unverify_fit",
    "verify_fit",
]
