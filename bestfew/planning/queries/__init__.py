"""What comes first, and how the week is shared, now or on another day."""

from __future__ import annotations

from bestfew.planning.queries.order import Entry, Step, order_of_work
from bestfew.planning.queries.plan import (
    Counts,
    Plan,
    choices,
    counts_of,
    own_on,
    plan_on,
)

__all__ = [
    "Counts",
    "Entry",
    "Plan",
    "Step",
    "choices",
    "counts_of",
    "order_of_work",
    "own_on",
    "plan_on",
]
