"""How to break what is kept of sphere and referrals; the answer is what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bestfew.network.models import (
    ClosedBusiness,
    Referral,
    ReferralStep,
    SphereMember,
)
from bestfew.people.models import Permission


def _one(rows: Any) -> Any:
    return rows.order_by("pk")[0]


def _changed(rows: Any, **columns: object) -> object:
    row = _one(rows)
    type(row).objects.filter(pk=row.pk).update(**columns)
    return row.pk


def sphere() -> object:
    partner = _one(SphereMember.objects.exclude(team_member=None))
    SphereMember.objects.filter(pk=partner.pk).update(team_member=None)
    return partner.team_member_id


def ledger() -> object:
    step = _one(ReferralStep.objects.filter(status="identified"))
    ReferralStep.objects.filter(referral=step.referral_id).delete()
    return step.referral_id


def both_sides() -> object:
    return _changed(Referral.objects.filter(status="won"), status="lost")


def permission() -> object:
    """Of somebody who came by this referral alone."""
    agreed = Referral.objects.got().exclude(agreed_at=None)
    referral = _one(agreed.filter(person__do_not_contact=False))
    Permission.objects.filter(person=referral.person_id).delete()
    return referral.pk


def thanks() -> object:
    return _changed(ClosedBusiness.objects.all(), amount=1)


BREAKS: dict[str, Callable[[], object]] = {
    "network: sphere": sphere,
    "network: ledger": ledger,
    "network: both sides": both_sides,
    "network: permission": permission,
    "network: thanks": thanks,
}
