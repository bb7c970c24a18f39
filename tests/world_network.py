"""The network of one workspace, for the world of the suites."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.markets import actions as markets
from bestfew.network.actions.professions import profession_of
from bestfew.network.models import SphereMember


def make_network(
    member: Membership, mark: str, nouns: dict[str, Any]
) -> dict[str, Any]:
    """A target market, which all of the team see, and a florist in the sphere."""
    at, by = timezone.now() - timedelta(days=30), member.user
    market = markets.add_market(
        member, name=f"Brides of {member.user.name}", at=at, needs="pictures",
        picture="Mai and her groom", who="marries in Bath\n80 guests\nthis year",
    )  # fmt: skip
    markets.share(market, by=by, at=at)
    florist = profession_of("florist", at=at)
    baker = profession_of("cake_maker", at=at)
    partner = SphereMember.objects.create(
        owner=by, person=nouns["person"], profession=florist, created_at=at,
        wanted=f"{mark} wants couples",
    )  # fmt: skip
    return {
        "market": market,
        "profession": florist,
        "other_profession": baker,
        "partner": partner,
    }
