"""Referrals that came of another: of or by somebody who was referred (2.A.9)."""

from __future__ import annotations

from bestfew.network.models import Referral
from bestfew.people.models import Person
from bestfew.teams.models import Slip


def origin_of(person: Person) -> Referral | None:
    """The latest referral that brought them, or whoever brought them; None where none
    did.
    """
    brought = [person.pk, *([person.referred_by_id] if person.referred_by_id else [])]
    came = Referral.objects.got().filter(person__in=brought)
    found: Referral | None = came.order_by("given_at", "id").last()
    return found


def slip_within(origin: Referral | None, team: int) -> Slip | None:
    """The slip of an origin, where the same team knows it; what other teams do stays
    there.
    """
    slip = origin.slip if origin else None
    return slip if slip and slip.team_id == team else None
