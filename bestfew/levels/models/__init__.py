"""Standings on the eight levels, their daily counts, words on them; kept plans."""

from __future__ import annotations

from bestfew.levels.models.climb import Climb
from bestfew.levels.models.plans import SavedPlan
from bestfew.levels.models.standing import (
    DAYS,
    Axis,
    LadderSettings,
    LevelChange,
    LevelDay,
    LevelMark,
    Span,
    Standing,
)
from bestfew.people.models import LevelName

__all__ = [
    "DAYS",
    "Axis",
    "Climb",
    "LadderSettings",
    "LevelChange",
    "LevelDay",
    "LevelMark",
    "LevelName",
    "SavedPlan",
    "Span",
    "Standing",
]
