"""What a change of the log touched, for whoever counts from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils import timezone

from bestfew.accounts.consequences import Consequence
from bestfew.activities.models import Activity


@dataclass(frozen=True, slots=True)
class LogChange:
    """The people (ids) and the sellers' days whose entries came, changed or went."""

    people: frozenset[int]
    days: frozenset[tuple[int, date]]

    @classmethod
    def of(cls, activities: Iterable[Activity]) -> Self:
        """`days` are pairs of a user's id and a day of the workspace's zone."""
        rows = list(activities)
        return cls(
            people=frozenset(row.person_id for row in rows if row.person_id),
            days=frozenset((row.by_id, timezone.localdate(row.at)) for row in rows),
        )


log_changed: Consequence[[LogChange]] = Consequence()
"""Follows, in the same transaction, when entries of the log came, changed or went."""
