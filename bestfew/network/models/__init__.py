"""Professions of a market, and the Contact Sphere."""

from __future__ import annotations

from bestfew.network.models.professions import Profession, Rivalry, Serving
from bestfew.network.models.referrals import (
    ClosedBusiness,
    Direction,
    Referral,
    ReferralStep,
    Side,
)
from bestfew.network.models.sphere import (
    GAINS,
    QUESTIONS,
    Learned,
    OverlapConsent,
    Question,
    SphereMember,
)

__all__ = [
    "GAINS",
    "QUESTIONS",
    "ClosedBusiness",
    "Direction",
    "Learned",
    "OverlapConsent",
    "Profession",
    "Question",
    "Referral",
    "ReferralStep",
    "Rivalry",
    "Serving",
    "Side",
    "SphereMember",
]
