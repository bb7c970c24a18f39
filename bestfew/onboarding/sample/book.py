"""The rows of a sample, gathered first and written a model at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from django.db import models

from bestfew.activities.models import Activity, FollowUp
from bestfew.funnel.models import Ending, Influence, Objective, Placement, Review
from bestfew.levels.models import LevelMark
from bestfew.people.models import (
    Concern,
    ContactPoint,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    Role,
    Tagging,
)
from bestfew.prospecting.models import Answer, Qualifying

M = TypeVar("M", bound=models.Model)

ORDER: tuple[type[models.Model], ...] = (
    Organisation,
    Person,
    Role,
    ContactPoint,
    ImportantDate,
    Tagging,
    Concern,
    Permission,
    Answer,
    Qualifying,
    Objective,
    Influence,
    Review,
    Placement,
    Ending,
    Activity,
    FollowUp,
    LevelMark,
)
BATCH = 500


class Book:
    """Rows that know each other already and are not in the database yet."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, row: M) -> M:
        self._rows[type(row)].append(row)
        return row

    def rows(self, model: type[M]) -> list[M]:
        return self._rows[model]  # type: ignore[return-value]

    def write(self) -> None:
        """Insert everything, those others point to first."""
        for model in ORDER:
            model._default_manager.bulk_create(self._rows[model], batch_size=BATCH)
