"""Deeds on objectives. Each keeps the place in step with its facts."""

from __future__ import annotations

from bestfew.funnel.actions.days import (
    are_kept,
    forget_days,
    keep_days,
    keep_days_if_few,
)
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
    describe,
    remove_influence,
)
from bestfew.funnel.actions.objectives import (
    BeginsAhead,
    ObjectiveEnded,
    ReasonNeeded,
    edit_objective,
    follow_the_rules,
    judge,
    objective_opened,
    open_objective,
    pause,
    undo_edit,
    unverify_fit,
    verify_fit,
)
from bestfew.funnel.actions.offerings import OfferingExists, save_offering
from bestfew.funnel.actions.places import (
    refresh_by_own_figure,
    refresh_day,
    refresh_people,
    refresh_places,
    say_seen,
)
from bestfew.funnel.actions.reviews import (
    ReviewedMeanwhile,
    review,
    take_review_back,
)
from bestfew.funnel.actions.saved import TooManyViews, forget_view, keep_view

__all__ = [
    "BeginsAhead",
    "EndsBeforeFirstContact",
    "ObjectiveEnded",
    "OfferingExists",
    "ReasonNeeded",
    "ReviewedMeanwhile",
    "TooManyViews",
    "add_influence",
    "are_kept",
    "contacted",
    "cover",
    "describe",
    "edit_objective",
    "end",
    "ending_changed",
    "follow_the_rules",
    "forget_days",
    "forget_view",
    "judge",
    "keep_days",
    "keep_days_if_few",
    "keep_view",
    "objective_opened",
    "open_objective",
    "pause",
    "refresh_by_own_figure",
    "refresh_day",
    "refresh_people",
    "refresh_places",
    "remove_influence",
    "reopen",
    "review",
    "save_offering",
    "say_seen",
    "take_review_back",
    "undo_edit",
    "unverify_fit",
    "verify_fit",
]
