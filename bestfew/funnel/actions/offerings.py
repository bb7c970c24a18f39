"""Deeds on offerings that the funnel follows: their normal cycle decides places."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from bestfew.accounts.models import User
from bestfew.funnel.actions.places import refresh_cycle
from bestfew.funnel.models import Objective
from bestfew.history.models import record
from bestfew.markets.models import Offering


class OfferingExists(Exception):
    """Another offering has that name."""


SAVED = ("name", "price", "normal_cycle_days")


def save_offering(
    offering: Offering | None, *, name: str, by: User, at: datetime, **facts: Any
) -> Offering:
    """A new offering, or new facts of one; raises `OfferingExists`.

    `facts`: its price, and its normal cycle in days.
    """
    try:
        return _save(offering, facts | {"name": name.strip()}, by=by, at=at)
    except IntegrityError:  # somebody saved one of that name at the same moment
        raise OfferingExists from None


@transaction.atomic
def _save(
    offering: Offering | None, facts: dict[str, Any], *, by: User, at: datetime
) -> Offering:
    saved = offering or Offering()
    if Offering.objects.filter(name=facts["name"]).exclude(pk=saved.pk).exists():
        raise OfferingExists
    before, days = saved.normal_cycle_days, facts["normal_cycle_days"]
    for name, value in facts.items():
        setattr(saved, name, value)
    saved.save(update_fields=SAVED if offering else None)
    record("saved", saved, by=by, at=at, normal_cycle_days=days)
    if offering and before != days:
        refresh_cycle(Objective.objects.filter(offering=offering), by=by, at=at)
    return saved
