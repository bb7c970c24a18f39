"""Single sales objectives with their influences, reviews, judgements and endings."""

from __future__ import annotations

from bestfew.funnel.models.choices import (
    Agreement,
    BuyingRole,
    Degree,
    Kind,
    Mode,
    Outcome,
    Place,
)
from bestfew.funnel.models.days import FunnelDay, FunnelDayQuerySet, FunnelKept
from bestfew.funnel.models.facts import (
    Ending,
    Influence,
    InfluenceQuerySet,
    Judgement,
    OfObjectiveQuerySet,
    Placement,
    PlacementQuerySet,
    Review,
)
from bestfew.funnel.models.objective import Objective, ObjectiveQuerySet
from bestfew.funnel.models.saved import SavedView

__all__ = [
    "Agreement",
    "BuyingRole",
    "Degree",
    "Ending",
    "FunnelDay",
    "FunnelDayQuerySet",
    "FunnelKept",
    "Influence",
    "InfluenceQuerySet",
    "Judgement",
    "Kind",
    "Mode",
    "Objective",
    "ObjectiveQuerySet",
    "OfObjectiveQuerySet",
    "Outcome",
    "Place",
    "Placement",
    "PlacementQuerySet",
    "Review",
    "SavedView",
]
