"""Pairs of people who may be one, and what became of them."""

from __future__ import annotations

from bestfew.duplicates.models.merges import UNDO_DAYS, Merge, MergeQuerySet, leads
from bestfew.duplicates.models.pairs import (
    RUNNING,
    Decision,
    Pair,
    PairQuerySet,
    Scan,
    ScanQuerySet,
    Step,
    Wish,
)

__all__ = [
    "RUNNING",
    "UNDO_DAYS",
    "Decision",
    "Merge",
    "MergeQuerySet",
    "Pair",
    "PairQuerySet",
    "Scan",
    "ScanQuerySet",
    "Step",
    "Wish",
    "leads",
]
