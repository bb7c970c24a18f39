"""Single sales objectives with their influences, reviews, judgements and endings."""

from __future__ import annotations

from bestfew.funnel.models.choices import Agreement, BuyingRole, Kind, Outcome, Place
from bestfew.funnel.models.facts import (
    Ending,
    Influence,
    InfluenceQuerySet,
    Judgement,
    OfObjectiveQuerySet,
    Placement,
    Review,
)
from bestfew.funnel.models.objective import Objective, ObjectiveQuerySet

__all__ = [
    "Agreement",
    "BuyingRole",
    "Ending",
    "Influence",
    "InfluenceQuerySet",
    "Judgement",
    "Kind",
    "Objective",
    "ObjectiveQuerySet",
    "OfObjectiveQuerySet",
    "Outcome",
    "Place",
    "Placement",
    "Review",
]
