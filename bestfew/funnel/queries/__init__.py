"""What stands where in the funnel, on any day, and the cycles behind it."""

from __future__ import annotations

from bestfew.funnel.queries.cards import (
    card_page,
    first_of,
    fitting_people,
    paused,
)
from bestfew.funnel.queries.cycles import (
    cycle_days_of,
    cycles_by_offering,
    cycles_of,
    ended_counts,
    overall_cycle,
)
from bestfew.funnel.queries.facts import end_of_day, facts_of, judgements_of
from bestfew.funnel.queries.parts import (
    Part,
    due_for_recheck,
    is_day_due,
    parts,
    parts_of,
)
from bestfew.funnel.queries.stood import Stood, open_on, stood_on, stored

__all__ = [
    "Part",
    "Stood",
    "card_page",
    "cycle_days_of",
    "cycles_by_offering",
    "cycles_of",
    "due_for_recheck",
    "end_of_day",
    "ended_counts",
    "facts_of",
    "first_of",
    "fitting_people",
    "is_day_due",
    "judgements_of",
    "open_on",
    "overall_cycle",
    "parts",
    "parts_of",
    "paused",
    "stood_on",
    "stored",
]
