"""Imports: the file, what its columns mean, every row with its result."""

from __future__ import annotations

from bestfew.imports.models.dry import DryRun, FaultyRow
from bestfew.imports.models.job import (
    CAN_START,
    CAN_UNDO,
    OF_THE_NETWORK,
    RUNNING,
    UNDO_DAYS,
    Import,
    ImportQuerySet,
    Noun,
    Outcome,
    Rule,
    State,
)
from bestfew.imports.models.memory import (
    AwaitedLink,
    AwaitedReferrer,
    CameAs,
    Mapping,
)
from bestfew.imports.models.rows import (
    EVERY_ROW,
    LONGEST_ALIKE,
    Correction,
    ImportBatch,
    ImportRow,
)

__all__ = [
    "CAN_START",
    "CAN_UNDO",
    "EVERY_ROW",
    "LONGEST_ALIKE",
    "OF_THE_NETWORK",
    "RUNNING",
    "UNDO_DAYS",
    "AwaitedLink",
    "AwaitedReferrer",
    "CameAs",
    "Correction",
    "DryRun",
    "FaultyRow",
    "Import",
    "ImportBatch",
    "ImportQuerySet",
    "ImportRow",
    "Mapping",
    "Noun",
    "Outcome",
    "Rule",
    "State",
]
