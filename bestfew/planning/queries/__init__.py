"""What comes first, and how the week is shared, now or on another day."""

from __future__ import annotations

from bestfew.planning.queries.blocks import blocks_of, is_stored, morning_on
from bestfew.planning.queries.order import Entry, Step, order_of_work
from bestfew.planning.queries.plan import (
    Counts,
    Plan,
    choices,
    counts_of,
    own_on,
    plan_on,
)
from bestfew.planning.queries.spent import Done, done_by
from bestfew.planning.queries.team import TEAM_WEEKS, Professional, team_of
from bestfew.planning.queries.weeks import (
    MOST_WEEKS,
    WEEKS,
    Week,
    lag,
    time_of,
    week_of,
    weeks_of,
)

__all__ = [
    "MOST_WEEKS",
    "TEAM_WEEKS",
    "WEEKS",
    "Counts",
    "Done",
    "Entry",
    "Plan",
    "Professional",
    "Step",
    "Week",
    "blocks_of",
    "choices",
    "counts_of",
    "done_by",
    "is_stored",
    "lag",
    "morning_on",
    "order_of_work",
    "own_on",
    "plan_on",
    "team_of",
    "time_of",
    "week_of",
    "weeks_of",
]
