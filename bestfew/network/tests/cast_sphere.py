"""A photographer's market, its professions, and partners."""

from __future__ import annotations

from typing import Any

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.markets.actions import add_market
from bestfew.markets.models import TargetMarket
from bestfew.network.actions.professions import start_map
from bestfew.network.actions.sphere import add_to_sphere
from bestfew.network.models import Profession, SphereMember
from bestfew.people.tests.cast import make_person


def make_map(alice: Membership, trade: str = "events") -> TargetMarket:
    """Alice serves couples; everybody whom the pack knows to serve them is listed."""
    alice.workspace.trade = trade
    alice.workspace.save()
    market = add_market(alice, name="Couples of Bath", at=NOON)
    start_map(alice, market, at=NOON)
    return market


def profession(key: str) -> Profession:
    found: Profession = Profession.objects.get(key=key)
    return found


def make_partner(
    alice: Membership, name: str = "Mali", key: str = "florist", **facts: Any
) -> SphereMember:
    person = make_person(alice, name)
    usual: dict[str, Any] = {"person": person, "profession": profession(key)}
    return add_to_sphere(alice, **usual | {"at": NOON} | facts)
