"""Two become one, one becomes two, and both are taken back (trust.md P22, D9, F9)."""

from __future__ import annotations

from bestfew.duplicates.merging.faults import (
    AlreadyMerged,
    AlreadyUndone,
    ChangedMeanwhile,
    EditedSince,
    MergedSince,
    NothingToMove,
    NotThere,
    NotTheSameKind,
    NotYours,
    SamePerson,
    TooLateToUndo,
)
from bestfew.duplicates.merging.fields import UnknownChoice
from bestfew.duplicates.merging.joining import merge
from bestfew.duplicates.merging.parting import split
from bestfew.duplicates.merging.undoing import Undone, undo_merge

__all__ = [
    "AlreadyMerged",
    "AlreadyUndone",
    "ChangedMeanwhile",
    "EditedSince",
    "MergedSince",
    "NotTheSameKind",
    "NotThere",
    "NotYours",
    "NothingToMove",
    "SamePerson",
    "TooLateToUndo",
    "Undone",
    "UnknownChoice",
    "merge",
    "split",
    "undo_merge",
]
