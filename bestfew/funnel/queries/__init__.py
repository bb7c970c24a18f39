"""What stands where in the funnel, on any day, and the cycles behind it."""

from __future__ import annotations

from bestfew.funnel.queries.cards import (
    ORDERS,
    card_page,
    fitting_people,
    newest_people,
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
from bestfew.funnel.queries.flags import Bases, bases_of
from bestfew.funnel.queries.heads import first_of, usual_values
from bestfew.funnel.queries.lasting import (
    Faults,
    Lasting,
    Stalled,
    lasting,
    only_stalled,
    stalled,
    stalled_limits,
)
from bestfew.funnel.queries.parts import (
    Part,
    due_for_recheck,
    is_day_due,
    parts,
    parts_of,
)
from bestfew.funnel.queries.reviews import (
    LOOKED_AT,
    Turn,
    alarms_in,
    alarms_of,
    reviews_of,
    to_review,
    turn,
    week_of,
)
from bestfew.funnel.queries.stood import Stood, open_on, opened_by, stood_on, stored
from bestfew.funnel.queries.wanted import Wanted

__all__ = [
    "LOOKED_AT",
    "ORDERS",
    "Bases",
    "Faults",
    "Lasting",
    "Part",
    "Stalled",
    "Stood",
    "Turn",
    "Wanted",
    "alarms_in",
    "alarms_of",
    "bases_of",
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
    "lasting",
    "newest_people",
    "only_stalled",
    "open_on",
    "opened_by",
    "overall_cycle",
    "parts",
    "parts_of",
    "paused",
    "reviews_of",
    "stalled",
    "stalled_limits",
    "stood_on",
    "stored",
    "to_review",
    "turn",
    "usual_values",
    "week_of",
]
