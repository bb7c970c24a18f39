"""Deeds on offerings that the funnel follows: their normal cycle decides places."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.funnel.actions.places import refresh_places
from bestfew.funnel.models import Objective
from bestfew.history.models import record
from bestfew.markets.models import Offering


class OfferingExists(Exception):
    """Another offering has that name."""


@transaction.atomic
def save_offering(
    offering: Offering | None,
    *,
    name: str,
    price: Decimal | None,
    normal_cycle_days: int | None,
    by: User,
    at: datetime,
) -> Offering:
    """A new offering, or new facts of one; raises `OfferingExists`."""
    saved = offering or Offering()
    if Offering.objects.filter(name=name.strip()).exclude(pk=saved.pk).exists():
        raise OfferingExists
    before = saved.normal_cycle_days
    saved.name, saved.price = name.strip(), price
    saved.normal_cycle_days = normal_cycle_days
    saved.save()
    record("saved", saved, by=by, at=at, normal_cycle_days=normal_cycle_days)
    if offering and before != normal_cycle_days:
        _look_again(offering, by=by, at=at)
    return saved


def _look_again(offering: Offering, *, by: User, at: datetime) -> None:
    rows = Objective.objects.filter(offering=offering, is_open=True)
    ids = rows.exclude(expected_close_on=None).values_list("pk", flat=True)
    refresh_places(list(ids), by=by, at=at)
