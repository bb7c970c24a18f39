"""Standings on the eight levels, words about them, and their daily counts."""

from __future__ import annotations

from bestfew.levels.models.standing import (
    DAYS,
    Axis,
    LadderSettings,
    LevelChange,
    LevelDay,
    LevelMark,
    LevelName,
    Standing,
)

__all__ = [
    "DAYS",
    "Axis",
    "LadderSettings",
    "LevelChange",
    "LevelDay",
    "LevelMark",
    "LevelName",
    "Standing",
]
